/**
 * The ATT&CK facts that come with the product: everything an AttackBundle has except sentences, as seed/attack/build-facts.ts
 * writes it, joined with our own descriptions. A published bundle of the same domain and version replaces it.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type AttackId,
  type AttackIdKind,
  attackIdMessage,
  type DataComponentId,
  parentTechniqueId,
  parseAttackId,
} from "../model/attack-id.ts";
import type {
  AttackAnalytic,
  AttackBundle,
  AttackDataComponent,
  AttackDomain,
  AttackLogSource,
  AttackStrategy,
  AttackTechnique,
} from "./attack-bundle.ts";
import { AttackBundleError } from "./attack-bundle.ts";
import { analyticUrl, dataComponentUrl, strategyUrl, tacticUrl, techniqueUrl } from "./attack-url.ts";

/** Only what deviates is written: neither revoked nor deprecated goes without saying. */
interface RetiredFacts {
  readonly revoked?: true;
  readonly deprecated?: true;
}

/** The shape of enterprise-facts.json. What follows from other facts (URLs, parents, analytics of a strategy) is left out. */
export interface SeedFacts {
  readonly notice: string;
  readonly note: string;
  readonly domain: AttackDomain;
  readonly version: string;
  readonly name: string;
  /** In matrix order; `column: null` for a tactic that no matrix shows. */
  readonly tactics: readonly (RetiredFacts & {
    readonly id: string;
    readonly shortname: string;
    readonly name: string;
    readonly column?: null;
  })[];
  readonly techniques: readonly (RetiredFacts & {
    readonly id: string;
    readonly name: string;
    readonly tactics: readonly string[];
    readonly platforms: readonly string[];
    readonly revokedBy?: string;
    readonly version: string;
    readonly modified: string;
  })[];
  readonly strategies: readonly (RetiredFacts & {
    readonly id: string;
    readonly name: string;
    readonly techniques: readonly string[];
    readonly version: string;
    readonly created: string;
    readonly modified: string;
  })[];
  readonly analytics: readonly (RetiredFacts & {
    readonly id: string;
    readonly strategy: string | null;
    readonly platforms: readonly string[];
    readonly logSources: readonly (readonly [component: string | null, name: string, channel: string])[];
    readonly mutableElements: readonly string[];
  })[];
  /** `logSources`: those that no analytic of the data component names. */
  readonly dataComponents: readonly (RetiredFacts & {
    readonly id: string;
    readonly name: string;
    readonly logSources: readonly (readonly [name: string, channel: string])[];
  })[];
}

/** The shape of descriptions.json, by id. */
export interface SeedDescriptions {
  readonly tactics: Readonly<Record<string, string>>;
  readonly techniques: Readonly<Record<string, string>>;
  readonly strategies: Readonly<Record<string, string>>;
  readonly analytics: Readonly<
    Record<string, { readonly description: string; readonly mutableElements: Readonly<Record<string, string>> }>
  >;
}

const SEED_DIRECTORY = fileURLToPath(new URL("../../seed/attack", import.meta.url));

/**
 * The bundled ATT&CK facts of the newest enterprise version, with our descriptions where there are some.
 * @throws AttackBundleError when the seed files are missing or broken: the installation is damaged.
 */
export async function loadSeedAttack(directory: string = SEED_DIRECTORY): Promise<AttackBundle> {
  try {
    const [facts, descriptions] = await Promise.all(
      ["enterprise-facts.json", "descriptions.json"].map(
        async (file): Promise<unknown> => JSON.parse(await readFile(join(directory, file), "utf8")),
      ),
    );
    return bundleFromFacts(facts as SeedFacts, descriptions as SeedDescriptions);
  } catch (cause) {
    throw new AttackBundleError(`The ATT&CK facts in ${directory} cannot be read.`, { cause });
  }
}

