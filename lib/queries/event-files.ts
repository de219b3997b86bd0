/** The tables of an event's page as files, by the names of their sections. */
import "server-only";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView, VendorCounts } from "@/lib/model/catalog-view";
import { vendorIds } from "@/lib/model/vendor";
import { type FileTable, fileTable } from "@/lib/table-file";
import { select } from "./catalog";
import { findEventAnalytics, findEventFields, findEventTechniques } from "./event-page";
import { getEvent } from "./events";

const vendorCells = (counts: VendorCounts) => Object.fromEntries(vendorIds.map((id) => [id, counts[id] ?? 0]));

/** A table of the page by its section's name; null for an event or a name that there is not. */
export async function findEventFile(catalog: CatalogView, filter: CatalogFilter, event: string, table: string): Promise<FileTable | null> {
  const selection = select(catalog, filter);
  if (!(await getEvent(catalog, selection, filter, event))) return null;
  switch (table) {
    case "fields":
      return fileTable(
        ["field", "lane", "rules", ...vendorIds],
        (await findEventFields(catalog, filter, event)).map(({ field, lane, rules, byVendor }) => ({
          field,
          lane,
          rules,
          ...vendorCells(byVendor),
        })),
      );
    case "techniques":
      return fileTable(
        ["technique", "name", "rules", ...vendorIds],
        (await findEventTechniques(catalog, selection, event)).map(({ id, name, rules, byVendor }) => ({
          ...{ technique: id, name, rules },
          ...vendorCells(byVendor),
        })),
      );
    case "analytics":
      return fileTable(
        ["analytic", "strategy", "technique", "platforms", "data_component", "rules_of_technique"],
        (await findEventAnalytics(catalog, selection, event)).map(({ analytic, strategy, technique, platforms, component, rules }) => ({
          ...{ analytic, strategy: strategy.id, technique: technique?.id ?? null, platforms: platforms.join(", ") },
          ...{ data_component: component, rules_of_technique: rules },
        })),
      );
    default:
      return null;
  }
}
