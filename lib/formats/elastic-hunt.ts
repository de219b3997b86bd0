/**
 * Elastic's hunts: one TOML file, metadata and several queries, ES|QL, EQL and kuery beside osquery's SQL, which is listed and not read.
 * Specification: https://github.com/elastic/detection-rules/blob/main/hunting/definitions.py
 */
import { findTechniqueIds } from "../model/attack-id.ts";
import { diagnose } from "../model/diagnostic.ts";
import type { FormatReading, RuleDocument } from "../model/rule-document.ts";
import { elasticPlatformRules } from "./elastic-platforms.ts";
import { guessElasticLanguage } from "./elastic-query.ts";
import { fileStem } from "./file-name.ts";
import { type MetadataReader, metadataLimits, unique } from "./metadata.ts";
import { platformsOf } from "./platforms.ts";
import { blankRule, boundRules, noRule } from "./rule-parts.ts";

/**
 * @param text the file, to find where each query stands
 * @param hunt its `[hunt]` table
 * @param queries the texts under `query`
 */
export function readHunt(path: string, text: string, hunt: MetadataReader, queries: readonly string[]): FormatReading {
  const written = unique(queries.map((query) => query.trim()).filter((query) => query !== ""));
  if (written.length === 0) return noRule("query-missing", "The hunt has no query");
  const shared = huntMetadata(path, hunt);
  const named = hunt.list("language").map((name) => name.toLowerCase());
  const [only] = named.length === 1 ? named : [];
  return { rules: boundRules(written.map((query, ordinal) => huntRule({ ...shared, ordinal }, query, only ?? "", text))), problem: null };
}

function huntRule(rule: RuleDocument, query: string, named: string, text: string): RuleDocument {
  const language = guessElasticLanguage(query, named);
  if (language === null) {
    const message = "An osquery query: it asks one machine for its state, and SQL of osquery is not read";
    return { ...rule, diagnostics: [diagnose("query-unsupported", "warning", null, message)] };
  }
  const offset = text.indexOf(query);
  return { ...rule, query: { language, text: query, offset: offset < 0 ? null : offset } };
}

function huntMetadata(path: string, hunt: MetadataReader): RuleDocument {
  const integrations = hunt.list("integration");
  const techniques = hunt.list("mitre");
  const places = [...integrations.map((name) => `integration:${name}`), `folder:/${path}`];
  return {
    ...blankRule(0, hunt.line("name", metadataLimits.title) ?? fileStem(path)),
    id: hunt.line("uuid"),
    description: hunt.text("description") ?? hunt.list("notes").join("\n"),
    authors: hunt.authors("author"),
    level: "hunting",
    licence: hunt.line("license"),
    references: hunt.list("references"),
    logSource: { names: integrations },
    tags: techniques,
    techniqueTags: techniques.filter((tag) => findTechniqueIds(tag).length > 0),
    platforms: platformsOf(places, elasticPlatformRules),
  };
}
