/** A strategy's log sources and mutable elements as CSV and JSON: /strategies/DET0376/sources.csv. */
import { vendorIds } from "@/lib/model/vendor";
import { getCatalog } from "@/lib/queries/catalog";
import { findAnalytics, getStrategyHead } from "@/lib/queries/strategy-page";
import { paths } from "@/lib/routes";
import { fileResponse, fileTable, readFileName } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { strategyParams } from "../../search-params";

interface Context {
  readonly params: Promise<{ readonly id: string; readonly table: string }>;
}

type Analytics = Awaited<ReturnType<typeof findAnalytics>>;

function sources(analytics: Analytics) {
  return fileTable(
    ["analytic", "platforms", "log_source", "channel", "data_component", "events", "events_unread", "rules_here", "rules", ...vendorIds],
    analytics.flatMap(({ id, platforms, logSources }) =>
      logSources.map(({ name, channel, component, events, unread, here, everywhere, byVendor }) => ({
        ...{ analytic: id, platforms: platforms.join(", "), log_source: name, channel, data_component: component?.name ?? null },
        ...{ events: events.join(" "), events_unread: unread.join(" "), rules_here: here, rules: everywhere },
        ...Object.fromEntries(vendorIds.map((vendor) => [vendor, byVendor[vendor] ?? 0])),
      })),
    ),
  );
}

function elements(analytics: Analytics) {
  return fileTable(
    ["analytic", "platforms", "element", "description"],
    analytics.flatMap(({ id, platforms, elements: tunable }) =>
      tunable.map(({ name, description }) => ({ analytic: id, platforms: platforms.join(", "), element: name, description })),
    ),
  );
}

const tables: Readonly<Record<string, typeof sources>> = { sources, elements };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ id, table }, catalog] = await Promise.all([params, getCatalog()]);
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.strategy(id), strategyParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const [name, head] = [readFileName(table), await getStrategyHead(catalog, filter, id)];
  const make = name && Object.hasOwn(tables, name.table) ? tables[name.table] : undefined;
  if (!name || !head || !make) return new Response("There is no such table.\n", { status: 404 });
  return fileResponse(make(await findAnalytics(catalog, filter, head)), `${id}-${name.table}`, name.format);
}
