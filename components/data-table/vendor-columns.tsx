/** Five narrow columns, one a vendor: a count or a dash, so that a column is scanned without reading. */
import type { VendorCounts } from "@/lib/model/catalog-view";
import { vendorIds } from "@/lib/model/vendor";
import { VendorCount, VendorHead } from "../ui/vendor";
import type { Column } from "./column";

export function vendorColumns<Row>(counts: (row: Row) => VendorCounts): readonly Column<Row>[] {
  return vendorIds.map((id) => ({
    key: id,
    head: <VendorHead id={id} />,
    className: "vc",
    cellClass: (row: Row) => ((counts(row)[id] ?? 0) === 0 ? "z" : undefined),
    cell: (row: Row) => <VendorCount counts={counts(row)} id={id} />,
  }));
}
