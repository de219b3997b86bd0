/**
 * Rules in YAML or JSON whose layout is nobody's in particular: a text under a key that says query, wherever it stands, in the language that
 * the key, a key beside it or the text itself tells. Known layouts: https://github.com/panther-labs/panther-analysis (SnowflakeQuery),
 * https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules (properties.query).
 */
import { findTechniqueIds } from "../model/attack-id.ts";
import type { Format, FormatReading, RuleDocument } from "../model/rule-document.ts";
import { fileStem, hasEnding } from "./file-name.ts";
import { type GuessedLanguage, guessLanguage, namedLanguage } from "./guess-language.ts";
import { asMap, cleanText, metadataLimits, oneLine, type PlainMap, scalarText, unique } from "./metadata.ts";
import { blankRule, boundRules, noRule } from "./rule-parts.ts";
import { readSingleYaml, type SingleYaml } from "./single-yaml.ts";

export const queryYaml: Format = {
  id: "query-yaml",
  claims: (path) => hasEnding(path, [".yml", ".yaml", ".json"]),
  read: ({ path, text }) => readSingleYaml(text, (file) => readQueries(path, file)),
};

/** Keys that hold a query, by their end; those that name a language come first. */
const queryKey = /(?:^|[_-])(?:query|queries|search|searches|spl|kql|kusto|sql|logic|detection|rule|condition|splunk|snowflake)$/;
const titleKey = /^(?:name|title|(?:query|rule|display|detection)[_-]?name|search[_-]?name|label)$/;
const languageKey = /^(?:language|query[_-]?language|lang|platform|format|logic[_-]?format|siem|product|type|syntax|dialect)$/;
const otherDialect = /athena|databricks|bigquery|elastic|esql|eql|lucene|yara|sigma/;

interface Found {
  readonly key: string;
  readonly text: string;
  readonly language: GuessedLanguage;
  /** The map that holds it, and those around it, the innermost first. */
  readonly around: readonly PlainMap[];
}

function readQueries(path: string, file: SingleYaml): FormatReading {
  const queries: Found[] = [];
  collect(file.map, [], queries, 0);
  // Sentinel's own layout says more of a rule than this reader knows: its format reads it.
  if (queries.some(({ key, language, around }) => key === "query" && language === "kusto" && around.length === 1))
    return noRule("not-a-rule", "The file has the layout of a Sentinel rule");
  const distinct = queries.filter(({ text }, index) => queries.findIndex((other) => other.text === text) === index);
  if (distinct.length === 0) return noRule("not-a-rule", "No key of the file holds a query");
  const techniques = unique(findTechniqueIds(scalarsOf(file.map, 0).join("\n")));
  return { rules: boundRules(distinct.map((found, ordinal) => ruleOf(path, file, found, ordinal, techniques))), problem: null };
}

/** `SnowflakeQuery` and `snowflake_query` alike. */
const spelled = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

const maximumDepth = 6;

function collect(map: PlainMap, outer: readonly PlainMap[], queries: Found[], depth: number): void {
  if (depth > maximumDepth || queries.length > 1_000) return;
  const around = [map, ...outer];
  for (const key of map.keys()) {
    for (const value of map.all(key)) {
      const text = typeof value === "string" ? cleanText(value.trim()) : null;
      const language = text ? languageOf(spelled(key), text, around) : null;
      if (text && language) queries.push({ key, text, language, around });
      for (const inner of Array.isArray(value) ? value : [value]) {
        const child = asMap(inner);
        // a drilldown asks for more about a result, and is no rule
        if (child && !/drilldown|test/.test(spelled(key))) collect(child, around, queries, depth + 1);
      }
    }
  }
}

/** The language of a text under a key; null when it is no query, or in a dialect that nothing here reads. */
function languageOf(key: string, text: string, around: readonly PlainMap[]): GuessedLanguage | null {
  if (!queryKey.test(key) || otherDialect.test(key)) return null;
  const guess = guessLanguage(text);
  const told = namedLanguage(key.replace(/[_-]/g, " ")) ?? statedLanguage(around);
  return told === "snowflake-sql" && guess === null && /\bselect\b/i.test(text)
    ? told
    : guess && told && told !== "snowflake-sql"
      ? told
      : guess;
}

function statedLanguage(around: readonly PlainMap[]): GuessedLanguage | null {
  for (const map of around) {
    for (const key of map.keys().filter((name) => languageKey.test(spelled(name)))) {
      const named = namedLanguage(scalarText(map.all(key)[0]) ?? "");
      if (named) return named;
    }
  }
  return null;
}

function textUnder(around: readonly PlainMap[], pattern: RegExp): string | null {
  for (const map of around) {
    for (const key of map.keys().filter((name) => pattern.test(spelled(name)))) {
      const text = scalarText(map.all(key)[0]);
      if (text) return text;
    }
  }
  return null;
}

function ruleOf(path: string, file: SingleYaml, found: Found, ordinal: number, techniques: readonly string[]): RuleDocument {
  const { text, language, around, key } = found;
  const title = textUnder(around, titleKey) ?? fileStem(path);
  const own = around.length === 1 ? file.text(key) : null;
  return {
    ...blankRule(ordinal, cleanText(oneLine(title)).slice(0, metadataLimits.title)),
    id: textUnder(around, /^(?:id|rule_?id|guid|uuid)$/),
    description: cleanText(textUnder(around, /^description$/) ?? "").slice(0, metadataLimits.description),
    level: textUnder(around, /^(?:severity|level)$/)?.toLowerCase() ?? null,
    tags: techniques,
    techniqueTags: techniques,
    query: { language, text, offset: own?.text === text ? own.offset : null },
    diagnostics: file.diagnostics,
  };
}

/** Texts outside queries that may name techniques. */
function scalarsOf(map: PlainMap, depth: number): readonly string[] {
  if (depth > maximumDepth) return [];
  return map.keys().flatMap((key) =>
    map.all(key).flatMap((value) =>
      (Array.isArray(value) ? value : [value]).flatMap((item) => {
        const child = asMap(item);
        const text = scalarText(item);
        return child ? scalarsOf(child, depth + 1) : text && !queryKey.test(spelled(key)) ? [text.slice(0, metadataLimits.line)] : [];
      }),
    ),
  );
}
