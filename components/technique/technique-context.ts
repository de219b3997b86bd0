/** What every section of a technique's page needs beside its own rows. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { Address, Params } from "@/lib/routes";

export interface TechniqueContext {
  readonly id: string;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  /** Rules of the technique in the selection: the denominator of "here". */
  readonly rules: number;
  readonly families: number;
  readonly address: Address;
  /** Parameters that links to other pages take along. */
  readonly carry: Params;
  readonly names: FieldNaming;
  readonly opened: OpenedRow | null;
  /** The rules behind a row of this page, as a page of their own. */
  readonly pageOf: (rowKey: string) => string;
  /** The filter, said in words after "No rule under T1046"; empty without one. */
  readonly narrowedTo: string;
}
