/** Resolves a technique id that an author wrote to the id that the loaded ATT&CK versions use now: no rule disappears because of a version. */
import type { TechniqueId } from "../model/attack-id.ts";
import type { AttackBundle, AttackTechnique } from "./attack-bundle.ts";

export type TechniqueStatus = "current" | "revoked" | "deprecated" | "unknown";

export interface ResolvedTechnique {
  /** Where the chain of revocations ends; the tagged id itself when it is current, deprecated, unknown, or has no successor. */
  readonly id: TechniqueId;
  /** The state of `id`, not of the tag: a revoked tag with a current successor is `current`, with the tag in `via`. */
  readonly status: TechniqueStatus;
  /** The revoked ids that were followed, the tagged one first; empty when the tag itself is the answer. */
  readonly via: readonly TechniqueId[];
}

/** What resolving needs to know of each technique. */
export type TechniqueIndex = ReadonlyMap<TechniqueId, Pick<AttackTechnique, "id" | "revoked" | "deprecated" | "revokedBy">>;

/** Techniques of several bundles by id. Where two know an id the earlier bundle counts: give the newest version first. */
export function indexTechniques(bundles: readonly AttackBundle[]): TechniqueIndex {
  const index = new Map<TechniqueId, AttackTechnique>();
  for (const technique of bundles.flatMap((bundle) => bundle.techniques)) {
    if (!index.has(technique.id)) index.set(technique.id, technique);
  }
  return index;
}

/** Follows `revokedBy` from `tagged` to its end. A chain that turns back on itself resolves nothing: the tag stays, as `revoked`. */
export function resolveTechnique(index: TechniqueIndex, tagged: TechniqueId): ResolvedTechnique {
  const via: TechniqueId[] = [];
  let id = tagged;
  for (;;) {
    const technique = index.get(id);
    if (technique === undefined) return { id, status: "unknown", via };
    if (!technique.revoked || technique.revokedBy === null) {
      return { id, status: technique.revoked ? "revoked" : technique.deprecated ? "deprecated" : "current", via };
    }
    via.push(id);
    id = technique.revokedBy;
    if (via.includes(id)) return { id: tagged, status: "revoked", via: [] };
  }
}
