/** The language of an Elastic query: as the file names it, else by how the text begins. */
import type { LanguageId } from "../model/vendor.ts";

/** Names that rule files and hunts give the languages; osquery's SQL is none of them. */
const languages: Readonly<Record<string, LanguageId>> = {
  eql: "eql",
  kuery: "kuery",
  kql: "kuery",
  esql: "esql",
  "es|ql": "esql",
  lucene: "lucene",
};

/** The language of a name as files write it, or null. */
export function elasticLanguage(name: string): LanguageId | null {
  return Object.hasOwn(languages, name) ? (languages[name] ?? null) : null;
}

const comments = String.raw`(?:\s|//[^\n]*\n|/\*[\s\S]*?\*/)*`;
const esqlBegins = new RegExp(
  String.raw`^${comments}(?:(?:from|ts|row|show|set)\s[\s\S]*|[^|]*\|\s*(?:where|stats|eval|keep|limit)\b)`,
  "i",
);
const eqlBegins = new RegExp(String.raw`^${comments}(?:(?:sequence|sample|join)\b|(?:\w+|"[^"\n]*")\s+where\b)`, "i");
const sqlBegins = /^(?:--[^\n]*\n|\s)*(?:select|with)\s/i;

/**
 * The language of a query whose file names none, or several.
 * @param named the one name that the file gives, or an empty text
 * @returns null for osquery's SQL
 */
export function guessElasticLanguage(query: string, named: string): LanguageId | null {
  if (sqlBegins.test(query)) return null;
  if (eqlBegins.test(query)) return "eql";
  if (esqlBegins.test(query)) return "esql";
  return elasticLanguage(named) ?? "kuery";
}
