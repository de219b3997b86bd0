/**
 * Splunk security content (ESCU) rule files: one SPL rule a file, with metadata at the top and under `tags`.
 * Specification: https://github.com/splunk/security_content/wiki and the models of https://github.com/splunk/contentctl
 */
import type { Format, FormatReading, RuleDocument } from "../model/rule-document.ts";
import { escuPlatformRules } from "./escu-platforms.ts";
import { fileStem, hasEnding } from "./file-name.ts";
import { MetadataReader, metadataLimits, unique } from "./metadata.ts";
import { platformsOf } from "./platforms.ts";
import { blankRule, noRule, techniqueTags } from "./rule-parts.ts";
import { readSingleYaml, type SingleYaml } from "./single-yaml.ts";

/** Values of `type` that make a rule; other content (stories, macros, lookups, data sources) has none or another. */
const ruleTypes = ["ttp", "anomaly", "hunting", "correlation"];

export const escuYaml: Format = {
  id: "escu-yaml",
  claims: (path) => hasEnding(path, [".yml", ".yaml"]),
  read: ({ path, text }) => readSingleYaml(text, (file) => readEscu(path, file)),
};

function readEscu(path: string, file: SingleYaml): FormatReading {
  const query = file.text("search");
  if (query) return { rules: [escuRule(path, file, query)], problem: null };
  const isRule = ruleTypes.includes(new MetadataReader(file.map, []).word("type") ?? "");
  return isRule ? noRule("query-missing", "The rule has no search") : noRule("not-a-rule", "The file has no search");
}

function escuRule(path: string, { map, diagnostics }: SingleYaml, query: { text: string; offset: number | null }): RuleDocument {
  const data = new MetadataReader(map, diagnostics);
  const tags = data.map("tags");
  const ids = tags.list("mitre_attack_id");
  const sources = unique([...data.list("data_source"), ...data.list("data_sources"), ...data.list("datamodel")]);
  const falsePositives = data.text("known_false_positives", metadataLimits.line);
  return {
    ...blankRule(0, data.line("name", metadataLimits.title) ?? fileStem(path)),
    ...escuDates(data),
    id: data.line("id"),
    description: data.text("description") ?? "",
    authors: data.authors("author"),
    level: data.word("type"),
    status: data.word("status") ?? (/(?:^|\/)deprecated\//.test(path) ? "deprecated" : null),
    version: data.line("version"),
    references: data.list("references"),
    falsePositives: falsePositives === null ? [] : [falsePositives],
    logSource: { names: sources },
    tags: unique([...ids, ...tags.list("analytic_story"), ...tags.list("cve"), ...tags.list("group"), ...tags.list("security_domain")]),
    techniqueTags: techniqueTags(ids),
    platforms: platformsOf([...sources, ...tags.list("asset_type")], escuPlatformRules),
    query: { language: "spl", ...query },
    diagnostics,
  };
}

/** `date` is the day of the last version: the day of creation too only while that is version 1. Newer files state both days. */
function escuDates(data: MetadataReader): { created: string | null; modified: string | null } {
  const date = data.date("date");
  const created = data.date("creation_date") ?? (data.line("version") === "1" ? date : null);
  return { created, modified: data.date("modification_date") ?? date };
}
