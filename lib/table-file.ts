/** A table as a file: CSV or JSON of the same rows, named after its page. */
import { type Cell, csv } from "./csv.ts";

/** Rows under one head; every row has the head's keys. */
export interface FileTable {
  readonly head: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

/** `indicators.csv` as a table's name and a format; null for anything else. */
export function readFileName(name: string): { readonly table: string; readonly format: "csv" | "json" } | null {
  const found = /^([a-z]+)\.(csv|json)$/.exec(name);
  return found ? { table: found[1] ?? "", format: found[2] === "csv" ? "csv" : "json" } : null;
}

/** Makes rows into a table; `head` says which keys become columns, and in which order. */
export function fileTable(head: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): FileTable {
  return { head, rows };
}

/** A name that any file system takes, made from text of any kind. */
export function safeFileName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, 80);
}

/** The response that hands the table over under a name for saving. */
export function fileResponse({ head, rows }: FileTable, name: string, format: "csv" | "json"): Response {
  const body = format === "csv" ? csv(head, rows) : `${JSON.stringify(rows, null, 1)}\n`;
  const type = format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `${format === "csv" ? "attachment" : "inline"}; filename="${name}.${format}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}
