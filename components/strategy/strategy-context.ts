/** What every section of a strategy's page needs beside its own analytic. */
import type { OpenedRow } from "@/lib/model/catalog-view";
import type { StrategyHead } from "@/lib/model/strategy-view";
import type { Address, Params } from "@/lib/routes";

export interface StrategyContext {
  readonly head: StrategyHead;
  /** Rules of the catalog in the filter. */
  readonly catalogRules: number;
  readonly address: Address;
  readonly carry: Params;
  readonly opened: OpenedRow | null;
}
