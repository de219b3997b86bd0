/** What is near an id that the catalog does not have: for a search that finds nothing. */
import "server-only";
import type { CatalogView } from "@/lib/model/catalog-view";
import { eventNames } from "@/lib/model/event-names";
import type { NearThing } from "@/lib/model/search-view";
import { routes } from "@/lib/routes";
import { findNearEvents } from "./events";
import { findNearFields } from "./fields";
import { findNearStrategies } from "./strategies";
import { findNearTechniques } from "./techniques";

/** Things whose ids are shaped like the text and near it; none for a text that is shaped like no id. */
export async function findNear(catalog: CatalogView, text: string): Promise<readonly NearThing[]> {
  if (/^t\d{3,5}(?:\.\d{1,3})?$/i.test(text)) {
    return (await findNearTechniques(catalog, text)).map(({ id, name }) => ({ id, name, href: routes.technique(id) }));
  }
  if (/^(?:det|an)\d{1,6}$/i.test(text)) {
    return (await findNearStrategies(catalog, text)).map(({ id, name }) => ({ id, name, href: routes.strategy(id) }));
  }
  if (/^\w+:[\w-]+(?:\/.*)?$|^[\w-]+\/\w+$/.test(text)) {
    return (await findNearEvents(catalog, text)).map(({ event }) => ({
      id: event,
      name: eventNames.get(event) ?? "",
      href: routes.event(event),
    }));
  }
  if (/^[\w@]+(?:[._][\w@]+)+$/.test(text)) {
    return (await findNearFields(catalog, text)).map(({ field }) => ({ id: field, name: "", href: routes.field(field) }));
  }
  return [];
}