/** The AttackBundle that facts and descriptions tell. Throws AttackBundleError on an id that is none. */
export function bundleFromFacts(facts: SeedFacts, descriptions: SeedDescriptions): AttackBundle {
  return {
    domain: facts.domain,
    version: facts.version,
    name: facts.name,
    tactics: facts.tactics.map(({ id: text, shortname, name, column, ...rest }, order) => {
      const id = idOf("tactic", text);
      return {
        id,
        shortname,
        name,
        description: descriptions.tactics[id] ?? "",
        url: tacticUrl(id),
        order: column === null ? null : order,
        ...retirement(rest),
      };
    }),
    techniques: facts.techniques.map((fact) => techniqueFromFact(fact, descriptions)),
    strategies: facts.strategies.map((fact) => strategyFromFact(fact, facts.analytics, descriptions)),
    analytics: facts.analytics.map((fact) => analyticFromFact(fact, descriptions)),
    dataComponents: facts.dataComponents.map((fact) => componentFromFact(fact, facts.analytics)),
  };
}

const retirement = ({ revoked, deprecated }: RetiredFacts) => ({ revoked: revoked === true, deprecated: deprecated === true });

function idOf<K extends AttackIdKind>(kind: K, text: string): AttackId<K> {
  const id = parseAttackId(kind, text);
  if (id === null) throw new AttackBundleError(attackIdMessage(kind, text));
  return id;
}

function techniqueFromFact(fact: SeedFacts["techniques"][number], descriptions: SeedDescriptions): AttackTechnique {
  const id = idOf("technique", fact.id);
  const parentId = parentTechniqueId(id);
  return {
    id,
    name: fact.name,
    description: descriptions.techniques[id] ?? "",
    isSubtechnique: parentId !== null,
    parentId,
    tacticIds: fact.tactics.map((tactic) => idOf("tactic", tactic)),
    platforms: fact.platforms,
    revokedBy: fact.revokedBy === undefined ? null : idOf("technique", fact.revokedBy),
    url: techniqueUrl(id),
    version: fact.version,
    modified: fact.modified,
    ...retirement(fact),
  };
}

function strategyFromFact(
  fact: SeedFacts["strategies"][number],
  analytics: SeedFacts["analytics"],
  descriptions: SeedDescriptions,
): AttackStrategy {
  const id = idOf("strategy", fact.id);
  return {
    id,
    name: fact.name,
    description: descriptions.strategies[id] ?? "",
    url: strategyUrl(id),
    techniqueIds: fact.techniques.map((technique) => idOf("technique", technique)),
    analyticIds: analytics.filter(({ strategy }) => strategy === fact.id).map((analytic) => idOf("analytic", analytic.id)),
    version: fact.version,
    created: fact.created,
    modified: fact.modified,
    ...retirement(fact),
  };
}

function analyticFromFact(fact: SeedFacts["analytics"][number], descriptions: SeedDescriptions): AttackAnalytic {
  const id = idOf("analytic", fact.id);
  const strategyId = fact.strategy === null ? null : idOf("strategy", fact.strategy);
  const told = descriptions.analytics[id];
  return {
    id,
    strategyId,
    name: `Analytic ${id.slice(2)}`,
    platforms: fact.platforms,
    description: told?.description ?? "",
    url: analyticUrl(id, strategyId),
    logSources: fact.logSources.map(([component, name, channel]) => ({
      name,
      channel,
      dataComponentId: component === null ? null : idOf("dataComponent", component),
    })),
    mutableElements: fact.mutableElements.map((name) => ({ name, description: told?.mutableElements[name] ?? "" })),
    ...retirement(fact),
  };
}

function componentFromFact(fact: SeedFacts["dataComponents"][number], analytics: SeedFacts["analytics"]): AttackDataComponent {
  const id: DataComponentId = idOf("dataComponent", fact.id);
  const named = analytics.flatMap(({ logSources }) =>
    logSources.filter(([component]) => component === id).map(([, name, channel]) => [name, channel] as const),
  );
  const distinct = new Map<string, AttackLogSource>();
  for (const [name, channel] of [...fact.logSources, ...named]) distinct.set(JSON.stringify([name, channel]), { name, channel });
  const logSources = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source);
  return { id, name: fact.name, description: "", url: dataComponentUrl(id), logSources, techniqueIds: [], ...retirement(fact) };
}
