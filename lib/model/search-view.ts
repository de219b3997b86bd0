/** What a search finds, grouped by what matched. */
import type { VendorCounts } from "./catalog-view.ts";
import type { ClausePart } from "./predicate.ts";
import type { Named } from "./technique-view.ts";
import type { VendorId } from "./vendor.ts";

export interface FoundTechnique extends Named {
  readonly rules: number;
}

export interface FoundRuleLine {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly level: string | null;
  readonly ownId: string | null;
}

export interface FoundValue {
  readonly part: ClausePart;
  readonly rules: number;
  readonly byVendor: VendorCounts;
  /** Techniques with most rules that look for it. */
  readonly techniques: readonly FoundTechnique[];
}

/** One group of results: the first of them, and how many there are. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}
