/** From STIX to the matrix: tactics in the order of their columns, techniques with parents, tactics, platforms and successors. */
import { parentTechniqueId, type TacticId, type TechniqueId } from "../model/attack-id.ts";
import type { AttackTactic, AttackTechnique } from "./attack-bundle.ts";
import { tacticUrl, techniqueUrl } from "./attack-url.ts";
import type { TroubleLog } from "./bundle-diagnostics.ts";
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

/** ATT&CK ids by STIX id, and the objects they were read from. */
export type Identified<Id> = ReadonlyMap<string, { readonly id: Id; readonly object: StixObject }>;

/** Tactics of a bundle, matrix columns first; `order` counts over the matrices in use. */
export function readTactics(index: StixIndex, tactics: Identified<TacticId>, log: TroubleLog): readonly AttackTactic[] {
  const columns = index.byType["x-mitre-matrix"]
    .filter((matrix) => matrix.revoked !== true && matrix.x_mitre_deprecated !== true)
    .flatMap((matrix) => readList(matrix, "tactic_refs", log));
  const ids = new Map([...tactics].map(([stixId, { id }]) => [stixId, id]));
  const order = new Map(followReferences(columns, ids, "matrix", log).map((id, column) => [id, column]));
  const read = [...tactics.values()].map(
    ({ id, object }): AttackTactic => ({
      id,
      shortname: readLine(object, "x_mitre_shortname", log),
      name: readLine(object, "name", log),
      description: readText(object, "description", TEXT_LIMITS.description, object.id, log),
      url: tacticUrl(id),
      order: order.get(id) ?? null,
      ...readRetirement(object),
    }),
  );
  return read.sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || compareIds(a, b));
}

/** Techniques of a bundle, sorted by id, the revoked and the deprecated included: rules still carry their ids. */
export function readTechniques(
  index: StixIndex,
  techniques: Identified<TechniqueId>,
  tactics: readonly AttackTactic[],
  log: TroubleLog,
): readonly AttackTechnique[] {
  const tacticByName = new Map(tactics.map((tactic) => [tactic.shortname, tactic.id]));
  const ids = new Map([...techniques].map(([stixId, { id }]) => [stixId, id]));
  const known = new Set(ids.values());
  const read = [...techniques.values()].map(({ id, object }): AttackTechnique => {
    const related = index.relations["subtechnique-of"].get(object.id) ?? [];
    const parentId = followReferences(related, ids, id, log)[0] ?? parentTechniqueId(id);
    return {
      id,
      name: readLine(object, "name", log),
      description: readText(object, "description", TEXT_LIMITS.description, object.id, log),
      isSubtechnique: object.x_mitre_is_subtechnique === true || parentTechniqueId(id) !== null,
      parentId: parentId !== null && known.has(parentId) ? parentId : null,
      tacticIds: followReferences(phaseNames(object, log), tacticByName, id, log, "unknown-tactic"),
      platforms: readTexts(object, "x_mitre_platforms", log),
      revokedBy: followReferences(index.relations["revoked-by"].get(object.id) ?? [], ids, id, log)[0] ?? null,
      url: techniqueUrl(id),
      version: readLine(object, "x_mitre_version", log),
      modified: readInstant(object, "modified", log),
      ...readRetirement(object),
    };
  });
  return read.sort(compareIds);
}

function phaseNames(object: StixObject, log: TroubleLog): readonly unknown[] {
  return readRecords(object, "kill_chain_phases", log).map((phase) => phase.phase_name);
}

/** Sorts ids of one kind; lengths first, so that AN999 comes before AN1000. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  const [left, right] = [a.id.split("."), b.id.split(".")] as const;
  const [leftHead = "", rightHead = ""] = [left[0], right[0]];
  return leftHead.length - rightHead.length || compareText(leftHead, rightHead) || compareText(left[1] ?? "", right[1] ?? "");
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
