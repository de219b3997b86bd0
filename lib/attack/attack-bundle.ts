/**
 * The AttackBundle value: one domain of ATT&CK in one version, free of STIX. Every id in it was checked, every list is sorted
 * by id (tactics by matrix order), and every reference points at an object of the same bundle.
 * Vocabulary: https://github.com/mitre-attack/attack-stix-data/blob/master/USAGE.md
 */
import type { AnalyticId, DataComponentId, StrategyId, TacticId, TechniqueId } from "../model/attack-id.ts";

export const ATTACK_DOMAINS = ["enterprise-attack", "mobile-attack", "ics-attack"] as const;
export type AttackDomain = (typeof ATTACK_DOMAINS)[number];

/** Ids are unique within a domain and version; several bundles live side by side under (domain, version). */
export interface AttackBundle {
  readonly domain: AttackDomain;
  /** As the collection says it: `18.1`. `unknown` when neither the bundle nor its file name tells. */
  readonly version: string;
  /** The matrix's own name: `Enterprise ATT&CK`. */
  readonly name: string;
  readonly tactics: readonly AttackTactic[];
  readonly techniques: readonly AttackTechnique[];
  readonly strategies: readonly AttackStrategy[];
  readonly analytics: readonly AttackAnalytic[];
  readonly dataComponents: readonly AttackDataComponent[];
}

/** What MITRE took out of use: revoked ids have a successor as a rule, deprecated ones have none. */
interface Retirable {
  readonly revoked: boolean;
  readonly deprecated: boolean;
}

export interface AttackTactic extends Retirable {
  readonly id: TacticId;
  /** The name that techniques and rule tags use: `credential-access`. */
  readonly shortname: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  /** Column of the matrix, from 0; null for a tactic that no current matrix shows. */
  readonly order: number | null;
}

export interface AttackTechnique extends Retirable {
  readonly id: TechniqueId;
  readonly name: string;
  readonly description: string;
  readonly isSubtechnique: boolean;
  readonly parentId: TechniqueId | null;
  readonly tacticIds: readonly TacticId[];
  readonly platforms: readonly string[];
  /** The technique that MITRE names as its successor, itself perhaps revoked: see resolveTechnique. */
  readonly revokedBy: TechniqueId | null;
  readonly url: string;
  readonly version: string;
  /** ISO 8601 instant, or empty when the bundle has none. */
  readonly modified: string;
}

export interface AttackStrategy extends Retirable {
  readonly id: StrategyId;
  readonly name: string;
  /** Empty in bundles published so far. */
  readonly description: string;
  readonly url: string;
  readonly techniqueIds: readonly TechniqueId[];
  readonly analyticIds: readonly AnalyticId[];
  readonly version: string;
  readonly created: string;
  readonly modified: string;
}

export interface AttackAnalytic extends Retirable {
  readonly id: AnalyticId;
  readonly strategyId: StrategyId | null;
  readonly name: string;
  readonly platforms: readonly string[];
  readonly description: string;
  readonly url: string;
  readonly logSources: readonly AttackLogSourceReference[];
  readonly mutableElements: readonly AttackMutableElement[];
}

/** A log source as ATT&CK writes it; parseLogSource reads it as events. */
export interface AttackLogSource {
  readonly name: string;
  readonly channel: string;
}

export interface AttackLogSourceReference extends AttackLogSource {
  readonly dataComponentId: DataComponentId | null;
}

/** What whoever deploys the analytic has to choose: `TimeWindow`, `KnownScannerExeList`. */
export interface AttackMutableElement {
  readonly name: string;
  readonly description: string;
}

export interface AttackDataComponent extends Retirable {
  readonly id: DataComponentId;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly logSources: readonly AttackLogSource[];
  /** Techniques it detects by a direct relation, as bundles before v18 have it; empty from v18 on (strategies took over). */
  readonly techniqueIds: readonly TechniqueId[];
}

/** A file or value that cannot be read as an ATT&CK bundle at all. Its message is one sentence for people; `cause` has the rest. */
export class AttackBundleError extends Error {
  override readonly name = "AttackBundleError";
}
