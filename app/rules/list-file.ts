/** The list of rules as a file: the rows that the page's state shows, all pages of them. */
import { getCatalog } from "@/lib/queries/catalog";
import { findFacetNames } from "@/lib/queries/rule-facets";
import { findRules } from "@/lib/queries/rule-list";
import { paths } from "@/lib/routes";
import { fileResponse, fileTable } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { ruleListParams } from "./list-params";
import { ruleListQuery } from "./list-query";

const head = ["key", "title", "vendor", "source", "level", "status", "outcome", "events", "techniques", "changed"] as const;

export async function ruleListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.rules, ruleListParams(catalog.platforms, await findFacetNames(catalog)), raw);
  const { rows } = await findRules(catalog, { ...ruleListQuery(values), offset: 0, limit: null });
  const lines = rows.map(({ events, techniques, ...row }) => ({ ...row, events: events.join(" "), techniques: techniques.join(" ") }));
  return fileResponse(fileTable(head, lines), "rules", format);
}
