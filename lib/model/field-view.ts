/** What the pages of fields show, as plain data. */
import type { VendorCounts } from "./catalog-view.ts";
import type { Lane } from "./predicate.ts";
import type { VendorId } from "./vendor.ts";

/** Rules by operator, most first. */
export type OperatorCounts = readonly { readonly operator: string; readonly rules: number }[];

export interface FieldListRow {
  readonly key: string;
  readonly field: string;
  readonly lane: Lane;
  readonly mapped: boolean;
  readonly rules: number;
  /** Null where the filter would need a count that is not kept. */
  readonly families: number | null;
  readonly operators: OperatorCounts;
  readonly byVendor: VendorCounts;
}

/** Which fields the list shows: a lane, behaviour without a canonical name, or all of them. */
export const fieldShows = ["behavior", "selector", "threshold", "placeholder", "unmapped"] as const;
export type FieldShow = (typeof fieldShows)[number];

export interface FieldHead {
  readonly field: string;
  readonly lane: Lane;
  /** Every lane that the field has rules in, most rules first. */
  readonly lanes: readonly { readonly lane: Lane; readonly rules: number }[];
  readonly mapped: boolean;
  /** Null for a name that no list describes. */
  readonly known: { readonly kind: string; readonly description: string; readonly origin: string } | null;
  readonly rules: number;
  readonly families: number | null;
  readonly byVendor: VendorCounts;
  readonly operators: OperatorCounts;
}

/** A name under which rules of a language test the field. */
export interface FieldNameRow {
  readonly key: string;
  readonly vendor: VendorId;
  readonly language: string;
  readonly name: string;
  readonly rules: number;
  /** Who says that the name means the field; empty when no map does. */
  readonly authorities: readonly string[];
  /** Log sources where it has that meaning; empty: everywhere. */
  readonly places: readonly string[];
  /** The path whose file name the field is, when the name holds a path. */
  readonly basenameOf: string | null;
}

/** A name that a map knows and no rule here uses. */
export type UnusedName = Pick<FieldNameRow, "vendor" | "name" | "authorities" | "places" | "basenameOf">;

export interface FieldTechniqueRow {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** Rules of the technique itself that test the field. */
  readonly rules: number;
  /** Rules of the technique itself. */
  readonly of: number;
}
