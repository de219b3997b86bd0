/**
 * What can be told of a Kusto text without parsing it: where code is, whether it is a query, which tables it reads, and when two are the same.
 * Lexical rules: https://learn.microsoft.com/kusto/query/scalar-data-types/string and https://learn.microsoft.com/kusto/query/comment-statement
 */

import { kustoHeadTables, kustoTables } from "./kusto-tables.ts";
import { oneLine, unique } from "./metadata.ts";
import { type PlatformId, platformIds } from "./platforms.ts";

/** Strings (several lines, verbatim, plain) and comments; a plain string ends with its line. */
const notCode =
  /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@"(?:[^"]|"")*(?:"|$)|@'(?:[^']|'')*(?:'|$)|"(?:[^"\\\n]|\\.)*(?:"|$)?|'(?:[^'\\\n]|\\.)*(?:'|$)?|\/\/[^\n]*/g;

/** The text with the characters of strings and comments blanked and everything else where it was; quotes of strings stay. */
export function maskKusto(text: string): string {
  return text.replace(notCode, (part) => {
    if (part.startsWith("//")) return " ".repeat(part.length);
    return part.length < 2 ? part : part[0] + part.slice(1, -1).replace(/[^\n]/g, " ") + part.slice(-1);
  });
}

/** How a query begins: a statement word, a bracket, or a table or function that ends its line or is piped, called, qualified. */
const head =
  /^\s*(?:(?:let|declare|set|alias|union|search|find|print|range|externaldata|datatable|evaluate|materialize|restrict)\b|[[(]|[A-Za-z_]\w*[ \t]*(?:$|[|;(.\r\n]))/;
const definition = /^\s*(?:let|declare|set|alias|restrict|pattern)\b/;

/** True when masked code begins as a query does; prose and other languages do not. */
export function beginsLikeKusto(masked: string): boolean {
  return head.test(masked);
}

/** Statements of masked code, split at semicolons outside brackets. */
export function kustoStatements(masked: string): readonly string[] {
  const statements: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: mark, index } of masked.matchAll(/[;(){}[\]]/g)) {
    if (mark === ";" && depth <= 0) {
      statements.push(masked.slice(from, index));
      from = index + 1;
    } else if (mark !== ";") depth += "({[".includes(mark) ? 1 : -1;
  }
  return [...statements, masked.slice(from)].filter((statement) => statement.trim() !== "");
}

/** True when the code holds definitions (`let`, `set`) and nothing that asks. */
export function defines(masked: string): boolean {
  return kustoStatements(masked).every((statement) => definition.test(statement));
}

/** The same, and whole: a definition ends with a semicolon, and where it is missing the query has been swallowed by the definition. */
export function onlyDefines(masked: string): boolean {
  return masked.trimEnd().endsWith(";") && defines(masked);
}

/** Equal for texts that differ only in white space and in Timestamp against TimeGenerated, the one change between Defender and Sentinel. */
export function sameQueryKey(text: string): string {
  return text
    .replace(/\bTimeGenerated\b/g, "Timestamp")
    .replace(/\s+/g, " ")
    .trim();
}

/** Tables that a query reads, in order, each once: known names anywhere, and whatever a statement begins with that it did not define. */
export function kustoTablesOf(text: string): readonly string[] {
  const masked = maskKusto(text);
  const statements = kustoStatements(masked);
  const defined = new Set(statements.flatMap((statement) => /^\s*let\s+(\w+)/.exec(statement)?.[1] ?? []));
  const found = new Map<string, number>();
  const add = (name: string | undefined, at: number): void => {
    if (name !== undefined && !defined.has(name) && !found.has(name)) found.set(name, at);
  };
  for (const { 0: name, index } of masked.matchAll(/\b[A-Z_]\w+/g)) if (kustoTables.has(name)) add(name, index);
  for (const statement of statements) {
    const start = /^(?:let \w+ ?= ?)?(?:materialize ?\( ?|\( ?)*([A-Za-z_]\w{2,}) ?(?:\||$)/.exec(oneLine(statement));
    const name = start?.[1];
    if (name !== undefined && !/^(?:print|search|union|find|range|let|true|false)$/.test(name)) add(name, masked.indexOf(statement));
  }
  return [...found].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

/** Platforms of tables by the tables' list; unknown tables say nothing. */
export function kustoPlatforms(tables: readonly string[]): readonly PlatformId[] {
  const found = new Set(tables.flatMap((table) => kustoTables.get(table) ?? kustoHeadTables.get(table) ?? []));
  return platformIds.filter((platform) => found.has(platform));
}

/** Of several texts the first of each kind that is the same query. */
export function distinctQueries<Item extends { readonly text: string }>(items: readonly Item[]): readonly Item[] {
  const first = new Map<string, Item>();
  for (const item of items) {
    const key = sameQueryKey(item.text);
    if (!first.has(key)) first.set(key, item);
  }
  return unique(first.values());
}
