/** What the pages of detection strategies show, as plain data. */
import type { VendorCounts } from "./catalog-view.ts";
import type { Named } from "./technique-view.ts";

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

export interface StrategyAnalytic {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly platforms: readonly string[];
  readonly logSources: readonly StrategyLogSource[];
  readonly elements: readonly { readonly name: string; readonly description: string }[];
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
