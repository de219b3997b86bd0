/** The table of techniques as a file: the rows that the page's state shows, all pages of them. */
import { vendorIds } from "@/lib/model/vendor";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findTechniques } from "@/lib/queries/technique-list";
import { paths } from "@/lib/routes";
import { fileResponse, fileTable } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { listQuery } from "./list-query";
import { techniqueListParams } from "./search-params";

export async function techniqueListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.techniques, techniqueListParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const { rows } = await findTechniques(catalog, selection, { ...listQuery(values), offset: 0, limit: null });
  const file = fileTable(
    ["id", "name", "tactics", "rules", "families", "analytics", "analytics_read", "gaps", ...vendorIds],
    rows.map((row) => ({
      ...{ id: row.id, name: row.name, tactics: row.tactics.map(({ name }) => name).join(", "), rules: row.rules, families: row.families },
      ...{ analytics: row.analytics, analytics_read: row.read, gaps: row.analytics - row.read },
      ...Object.fromEntries(vendorIds.map((id) => [id, row.byVendor[id] ?? 0])),
    })),
  );
  return fileResponse(file, "techniques", format);
}
