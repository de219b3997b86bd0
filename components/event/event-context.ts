/** What every section of an event's page needs beside its own rows. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { OpenedRow } from "@/lib/model/catalog-view";
import type { EventHead } from "@/lib/model/event-view";
import type { Address, Params } from "@/lib/routes";

export interface EventContext {
  readonly head: EventHead;
  /** Rules of the catalog in the filter. */
  readonly catalogRules: number;
  readonly address: Address;
  readonly carry: Params;
  readonly names: FieldNaming;
  readonly opened: OpenedRow | null;
}
