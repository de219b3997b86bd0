/** Which query language a bare text is in, by words that only one of them has: for files whose layout does not say. Lexical, so a guess. */
import type { LanguageId } from "../model/vendor.ts";

export type GuessedLanguage = Extract<LanguageId, "spl" | "kusto" | "snowflake-sql">;

/** Strings and comments of all three languages: what stands in them tells nothing. */
const notCode = /```[\s\S]*?(?:```|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|(?:--|\/\/)[^\n]*/g;

const sqlHead =
  /^\s*(?:select\b|with\s+(?:recursive\s+)?["\w]+[^|]*?\bas\s*\(|create\s+(?:or\s+replace\s+)?(?:\w+\s+){0,3}(?:view|table|task|alert)\b|insert\s+into\b)/i;
const kustoWords =
  /\|\s*(?:summarize|extend|project(?:-\w+)?|join\s+kind|mv-?expand|mv-apply|make-series|distinct|take|limit|invoke|evaluate|parse|order\s+by|lookup\s+kind|union|render|serialize|where\s+\w+\s+(?:[!=]=|=~|!~|!?(?:has|contains|startswith|endswith|in~?)\b))|^[ \t]*let\s+\w+\s*=|\bago\s*\(|\bhas_(?:any|all)\b/gim;
const splWords =
  /\|\s*(?:stats|eval|search|rex|table|tstats|fields|dedup|rename|eventstats|streamstats|transaction|inputlookup|outputlookup|lookup|bin|bucket|timechart|chart|top|rare|mvexpand|fillnull|regex|from\s+datamodel|spath|append|makemv|convert|sort\s+[-+\d])\b|\b(?:index|sourcetype|eventtype|datamodel)\s*=|`[\w-]+(?:\([^`]*\))?`/gim;

/** The language of a query's text; null when nothing tells. */
export function guessLanguage(text: string): GuessedLanguage | null {
  const code = text
    .slice(0, 100_000)
    .replace(notCode, (part) => (part.startsWith('"') || part.startsWith("'") ? '""' : " "))
    .trimStart();
  if (sqlHead.test(code) && /\b(?:from|select)\b/i.test(code)) return "snowflake-sql";
  // only SPL begins with a pipe
  const [kusto, spl] = [countOf(code, kustoWords), countOf(code, splWords) + (/^\s*\|/.test(code) ? 1 : 0)];
  if (kusto !== spl) return kusto > spl ? "kusto" : "spl";
  if (/^\s*[A-Za-z_]\w*\s*\|/.test(code)) return "kusto";
  return /^(?:\(\s*|NOT\s+)*[\w.{}-]+\s*!?=\s*\S/i.test(code) ? "spl" : null;
}

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** The language that a word such as `splunk`, `KQL` or `Snowflake` names; null for any other word. */
export function namedLanguage(word: string): GuessedLanguage | null {
  const name = word.toLowerCase();
  if (/\b(?:spl2?|splunk)\b/.test(name)) return "spl";
  if (/\b(?:kusto|sentinel|csl|defender|log ?analytics)\b|azure data explorer/.test(name)) return "kusto";
  if (/\b(?:snowflake|snowsql)\b|^sql$/.test(name)) return "snowflake-sql";
  return name === "kql" ? "kusto" : null;
}
