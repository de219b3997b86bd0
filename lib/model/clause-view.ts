/** Rows of the indicator and exclusion tables: clauses as they stand together, with what they count. */
import type { VendorCounts } from "./catalog-view.ts";
import type { ClausePart, Lane } from "./predicate.ts";

/** One clause: parts that must hold together, and what lifts an exclusion. */
export interface ClauseView {
  readonly parts: readonly ClausePart[];
  readonly exceptions: readonly ClausePart[];
}

export interface ClauseRow {
  readonly key: string;
  readonly rank: number;
  /** Mostly one; clauses of several parts that stand in exactly the same rules share the row without being joined. */
  readonly clauses: readonly ClauseView[];
  readonly lane: Lane;
  readonly rules: number;
  /** Null where the filter would need a count that is not kept. */
  readonly families: number | null;
  readonly reach: number;
  readonly byVendor: VendorCounts;
}

/** A page of clauses, and how many distinct values the whole list folds. */
export interface ClauseTable {
  readonly rows: readonly ClauseRow[];
  readonly offset: number;
  readonly total: number;
  readonly values: number;
}
