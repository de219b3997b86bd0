/** What the pages of indicators show, as plain data. */
import type { OpenedRow, Page, VendorCounts } from "./catalog-view.ts";
import type { ClauseTable } from "./clause-view.ts";
import type { ClausePart, Lane } from "./predicate.ts";
import type { Named } from "./technique-view.ts";
import type { VendorId } from "./vendor.ts";

/** How a value is searched for: any part of it, the whole of it, or as a path that it looks for. */
export const searchModes = ["part", "exact", "path"] as const;
export type SearchMode = (typeof searchModes)[number];

export interface IndicatorRow {
  readonly key: string;
  readonly rank: number;
  /** One field, operator and value. */
  readonly part: ClausePart;
  readonly rules: number;
  /** Null where the filter would need a count that is not kept. */
  readonly families: number | null;
  readonly byVendor: VendorCounts;
  /** No rule tests it outside an AND group. */
  readonly grouped: boolean;
}

export interface IndicatorTable {
  readonly rows: readonly IndicatorRow[];
  readonly offset: number;
  readonly total: number;
  /** Rows under each lane with the same filter. */
  readonly byLane: Readonly<Partial<Record<Lane, number>>>;
}

export interface IndicatorHead {
  readonly id: string;
  readonly part: ClausePart;
  /** Rules of the selection that look for it. */
  readonly rules: number;
  readonly families: number;
  /** Rules of the whole catalog, whatever the filter. */
  readonly reach: number;
  readonly byVendor: VendorCounts;
  readonly grouped: boolean;
}

/** A technique or tactic with rules that look for the indicator. */
export interface PlaceRow extends Named {
  readonly key: string;
  readonly rules: number;
  /** Rules of the place in the selection. */
  readonly of: number;
}

/** An indicator that stands in the same rules. */
export interface CompanionRow {
  readonly key: string;
  readonly part: ClausePart;
  /** Rules with both. */
  readonly rules: number;
  readonly reach: number;
}

export interface IndicatorRuleRow {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly source: string;
  readonly level: string | null;
  readonly changed: string | null;
  readonly raw: readonly string[];
}

export interface IndicatorPage {
  readonly head: IndicatorHead;
  readonly techniques: readonly PlaceRow[];
  readonly tactics: readonly PlaceRow[];
  readonly groups: ClauseTable & Pick<Page, "size">;
  readonly companions: readonly CompanionRow[];
  readonly exclusions: ClauseTable & Pick<Page, "size">;
  readonly rules: { readonly rows: readonly IndicatorRuleRow[]; readonly total: number } & Pick<Page, "offset" | "size">;
  readonly opened: OpenedRow | null;
}
