/** Vendors on a page: a label with a shape, or two letters at the head of a narrow column. */
import type { VendorCounts } from "@/lib/model/catalog-view";
import { type VendorId, vendors } from "@/lib/model/vendor";
import { count } from "./count";

export function vendorLabel(id: VendorId): string {
  return vendors.find((vendor) => vendor.id === id)?.label ?? id;
}

/** Shape and name. */
export function VendorName({ id }: { readonly id: VendorId }) {
  return (
    <span className="ven">
      <i className={`m ${id}`} />
      {vendorLabel(id)}
    </span>
  );
}

/** Shape above two letters, for the head of a column. */
export function VendorHead({ id }: { readonly id: VendorId }) {
  const vendor = vendors.find((known) => known.id === id);
  return (
    <>
      <i className={`m ${id}`} /> <abbr title={vendor?.label}>{vendor?.letters}</abbr>
    </>
  );
}

/** A vendor's count, or a dash for none. */
export function VendorCount({ counts, id }: { readonly counts: VendorCounts; readonly id: VendorId }) {
  const rules = counts[id] ?? 0;
  return rules === 0 ? "–" : count(rules);
}
