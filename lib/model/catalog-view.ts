/** The catalog as the running head shows it: one snapshot, what it holds, and what the filter leaves of it. */
import type { VendorId } from "./vendor.ts";

export interface SnapshotView {
  readonly id: number;
  /** ISO date of the snapshot. */
  readonly date: string;
  readonly rules: number;
  readonly families: number;
  /** Such as `19.0`. */
  readonly attackVersion: string;
  readonly attackVersionId: number;
}

export interface CatalogView {
  readonly snapshot: SnapshotView;
  /** Every vendor, those without a rule included, in the order of pages. */
  readonly vendors: readonly { readonly id: VendorId; readonly rules: number }[];
  /** Platforms that rules name, most rules first. */
  readonly platforms: readonly { readonly id: string; readonly rules: number }[];
  readonly segments: readonly Segment[];
}

/** Rules of one vendor and one set of platforms; counts of segments add up. */
export interface Segment {
  readonly id: number;
  readonly vendor: VendorId;
  readonly platforms: readonly string[];
  readonly rules: number;
}

/** The segments that a filter leaves; null ids mean all of them, for which totals are precomputed. */
export interface Selection {
  readonly segmentIds: readonly number[] | null;
  /** Rules of the catalog in the selection: the denominator of every reach. */
  readonly rules: number;
}

/** Rules by vendor; a vendor without one is absent. */
export type VendorCounts = Readonly<Partial<Record<VendorId, number>>>;

/** Part of a longer list: where it starts (from 0), and how long the whole is. */
export interface Page {
  readonly offset: number;
  readonly size: number;
  readonly total: number;
}

/** One rule behind a number, with the author's own spelling where there is one. */
export interface RuleBehind {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly level: string | null;
  readonly raw: readonly string[];
}

/** The rules behind one opened row; `total` may exceed what is listed. */
export interface OpenedRow {
  readonly key: string;
  readonly rules: readonly RuleBehind[];
  readonly total: number;
}
