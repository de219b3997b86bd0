/** Indicators as a file: the rows that the page's state shows, all pages of them. */
import { getCatalog, select } from "@/lib/queries/catalog";
import { indicatorFile } from "@/lib/queries/clause-file";
import { findIndicators } from "@/lib/queries/indicators";
import { paths } from "@/lib/routes";
import { fileResponse } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { listQuery } from "./list-query";
import { indicatorListParams } from "./search-params";

export async function indicatorListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.indicators, indicatorListParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const { rows } = await findIndicators(catalog, selection, { ...listQuery(values), offset: 0, limit: null });
  return fileResponse(indicatorFile(rows), "indicators", format);
}
