/** An indicator's tables as CSV and JSON: /indicators/ID/rules.csv with the page's own parameters. */
import { getCatalog, select } from "@/lib/queries/catalog";
import { findIndicatorFile } from "@/lib/queries/indicator-files";
import { paths } from "@/lib/routes";
import { fileResponse, readFileName, safeFileName } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { indicatorQuery } from "../indicator-query";
import { indicatorParams } from "../search-params";

interface Context {
  readonly params: Promise<{ readonly id: string; readonly table: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ id, table }, catalog] = await Promise.all([params, getCatalog()]);
  const name = readFileName(table);
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.indicator(id), indicatorParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const file = name && (await findIndicatorFile(name.table, id, { catalog, selection, query: indicatorQuery(values) }));
  return file
    ? fileResponse(file, `indicator-${safeFileName(id)}-${name.table}`, name.format)
    : new Response("There is no such table.\n", { status: 404 });
}
