/** The tables of one event as CSV and JSON: /events/tables/fields.csv?event=WinEventLog:Sysmon/1. */
import { getCatalog } from "@/lib/queries/catalog";
import { findEventFile } from "@/lib/queries/event-files";
import { paths } from "@/lib/routes";
import { fileResponse, readFileName } from "@/lib/table-file";
import { catalogParams, readState, word } from "@/lib/url-state";

interface Context {
  readonly params: Promise<{ readonly table: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ table }, catalog] = await Promise.all([params, getCatalog()]);
  const name = readFileName(table);
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const shape = { ...catalogParams(catalog.platforms), event: word(/^.{1,300}$/, "no event") } as const;
  const { values } = readState(`${paths.eventTables}/${table}`, shape, raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const file = name && values.event !== null ? await findEventFile(catalog, filter, values.event, name.table) : null;
  if (!name || !file) return new Response("There is no such table.\n", { status: 404 });
  return fileResponse(file, `${(values.event ?? "").replace(/[^\w.-]+/g, "-")}-${name.table}`, name.format);
}
