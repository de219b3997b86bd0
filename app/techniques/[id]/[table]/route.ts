/** A technique's tables as CSV and JSON: /techniques/T1046/indicators.csv with the page's own parameters. */
import { getCatalog, select } from "@/lib/queries/catalog";
import { findTechniqueFile } from "@/lib/queries/technique-files";
import { paths } from "@/lib/routes";
import { fileResponse, readFileName } from "@/lib/table-file";
import { readState } from "@/lib/url-state";
import { techniqueParams } from "../search-params";
import { techniqueQuery } from "../technique-query";

interface Context {
  readonly params: Promise<{ readonly id: string; readonly table: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ id, table }, catalog] = await Promise.all([params, getCatalog()]);
  const name = readFileName(table);
  if (!name) return new Response("There is no such table.\n", { status: 404 });
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.technique(id), techniqueParams(catalog.platforms), raw);
  const selection = select(catalog, { vendors: values.vendor, platforms: values.platform });
  const file = await findTechniqueFile(name.table, { catalog, selection, id, query: techniqueQuery(values) });
  return file ? fileResponse(file, `${id}-${name.table}`, name.format) : new Response("There is no such table.\n", { status: 404 });
}
