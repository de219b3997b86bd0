/** A field's tables as CSV and JSON: /fields/process.name/values.csv with the page's own parameters. */
import { getCatalog, select } from "@/lib/queries/catalog";
import { findFieldFile } from "@/lib/queries/field-files";
import { paths, pathText } from "@/lib/routes";
import { fileResponse, readFileName, safeFileName } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { fieldQuery } from "../field-query";
import { fieldParams } from "../search-params";

interface Context {
  readonly params: Promise<{ readonly name: string; readonly table: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ name: asked, table }, catalog] = await Promise.all([params, getCatalog()]);
  const field = pathText(asked);
  const name = readFileName(table);
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.field(field), fieldParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const file = name && (await findFieldFile(name.table, field, { catalog, selection, query: fieldQuery(values) }));
  return file
    ? fileResponse(file, `${safeFileName(field)}-${name.table}`, name.format)
    : new Response("There is no such table.\n", { status: 404 });
}
