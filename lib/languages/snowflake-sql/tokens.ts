/**
 * Tokens, names and string constants of Snowflake SQL.
 * https://docs.snowflake.com/en/sql-reference/data-types-text#string-constants, https://docs.snowflake.com/en/sql-reference/identifiers-syntax
 */
import { makeTokenizer } from "../core/tokenizer.ts";

export type Kind = "space" | "string" | "number" | "name" | "parameter" | "operator";

/** A string or comment that is never closed is an operator that nothing knows: broken, and not scanned again. */
export const tokenizeSql = makeTokenizer<Kind>([
  { kind: "space", pattern: /\s+|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\{%[^{}]*%\}/, skip: true },
  { kind: "operator", pattern: /\/\*[\s\S]*/ },
  { kind: "string", pattern: /'[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*'|\$\$[\s\S]*?\$\$/ },
  { kind: "operator", pattern: /'[^\n]*|\$\$[^\n]*/ },
  { kind: "parameter", pattern: /\{\{[^{}]*\}\}|\$\{\w+\}|\$\(\w+\)|\$\w+\$|\$\w+|%\(\w+\)s|\?/ },
  { kind: "number", pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![A-Za-z_\d])|\.\d+/ },
  { kind: "name", pattern: /[\p{L}\p{N}_][\p{L}\p{N}_$]*|"[^"]*(?:""[^"]*)*"/u },
  { kind: "operator", pattern: /::|->|=>|<=>|<>|!=|<=|>=|==|\|\||:=|[-+*/%=<>:.,()[\]{};!&|^~@]/ },
]);

/** A name without its quotes. */
export function readName(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
}

/** A text that is filled in before the query runs, as a whole: `{{ name }}`, `$latest$`. */
export const isParameter = (text: string): boolean => /^\s*(?:\{\{[^{}]*\}\}|\$\{\w+\}|\$\w+\$)\s*$/.test(text);

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", "0": "\0" };

/** A string constant, decoded; a backslash before any other character than these is dropped, between `$$` it is plain. */
export function readString(written: string): { readonly text: string; readonly written: string } {
  if (written.startsWith("$$")) return { text: written.slice(2, -2), written: written.slice(2, -2) };
  const inner = written.slice(1, -1);
  const text = inner.replace(
    /''|\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3})|([\s\S]))/g,
    (_, hex?: string, unicode?: string, octal?: string, plain?: string) => {
      if (hex ?? unicode) return String.fromCharCode(Number.parseInt(hex ?? unicode ?? "", 16));
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
      return plain === undefined ? "'" : (escapes[plain] ?? plain);
    },
  );
  return { text, written: inner };
}
