/** The vendor and platform filter in words, after "No rule". */
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import { platformLabel } from "@/lib/model/platform";
import { vendorLabel } from "../ui/vendor";

/** " from Kusto on macOS"; empty without a filter. */
export function inWords({ vendors, platforms }: CatalogFilter): string {
  const from = vendors.length > 0 ? ` from ${vendors.map(vendorLabel).join(" or ")}` : "";
  const on = platforms.length > 0 ? ` on ${platforms.map(platformLabel).join(" or ")}` : "";
  return `${from}${on}`;
}
