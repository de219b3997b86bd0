/** The matrix and its state. */
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { MatrixColumn } from "@/lib/model/matrix-view";
import type { Address } from "@/lib/routes";

export interface MatrixProps {
  readonly columns: readonly MatrixColumn[];
  readonly catalog: CatalogView;
  readonly filter: CatalogFilter;
  readonly address: Address;
  readonly density: "auto" | "full" | "mini";
  readonly count: "rules" | "families";
  readonly order: string;
}
