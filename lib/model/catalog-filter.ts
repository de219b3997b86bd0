/** What every page can be narrowed to: vendors and platforms; nothing chosen means everything. */
import type { VendorId } from "./vendor.ts";

export interface CatalogFilter {
  readonly vendors: readonly VendorId[];
  readonly platforms: readonly string[];
}

export const everything: CatalogFilter = { vendors: [], platforms: [] };

/** True when the filter leaves something out. */
export function narrows(filter: CatalogFilter): boolean {
  return filter.vendors.length > 0 || filter.platforms.length > 0;
}
