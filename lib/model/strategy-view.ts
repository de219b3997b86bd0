/** What the pages of detection strategies show, as plain data. */
import type { VendorCounts } from "./catalog-view.ts";
import type { ClauseView } from "./clause-view.ts";
import type { ElementKind } from "./element-kind.ts";
import type { Named, ThresholdRow } from "./technique-view.ts";

export type StrategyOrder = "id" | "name" | "analytics" | "read" | "unread";
/** gaps: strategies with an analytic of which no rule of the technique reads a log source. */
export type StrategyShow = "all" | "gaps";

/** Analytics by how many of their log sources rules of the technique read. */
export interface Reading {
  /** Every event of every log source. */
  readonly full: number;
  readonly part: number;
  readonly none: number;
}

export interface StrategyListRow extends Named, Reading {
  readonly technique: Named | null;
  readonly analytics: number;
  readonly platforms: readonly string[];
  /** Rules of the technique, its sub-techniques included. */
  readonly rules: number;
}

export interface StrategyLogSource {
  /** Position of the log source in its analytic. */
  readonly position: number;
  readonly name: string;
  readonly channel: string;
  readonly component: Named | null;
  /** Catalog events that name and channel stand for; empty when the channel is free text, compared by provider alone. */
  readonly events: readonly string[];
  /** Those of them that no rule of the technique reads. */
  readonly unread: readonly string[];
  /** Rules of the technique that read it. */
  readonly here: number;
  /** Rules of the catalog that read it. */
  readonly everywhere: number;
  readonly byVendor: VendorCounts;
}

/** Rules that do a thing, a few of them by name. */
export interface RuleSample {
  readonly rules: number;
  readonly sample: readonly { readonly key: string; readonly title: string }[];
}

/** What rules of the technique do where a mutable element asks for tuning. */
export interface ElementEvidence {
  /** Fields that would show it, by the element's name; empty where the name says none. */
  readonly fields: readonly string[];
  /** Values that rules look for, and that they exclude, the most telling first. */
  readonly match: readonly EvidenceRow[];
  readonly exclude: readonly EvidenceRow[];
  /** Limits on what is counted, ascending. */
  readonly limits: readonly ThresholdRow[];
  readonly windows: readonly (RuleSample & { readonly window: string })[];
}

export interface EvidenceRow {
  /** Of the row of the technique's page. */
  readonly key: string;
  readonly clauses: readonly ClauseView[];
  readonly rules: number;
  /** Of them those for one of the analytic's platforms, or for none that they name. */
  readonly fitting: number;
  readonly reach: number;
}

export interface StrategyElement {
  readonly name: string;
  readonly description: string;
  readonly kind: ElementKind;
  /** Why it is of that kind. */
  readonly because: string;
  /** Null for a kind that no part of a rule stands for. */
  readonly evidence: ElementEvidence | null;
}

export interface StrategyAnalytic {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly platforms: readonly string[];
  readonly logSources: readonly StrategyLogSource[];
  readonly elements: readonly { readonly name: string; readonly description: string }[];
}

/** Strategies of one tactic with an analytic for one platform. */
export interface GapCell {
  readonly tactic: string;
  readonly tacticName: string;
  /** In ATT&CK's words. */
  readonly platform: string;
  readonly strategies: number;
  /** Of them those with such an analytic that no rule of the technique reads. */
  readonly unread: number;
}

/** A log source by its name, over all analytics. */
export interface AskedSource {
  readonly name: string;
  /** Analytics that ask for it. */
  readonly asked: number;
  /** Analytics of which a rule of the technique reads it. */
  readonly read: number;
  /** The most rules that read it for one analytic. */
  readonly rules: number;
}

export interface StrategyHead extends Named {
  readonly description: string;
  readonly url: string;
  readonly technique: Named | null;
  /** Rules of the technique in the filter. */
  readonly rules: number;
}

/** How far rules of the technique read an analytic. */
export function readingOf({ logSources }: Pick<StrategyAnalytic, "logSources">): keyof Reading {
  if (logSources.every(({ here }) => here === 0)) return "none";
  return logSources.every(({ here, unread }) => here > 0 && unread.length === 0) ? "full" : "part";
}
