/** Everything that a technique's page shows. */
import type { OpenedRow, Page } from "./catalog-view.ts";
import type { ClauseTable } from "./clause-view.ts";
import type {
  EventRow,
  FacetValue,
  FieldRowView,
  StrategyView,
  TechniqueHead,
  TechniqueTotals,
  ThresholdRow,
  VendorRules,
} from "./technique-view.ts";

export interface TechniquePage {
  readonly head: TechniqueHead;
  readonly totals: TechniqueTotals;
  readonly strategy: StrategyView | null;
  readonly events: readonly EventRow[];
  readonly fields: readonly FieldRowView[];
  readonly indicators: ClauseTable & Pick<Page, "size">;
  readonly exclusions: ClauseTable & Pick<Page, "size">;
  readonly clauseCounts: readonly { readonly polarity: string; readonly lane: string; readonly rows: number; readonly values: number }[];
  readonly thresholds: readonly ThresholdRow[];
  readonly rules: readonly VendorRules[];
  readonly facets: { readonly levels: readonly FacetValue[]; readonly outcomes: readonly FacetValue[] };
  readonly opened: OpenedRow | null;
}
