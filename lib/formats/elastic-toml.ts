/**
 * Elastic's rules: one TOML file, one rule, in EQL, kuery, ES|QL or Lucene, or a machine-learning job without a query; the endpoint's own
 * behaviour rules, which are EQL and do not say so; and hunts, which hold several queries.
 * Specification: https://github.com/elastic/detection-rules/blob/main/detection_rules/rule.py, https://github.com/elastic/protections-artifacts
 */
import { parse } from "smol-toml";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import type { Format, FormatReading, RuleDocument, RuleQuery } from "../model/rule-document.ts";
import { elasticBeside } from "./elastic-beside.ts";
import { readHunt } from "./elastic-hunt.ts";
import { elasticPlatformRules } from "./elastic-platforms.ts";
import { elasticLanguage, guessElasticLanguage } from "./elastic-query.ts";
import { elasticNewTerms, elasticThreshold, elasticWindow } from "./elastic-rule-types.ts";
import { fileStem, hasEnding } from "./file-name.ts";
import { asMap, cleanText, MetadataReader, metadataLimits, plainMap, unique } from "./metadata.ts";
import { platformsOf } from "./platforms.ts";
import { blankRule, noRule } from "./rule-parts.ts";

export const elasticToml: Format = {
  id: "elastic-toml",
  claims: (path) => hasEnding(path, [".toml"]),
  read: ({ path, text }) => {
    const table = parseToml(text);
    return "code" in table ? noRule(table as Diagnostic) : readElastic(path, text, table);
  },
};

function parseToml(text: string): object | Diagnostic {
  try {
    return parse(text);
  } catch (error) {
    const { line, column } = error as { line?: number; column?: number };
    const at = line === undefined ? null : lineOffset(text, line) + Math.max(0, (column ?? 1) - 1);
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unreadable";
    return diagnose(
      "format-broken",
      "error",
      at === null ? null : [Math.min(at, text.length), Math.min(at + 1, text.length)],
      `Broken TOML: ${message}`,
    );
  }
}

/** Where a line (from 1) begins. */
function lineOffset(text: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf("\n", at);
    if (end < 0) break;
    at = end + 1;
  }
  return at;
}

function readElastic(path: string, text: string, table: object): FormatReading {
  const diagnostics: Diagnostic[] = [];
  const data = new MetadataReader(plainMap(table), diagnostics);
  if (data.has("hunt")) return readHunt(path, text, data.map("hunt"), huntQueries(table));
  const rule = data.map("rule");
  const kind = rule.word("type");
  if (kind === null && !rule.has("query")) return noRule("not-a-rule", "The file has no [rule] with a type or a query");
  const query = elasticQuery(text, rule, kind);
  const read = (): RuleDocument => ({ ...elasticRule(path, data, query, diagnostics), ...elasticBeside(table, rule, elasticLanguage) });
  if (query) return { rules: [read()], problem: null };
  if (kind !== "machine_learning") return noRule("query-missing", `The ${kind ?? "untyped"} rule has no query that could be read`);
  const jobs = rule.list("machine_learning_job_id").join(", ");
  const unsupported = diagnose(
    "query-unsupported",
    "warning",
    null,
    `A machine-learning rule: its logic is the job ${jobs || "that it names"}`,
  );
  const document = read();
  return { rules: [{ ...document, diagnostics: [...document.diagnostics, unsupported] }], problem: null };
}

/** The texts under a hunt's `query`: one, or a list. */
function huntQueries(table: object): readonly string[] {
  const [value] = asMap(asMap(table)?.all("hunt")[0])?.all("query") ?? [];
  return (Array.isArray(value) ? value : [value]).flatMap((query) => (typeof query === "string" ? [cleanText(query)] : []));
}

/** The query with its place in the file; a rule type that has only one language need not name it. */
function elasticQuery(text: string, rule: MetadataReader, kind: string | null): RuleQuery | null {
  const query = rule.text("query", Number.MAX_SAFE_INTEGER);
  if (query === null || kind === "machine_learning") return null;
  const named = rule.word("language") ?? (kind === "eql" || kind === "esql" ? kind : kind === null ? null : "kuery");
  const language = named === null ? guessElasticLanguage(query, "") : elasticLanguage(named);
  return language ? { language, text: query, offset: queryOffset(text, query) } : null;
}

/** Where the query stands after a `query =`; null when escapes make it differ from the file. */
function queryOffset(text: string, query: string): number | null {
  for (const match of text.matchAll(/^[ \t]*query[ \t]*=[ \t]*(?:"""|'''|"|')\s*/gm)) {
    const at = match.index + match[0].length;
    if (text.startsWith(query, at)) return at;
  }
  return null;
}

function elasticRule(path: string, data: MetadataReader, query: RuleQuery | null, diagnostics: Diagnostic[]): RuleDocument {
  const [rule, metadata] = [data.map("rule"), data.map("metadata")];
  const tags = rule.list("tags");
  const integrations = metadata.list("integration");
  // the endpoint's own rules read its events and name no index
  const systems = rule.list("os_list");
  const endpoint = systems.length > 0 ? ["endpoint"] : [];
  const places = [...integrations.map((name) => `integration:${name}`), `folder:/${path}`, ...systems.map((name) => `folder:/${name}/`)];
  return {
    ...blankRule(0, rule.line("name", metadataLimits.title) ?? fileStem(path)),
    id: rule.line("rule_id") ?? rule.line("id"),
    description: rule.text("description") ?? "",
    authors: rule.authors("author"),
    created: metadata.date("creation_date"),
    modified: metadata.date("updated_date"),
    level: rule.word("severity"),
    status: /(?:^|\/)_deprecated\//.test(path) ? "deprecated" : metadata.word("maturity"),
    version: rule.line("version"),
    licence: rule.line("license"),
    references: [...rule.list("references"), ...rule.list("reference")],
    falsePositives: rule.list("false_positives"),
    logSource: { names: unique([...rule.list("index"), ...integrations, ...endpoint, ...rule.list("machine_learning_job_id")]) },
    tags,
    techniqueTags: elasticTechniques([...rule.maps("threat"), ...data.maps("threat")]),
    platforms: platformsOf([...tags, ...places], elasticPlatformRules),
    query,
    window: elasticWindow(rule),
    threshold: elasticThreshold(rule),
    newTerms: elasticNewTerms(rule),
    diagnostics,
  };
}

/** Ids of the threat table in file order: each technique, then its sub-techniques. The file must name the parent of a sub-technique, too. */
function elasticTechniques(threats: readonly MetadataReader[]): readonly string[] {
  const techniques = threats.flatMap((threat) => threat.maps("technique"));
  return unique(
    techniques
      .flatMap((technique) => [technique.line("id"), ...technique.maps("subtechnique").map((sub) => sub.line("id"))])
      .filter((id) => id !== null),
  );
}
