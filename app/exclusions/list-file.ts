/** Exclusions as a file: the rows that the page's state shows, all pages of them, folded ones apart. */
import { getCatalog, select } from "@/lib/queries/catalog";
import { clauseFile } from "@/lib/queries/clause-file";
import { findExclusions } from "@/lib/queries/exclusions";
import { paths } from "@/lib/routes";
import { fileResponse } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { listQuery } from "./list-query";
import { exclusionListParams } from "./search-params";

export async function exclusionListFile(request: Request, format: "csv" | "json"): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.exclusions, exclusionListParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const { rows } = await findExclusions(catalog, selection, { ...listQuery(values), offset: 0, limit: null });
  return fileResponse(clauseFile(rows), "exclusions", format);
}
