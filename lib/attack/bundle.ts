/**
 * From the objects of a STIX 2.1 bundle, as MITRE publishes it, to an AttackBundle. Pure, and total on bad objects: these become
 * diagnostics. Published bundles: https://github.com/mitre-attack/attack-stix-data
 */
import type { AttackId, AttackIdKind } from "../model/attack-id.ts";
import { ATTACK_DOMAINS, type AttackBundle, AttackBundleError, type AttackDomain } from "./attack-bundle.ts";
import { type BundleDiagnostic, createTroubleLog, type TroubleLog } from "./bundle-diagnostics.ts";
import { readAnalytics, readDataComponents, readStrategies } from "./bundle-strategies.ts";
import { type Identified, readTactics, readTechniques } from "./bundle-techniques.ts";
import { indexStixObjects, type StixIndex } from "./stix-index.ts";
import { isRecord, readAttackId, readLine, readRecords, readTexts, type StixObject } from "./stix-object.ts";

export interface ReadBundle {
  readonly bundle: AttackBundle;
  readonly diagnostics: readonly BundleDiagnostic[];
}

/** What a file's name or its reader knows besides the bundle; used only where the bundle itself is silent. */
export interface BundleHints {
  readonly version?: string;
}

/**
 * The AttackBundle in a parsed JSON value.
 * @throws AttackBundleError when the value is no STIX bundle, or none of a domain of ATT&CK.
 */
export function parseAttackBundle(value: unknown, hints: BundleHints = {}): ReadBundle {
  if (!isRecord(value) || value.type !== "bundle" || !Array.isArray(value.objects)) {
    throw new AttackBundleError('This is not a STIX bundle: an object of type "bundle" with a list of objects is expected.');
  }
  return buildAttackBundle(value.objects, hints);
}

/**
 * The AttackBundle in the objects of a STIX bundle, read once and in any order.
 * @throws AttackBundleError when the objects are of no domain of ATT&CK, or hold no technique.
 */
export function buildAttackBundle(objects: Iterable<unknown>, hints: BundleHints = {}): ReadBundle {
  const log = createTroubleLog();
  const index = indexStixObjects(objects, log);
  const domain = readDomain(index, log);
  const techniques = identify("technique", index.byType["attack-pattern"], log);
  if (domain === null || techniques.size === 0) {
    throw new AttackBundleError(
      domain === null
        ? "This STIX bundle is of no ATT&CK domain: neither a collection nor a matrix of enterprise, mobile or ICS is in it."
        : `This STIX bundle of ${domain} holds no technique with an ATT&CK id.`,
    );
  }
  const analytics = identify("analytic", index.byType["x-mitre-analytic"], log);
  const components = identify("dataComponent", index.byType["x-mitre-data-component"], log);
  const techniqueIds = idsOf(techniques);
  const tactics = readTactics(index, identify("tactic", index.byType["x-mitre-tactic"], log), log);
  const strategyObjects = identify("strategy", index.byType["x-mitre-detection-strategy"], log);
  const strategies = readStrategies(index, strategyObjects, idsOf(analytics), techniqueIds, log);
  const bundle: AttackBundle = {
    domain,
    version: readVersion(index, hints, log),
    name: readName(index, domain, log),
    tactics,
    techniques: readTechniques(index, techniques, tactics, log),
    strategies,
    analytics: readAnalytics(analytics, strategies, idsOf(components), log),
    dataComponents: readDataComponents(index, components, techniqueIds, log),
  };
  return { bundle, diagnostics: log.diagnostics() };
}

const idsOf = <Id>(objects: Identified<Id>): ReadonlyMap<string, Id> => new Map([...objects].map(([stixId, { id }]) => [stixId, id]));

/** Objects by STIX id with their ATT&CK ids. Of two with one ATT&CK id the current one stays, then the newest. */
function identify<K extends AttackIdKind>(kind: K, objects: readonly StixObject[], log: TroubleLog): Identified<AttackId<K>> {
  const best = new Map<AttackId<K>, StixObject>();
  for (const object of objects) {
    const id = readAttackId(kind, object, log);
    if (id === null) continue;
    const rival = best.get(id);
    if (rival !== undefined) log.report("duplicate-id", `${id} in ${rival.id} and ${object.id}`);
    if (rival === undefined || outranks(object, rival)) best.set(id, object);
  }
  return new Map([...best].map(([id, object]) => [object.id, { id, object }]));
}

function outranks(object: StixObject, rival: StixObject): boolean {
  const isCurrent = ({ revoked, x_mitre_deprecated: deprecated }: StixObject) => revoked !== true && deprecated !== true;
  if (isCurrent(object) !== isCurrent(rival)) return isCurrent(object);
  return String(object.modified) > String(rival.modified);
}

const COLLECTION_NAMES: Readonly<Record<string, AttackDomain>> = {
  "enterprise att&ck": "enterprise-attack",
  "mobile att&ck": "mobile-attack",
  "ics att&ck": "ics-attack",
  "att&ck for ics": "ics-attack",
};

/** The domain by what a matrix is called, then by the collection's name, then by what the techniques say of themselves. */
function readDomain(index: StixIndex, log: TroubleLog): AttackDomain | null {
  const { "x-mitre-matrix": matrices, "x-mitre-collection": collections, "attack-pattern": techniques } = index.byType;
  const candidates = [
    ...matrices.flatMap((matrix) => readRecords(matrix, "external_references", log).map((reference) => reference.external_id)),
    ...[...collections, ...matrices].map((object) => readLine(object, "name", log)),
    ...techniques.slice(0, 1).flatMap((technique) => readTexts(technique, "x_mitre_domains", log)),
  ];
  for (const candidate of candidates) {
    if (typeof candidate !== "string") continue;
    const text = candidate.toLowerCase();
    const domain = ATTACK_DOMAINS.find((known) => known === text) ?? COLLECTION_NAMES[text];
    if (domain !== undefined) return domain;
  }
  return null;
}

const VERSION = /^\d{1,4}(?:\.\d{1,4}){0,2}$/;

function readVersion(index: StixIndex, hints: BundleHints, log: TroubleLog): string {
  for (const collection of index.byType["x-mitre-collection"]) {
    const version = readLine(collection, "x_mitre_version", log);
    if (VERSION.test(version)) return version;
    log.report("no-version", collection.id);
  }
  if (index.byType["x-mitre-collection"].length === 0) log.report("no-version", "no collection in the bundle");
  return hints.version !== undefined && VERSION.test(hints.version) ? hints.version : "unknown";
}

const DOMAIN_NAMES: Readonly<Record<AttackDomain, string>> = {
  "enterprise-attack": "Enterprise ATT&CK",
  "mobile-attack": "Mobile ATT&CK",
  "ics-attack": "ATT&CK for ICS",
};

function readName(index: StixIndex, domain: AttackDomain, log: TroubleLog): string {
  const matrix = index.byType["x-mitre-matrix"].find((object) => object.x_mitre_deprecated !== true);
  return (matrix === undefined ? "" : readLine(matrix, "name", log)) || DOMAIN_NAMES[domain];
}
