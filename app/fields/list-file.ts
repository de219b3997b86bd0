/** The table of fields as a file: the rows that the page's state shows, all pages of them. */
import { vendorIds } from "@/lib/model/vendor";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findFields } from "@/lib/queries/fields";
import { paths } from "@/lib/routes";
import { fileResponse, fileTable } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { listQuery } from "./list-query";
import { fieldListParams } from "./search-params";

export async function fieldListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.fields, fieldListParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const { rows } = await findFields(catalog, selection, { ...listQuery(values), offset: 0, limit: null });
  const file = fileTable(
    ["field", "lane", "mapped", "rules", "families", ...vendorIds, "operators"],
    rows.map(({ field, lane, mapped, rules, families, byVendor, operators }) => ({
      ...{ field, lane, mapped, rules, families },
      ...Object.fromEntries(vendorIds.map((id) => [id, byVendor[id] ?? 0])),
      operators: operators.map((used) => `${used.operator} ${used.rules}`).join(", "),
    })),
  );
  return fileResponse(file, "fields", format);
}
