/** What the technique pages show, as plain data. */
import type { VendorCounts } from "./catalog-view.ts";
import type { Lane, Outcome } from "./predicate.ts";
import type { VendorId } from "./vendor.ts";

/** own: tagged with the technique itself; all: with its sub-techniques. */
export type Scope = "own" | "all";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface TechniqueHead extends Named {
  readonly description: string;
  readonly url: string;
  readonly platforms: readonly string[];
  readonly tactics: readonly Named[];
  readonly parent: Named | null;
  readonly subs: readonly (Named & { readonly rules: number })[];
  readonly deprecated: boolean;
}

export interface TechniqueTotals {
  readonly rules: number;
  readonly families: number;
  readonly complete: number;
  readonly partial: number;
  readonly unsupported: number;
  /** Rules by vendor and outcome, for the strokes. */
  readonly vendors: readonly { readonly vendor: VendorId; readonly rules: number; readonly complete: number; readonly partial: number }[];
}

export interface LogSourceRow {
  readonly key: string;
  readonly name: string;
  readonly channel: string;
  readonly component: string | null;
  /** Rules here that read it. */
  readonly rules: number;
  /** The channel is free text: only the provider's name could be compared. */
  readonly byProvider: boolean;
  /** Its events that no rule here reads, when some do: of `EventCode=3, 22` one may be missing. */
  readonly unread: readonly string[];
}

export interface AnalyticRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly platforms: readonly string[];
  readonly logSources: readonly LogSourceRow[];
}

export interface StrategyView extends Named {
  readonly url: string;
  readonly analytics: readonly AnalyticRow[];
  readonly elements: number;
}

export interface EventRow {
  readonly key: string;
  readonly event: string;
  readonly provider: string;
  readonly id: string;
  readonly components: readonly string[];
  readonly askedBy: readonly string[];
  readonly rules: number;
  readonly byVendor: VendorCounts;
}

export interface FieldRowView {
  readonly key: string;
  readonly field: string;
  readonly lane: Lane;
  readonly rules: number;
  readonly mapped: boolean;
  readonly operators: readonly { readonly operator: string; readonly rules: number }[];
  readonly samples: readonly string[];
}

export interface ThresholdRow {
  readonly key: string;
  readonly aggregate: string;
  readonly operator: string;
  readonly value: string;
  readonly groupBy: string;
  readonly window: string;
  readonly rules: number;
  readonly vendors: readonly VendorId[];
}

export interface TechniqueRuleRow {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly source: string;
  readonly level: string | null;
  readonly status: string | null;
  readonly events: readonly string[];
  readonly outcome: Outcome;
  readonly changed: string | null;
  /** Rules of the catalog in its family, itself included. */
  readonly family: number;
}

/** Rules of one vendor: the first of them, and how many there are by source. */
export interface VendorRules {
  readonly vendor: VendorId;
  readonly total: number;
  readonly sources: readonly { readonly label: string; readonly rules: number }[];
  readonly rows: readonly TechniqueRuleRow[];
}

/** Values of a column with their counts, for switches. */
export interface FacetValue {
  readonly value: string;
  readonly rules: number;
}

export interface TechniqueRow extends Named {
  readonly parentId: string | null;
  readonly tactics: readonly Named[];
  readonly rules: number;
  readonly byVendor: VendorCounts;
  readonly families: number | null;
  readonly analytics: number;
  /** Analytics with at least one log source that a rule here reads. */
  readonly read: number;
}
