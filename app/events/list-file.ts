/** The table of events as a file: the rows that the page's state shows, all pages of them. */
import { eventNames } from "@/lib/model/event-names";
import { vendorIds } from "@/lib/model/vendor";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findEvents } from "@/lib/queries/events";
import { paths } from "@/lib/routes";
import { fileResponse, fileTable } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { eventQuery } from "./list-query";
import { eventListParams } from "./search-params";

export async function eventListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.events, eventListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const { rows } = await findEvents(catalog, select(catalog, filter), filter, { ...eventQuery(values), offset: 0, limit: null });
  const file = fileTable(
    ["event", "provider", "id", "name", "data_components", "analytics", "techniques", "rules", ...vendorIds],
    rows.map(({ event, provider, code, components, analytics, techniques, rules, byVendor }) => ({
      ...{ event, provider, id: code, name: eventNames.get(event) ?? null, data_components: components.join(", ") },
      ...{ analytics, techniques, rules },
      ...Object.fromEntries(vendorIds.map((id) => [id, byVendor[id] ?? 0])),
    })),
  );
  return fileResponse(file, "events", format);
}
