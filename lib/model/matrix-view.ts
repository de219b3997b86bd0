/** The ATT&CK matrix with what each technique counts. */
import type { Named } from "./technique-view.ts";
import type { VendorId } from "./vendor.ts";

export interface MatrixCell extends Named {
  readonly count: number;
  readonly subs: readonly (Named & { readonly count: number })[];
}

export interface MatrixColumn extends Named {
  readonly cells: readonly MatrixCell[];
}

/** One vendor's part of the catalog. */
export interface Collection {
  readonly vendor: VendorId;
  readonly rules: number;
  /** Rules with at least one technique of the loaded version. */
  readonly tagged: number;
  /** Techniques (with their sub-techniques) that have one of its rules. */
  readonly techniques: number;
  readonly languages: readonly string[];
  readonly sources: readonly { readonly label: string; readonly licence: string; readonly rules: number }[];
}
