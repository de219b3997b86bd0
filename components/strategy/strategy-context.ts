/** What every section of a strategy's page needs beside its own analytic. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { OpenedRow } from "@/lib/model/catalog-view";
import type { StrategyElement, StrategyHead } from "@/lib/model/strategy-view";
import type { Address, Params } from "@/lib/routes";

export interface StrategyContext {
  readonly head: StrategyHead;
  /** Rules of the catalog in the filter. */
  readonly catalogRules: number;
  readonly address: Address;
  readonly carry: Params;
  readonly names: FieldNaming;
  /** Of each analytic, by its id. */
  readonly elements: ReadonlyMap<string, readonly StrategyElement[]>;
  readonly opened: OpenedRow | null;
}
