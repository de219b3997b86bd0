/** From STIX to detection: strategies with their analytics, log sources with their data components, mutable elements. */
import type { AnalyticId, DataComponentId, StrategyId, TechniqueId } from "../model/attack-id.ts";
import type {
  AttackAnalytic,
  AttackDataComponent,
  AttackLogSource,
  AttackLogSourceReference,
  AttackMutableElement,
  AttackStrategy,
} from "./attack-bundle.ts";
import { analyticUrl, dataComponentUrl, strategyUrl } from "./attack-url.ts";
import type { TroubleLog } from "./bundle-diagnostics.ts";
import { compareIds, type Identified } from "./bundle-techniques.ts";
import { followReferences, type StixIndex } from "./stix-index.ts";
import {
  readInstant,
  readLine,
  readList,
  readRecords,
  readRetirement,
  readText,
  readTexts,
  type StixObject,
  TEXT_LIMITS,
} from "./stix-object.ts";

type Ids<Id> = ReadonlyMap<string, Id>;

/** Detection strategies, sorted by id; empty for bundles before v18. `analyticIds` and `techniqueIds` are sorted too. */
export function readStrategies(
  index: StixIndex,
  strategies: Identified<StrategyId>,
  analyticIds: Ids<AnalyticId>,
  techniqueIds: Ids<TechniqueId>,
  log: TroubleLog,
): readonly AttackStrategy[] {
  const read = [...strategies.values()].map(
    ({ id, object }): AttackStrategy => ({
      id,
      name: readLine(object, "name", log),
      description: readText(object, "description", TEXT_LIMITS.description, object.id, log),
      url: strategyUrl(id),
      techniqueIds: sortedIds(followReferences(index.relations.detects.get(object.id) ?? [], techniqueIds, id, log)),
      analyticIds: sortedIds(followReferences(readList(object, "x_mitre_analytic_refs", log), analyticIds, id, log)),
      version: readLine(object, "x_mitre_version", log),
      created: readInstant(object, "created", log),
      modified: readInstant(object, "modified", log),
      ...readRetirement(object),
    }),
  );
  return read.sort(compareIds);
}

/** Analytics, sorted by id; one that no strategy lists has `strategyId` null. */
export function readAnalytics(
  analytics: Identified<AnalyticId>,
  strategies: readonly AttackStrategy[],
  componentIds: Ids<DataComponentId>,
  log: TroubleLog,
): readonly AttackAnalytic[] {
  const strategyOf = new Map(strategies.flatMap((strategy) => strategy.analyticIds.map((analytic) => [analytic, strategy.id] as const)));
  const read = [...analytics.values()].map(({ id, object }): AttackAnalytic => {
    const strategyId = strategyOf.get(id) ?? null;
    return {
      id,
      strategyId,
      name: readLine(object, "name", log),
      platforms: readTexts(object, "x_mitre_platforms", log),
      description: readText(object, "description", TEXT_LIMITS.description, object.id, log),
      url: analyticUrl(id, strategyId),
      logSources: readLogSourceReferences(object, componentIds, log),
      mutableElements: readMutableElements(object, log),
      ...readRetirement(object),
    };
  });
  return read.sort(compareIds);
}

/** Data components, sorted by id, with the log sources that MITRE lists for each. */
export function readDataComponents(
  index: StixIndex,
  components: Identified<DataComponentId>,
  techniqueIds: Ids<TechniqueId>,
  log: TroubleLog,
): readonly AttackDataComponent[] {
  const read = [...components.values()].map(
    ({ id, object }): AttackDataComponent => ({
      id,
      name: readLine(object, "name", log),
      description: readText(object, "description", TEXT_LIMITS.description, object.id, log),
      url: dataComponentUrl(id),
      logSources: distinct(readRecords(object, "x_mitre_log_sources", log).map((entry) => readLogSource(entry, object, log))),
      techniqueIds: sortedIds(followReferences(index.relations.detects.get(object.id) ?? [], techniqueIds, id, log)),
      ...readRetirement(object),
    }),
  );
  return read.sort(compareIds);
}

function readLogSourceReferences(
  object: StixObject,
  componentIds: Ids<DataComponentId>,
  log: TroubleLog,
): readonly AttackLogSourceReference[] {
  const references = readRecords(object, "x_mitre_log_source_references", log).map((entry): AttackLogSourceReference => {
    const component = entry.x_mitre_data_component_ref;
    const named = component === undefined || component === "" ? [] : [component];
    const dataComponentId = followReferences(named, componentIds, object.id, log)[0] ?? null;
    return { ...readLogSource(entry, object, log), dataComponentId };
  });
  return distinct(references);
}

function readLogSource(entry: Readonly<Record<string, unknown>>, object: StixObject, log: TroubleLog): AttackLogSource {
  const line = (field: string) => readText(entry, field, TEXT_LIMITS.line * 4, object.id, log).replace(/\s+/g, " ");
  return { name: line("name"), channel: line("channel") };
}

function readMutableElements(object: StixObject, log: TroubleLog): readonly AttackMutableElement[] {
  return readRecords(object, "x_mitre_mutable_elements", log).map((entry) => ({
    name: readText(entry, "field", TEXT_LIMITS.line, object.id, log),
    description: readText(entry, "description", TEXT_LIMITS.description, object.id, log),
  }));
}

function distinct<T extends AttackLogSource>(sources: readonly T[]): readonly T[] {
  return [...new Map(sources.filter(({ name }) => name !== "").map((source) => [JSON.stringify(source), source])).values()];
}

function sortedIds<Id extends string>(ids: readonly Id[]): readonly Id[] {
  return ids
    .map((id) => ({ id }))
    .sort(compareIds)
    .map(({ id }) => id);
}
