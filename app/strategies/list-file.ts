/** The table of strategies as a file: the rows that the page's state shows, all pages of them. */
import { getCatalog, select } from "@/lib/queries/catalog";
import { findStrategies } from "@/lib/queries/strategies";
import { paths } from "@/lib/routes";
import { fileResponse, fileTable } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { strategyQuery } from "./list-query";
import { strategyListParams } from "./search-params";

export async function strategyListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.strategies, strategyListParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const { rows } = await findStrategies(catalog, selection, { ...strategyQuery(values), offset: 0, limit: null });
  const file = fileTable(
    ["id", "name", "technique", "technique_name", "platforms", "rules", "analytics", "read_in_full", "read_in_part", "not_read"],
    rows.map(({ id, name, technique, platforms, rules, analytics, full, part, none }) => ({
      ...{ id, name, technique: technique?.id ?? null, technique_name: technique?.name ?? null, platforms: platforms.join(", ") },
      ...{ rules, analytics, read_in_full: full, read_in_part: part, not_read: none },
    })),
  );
  return fileResponse(file, "strategies", format);
}
