/** What every section of a field's page needs beside its own rows. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { FieldHead } from "@/lib/model/field-view";
import type { Address, Params } from "@/lib/routes";

export interface FieldContext {
  readonly head: FieldHead;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly address: Address;
  /** Parameters that links to other pages take along. */
  readonly carry: Params;
  readonly names: FieldNaming;
  readonly opened: OpenedRow | null;
  /** The filter, said in words after "No rule"; empty without one. */
  readonly narrowedTo: string;
}
