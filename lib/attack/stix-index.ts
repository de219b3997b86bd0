/** One pass over a bundle's objects: keeps those that ATT&CK pages need, by type and id, and lets the others (most of them) go. */
import type { BundleTrouble, TroubleLog } from "./bundle-diagnostics.ts";
import { asStixObject, type StixObject } from "./stix-object.ts";

const KEPT_TYPES = [
  "x-mitre-collection",
  "x-mitre-matrix",
  "x-mitre-tactic",
  "attack-pattern",
  "x-mitre-detection-strategy",
  "x-mitre-analytic",
  "x-mitre-data-component",
] as const;

const KEPT_RELATIONS = ["detects", "revoked-by", "subtechnique-of"] as const;

export type StixType = (typeof KEPT_TYPES)[number];
export type StixRelation = (typeof KEPT_RELATIONS)[number];

export interface StixIndex {
  /** Objects in their order; none twice. */
  readonly byType: Readonly<Record<StixType, readonly StixObject[]>>;
  /** Targets of each source, by kind of relation; retired relations are left out. */
  readonly relations: Readonly<Record<StixRelation, ReadonlyMap<string, readonly string[]>>>;
}

const isKeptType = (type: string): type is StixType => (KEPT_TYPES as readonly string[]).includes(type);
const isKeptRelation = (kind: unknown): kind is StixRelation => (KEPT_RELATIONS as readonly unknown[]).includes(kind);

/** Indexes the objects of a bundle; what is no STIX object is reported and skipped, and a repeated STIX id keeps its newest version. */
export function indexStixObjects(objects: Iterable<unknown>, log: TroubleLog): StixIndex {
  const byId = new Map<string, StixObject>();
  const relations = { detects: new Map(), "revoked-by": new Map(), "subtechnique-of": new Map() } as Record<
    StixRelation,
    Map<string, string[]>
  >;
  for (const value of objects) {
    const object = asStixObject(value, log);
    if (object === null) continue;
    if (object.type === "relationship") addRelation(relations, object, log);
    else if (isKeptType(object.type)) keepNewest(byId, object, log);
  }
  const byType = Object.fromEntries(KEPT_TYPES.map((type) => [type, [] as StixObject[]])) as Record<StixType, StixObject[]>;
  for (const object of byId.values()) {
    if (isKeptType(object.type)) byType[object.type].push(object);
  }
  return { byType, relations };
}

function keepNewest(byId: Map<string, StixObject>, object: StixObject, log: TroubleLog): void {
  const known = byId.get(object.id);
  if (known !== undefined) log.report("duplicate-id", object.id);
  if (known === undefined || String(object.modified) > String(known.modified)) byId.set(object.id, object);
}

function addRelation(relations: Record<StixRelation, Map<string, string[]>>, object: StixObject, log: TroubleLog): void {
  const { relationship_type: kind, source_ref: source, target_ref: target } = object;
  if (!isKeptRelation(kind) || object.revoked === true || object.x_mitre_deprecated === true) return;
  if (typeof source !== "string" || typeof target !== "string") {
    log.report("bad-field", `${object.id} source_ref, target_ref`);
    return;
  }
  const targets = relations[kind].get(source);
  if (targets === undefined) relations[kind].set(source, [target]);
  else if (!targets.includes(target)) targets.push(target);
}

/** The ids behind STIX references; a reference that `ids` lacks is reported and dropped. Each id once. */
export function followReferences<Id>(
  references: Iterable<unknown>,
  ids: ReadonlyMap<string, Id>,
  from: string,
  log: TroubleLog,
  trouble: BundleTrouble = "dangling-reference",
): readonly Id[] {
  const found = new Set<Id>();
  for (const reference of references) {
    const id = typeof reference === "string" ? ids.get(reference) : undefined;
    if (id === undefined) log.report(trouble, `${from} → ${String(reference)}`);
    else found.add(id);
  }
  return [...found];
}
