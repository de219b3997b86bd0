/** CSV as RFC 4180 has it (CRLF, quotes doubled), with cells that a spreadsheet would run as a formula made harmless. */

export type Cell = string | number | boolean | null;

/** A spreadsheet takes text that begins so for a formula; an apostrophe in front keeps it text (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n]/;

function field(cell: Cell): string {
  if (cell === null) return "";
  const text = typeof cell === "string" && formula.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A table as CSV text: the head, then one line a row; every row has the head's keys in its order. */
export function csv(head: readonly string[], table: readonly Readonly<Record<string, Cell>>[]): string {
  const lines = [head.map(field), ...table.map((row) => head.map((key) => field(row[key] ?? null)))];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}
