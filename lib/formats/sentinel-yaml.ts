/**
 * Microsoft Sentinel analytics rules and hunting queries: one YAML file, one Kusto query.
 * Specification: https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide and
 * https://learn.microsoft.com/azure/sentinel/sentinel-analytic-rules-creation
 */
import type { Format, FormatReading, RuleDocument, RuleThreshold } from "../model/rule-document.ts";
import { fileStem, hasEnding, hasNoEnding } from "./file-name.ts";
import { kustoPlatforms, kustoTablesOf } from "./kusto-text.ts";
import { MetadataReader, metadataLimits, unique } from "./metadata.ts";
import { blankRule, findUrls, noRule, techniqueTags } from "./rule-parts.ts";
import { readSingleYaml, type SingleYaml } from "./single-yaml.ts";

export const sentinelYaml: Format = {
  id: "sentinel-yaml",
  claims: (path) => hasEnding(path, [".yaml", ".yml"]) || hasNoEnding(path),
  read: ({ path, text }) => readSingleYaml(text, (file) => readSentinel(path, file)),
};

function readSentinel(path: string, file: SingleYaml): FormatReading {
  const query = file.text("query");
  if (query) return { rules: [sentinelRule(path, file, unquoted(query))], problem: null };
  const isRule = file.map.all("name").length > 0 && (file.map.all("tactics").length > 0 || file.map.all("triggerOperator").length > 0);
  return isRule ? noRule("query-missing", "The rule has no query") : noRule("not-a-rule", "The file has no query");
}

/** Some authors put quotes around the text of a block; no query begins with one. */
function unquoted(query: { readonly text: string; readonly offset: number | null }): { text: string; offset: number | null } {
  const [, before = "", text] = /^(\s*['"])([\s\S]*)['"]\s*$/.exec(query.text) ?? [];
  return text === undefined ? query : { text, offset: query.offset === null ? null : query.offset + before.length };
}

function sentinelRule(path: string, { map, diagnostics }: SingleYaml, query: { text: string; offset: number | null }): RuleDocument {
  const data = new MetadataReader(map, diagnostics);
  const connectors = data.maps("requiredDataConnectors");
  // `SecurityAlert (IPC)` and `CommonSecurityLog (Cisco)` are a table and the product that writes it.
  const dataTypes = connectors.flatMap((connector) => connector.list("dataTypes"));
  const tables = unique([...dataTypes.map((type) => type.replace(/\s*\(.*$/, "")), ...kustoTablesOf(query.text)]);
  const techniques = [...data.list("relevantTechniques"), ...data.list("threatAnalysisTechniques")];
  const description = (data.text("description") ?? "").replace(/^'([\s\S]*)'$/, "$1").trim();
  const subTechniques = data.list("subTechniques");
  return {
    ...blankRule(0, data.line("name", metadataLimits.title) ?? fileStem(path)),
    id: data.line("id"),
    description,
    authors: sentinelAuthors(data),
    level: data.word("severity"),
    status: data.word("status"),
    version: data.line("version"),
    references: unique([...data.list("references"), ...findUrls(description)]),
    logSource: {
      names: unique([...connectors.map((connector) => connector.line("connectorId")).filter((id) => id !== null), ...dataTypes, ...tables]),
    },
    tags: unique([...data.list("tactics"), ...techniques, ...subTechniques, ...data.list("tags")]),
    techniqueTags: techniqueTags([...techniques, ...subTechniques, ...data.list("tags")]),
    platforms: kustoPlatforms(tables),
    query: { language: "kusto", ...query },
    window: data.line("queryPeriod") ?? data.line("queryFrequency"),
    threshold: sentinelThreshold(data),
    diagnostics,
  };
}

/** Newer files name their author under `metadata`; the older ones name nobody. */
function sentinelAuthors(data: MetadataReader): readonly string[] {
  const author = data.has("author") ? data.authors("author") : [];
  return author.length > 0 ? author : data.map("metadata").map("author").authors("name");
}

/** `gt 0` asks for any result at all and is no count; everything else is one. */
function sentinelThreshold(data: MetadataReader): RuleThreshold | null {
  const names: Readonly<Record<string, RuleThreshold["operator"]>> = {
    gt: "gt",
    greaterthan: "gt",
    lt: "lt",
    lessthan: "lt",
    eq: "eq",
    equal: "eq",
  };
  const word = data.word("triggerOperator") ?? "";
  const operator = Object.hasOwn(names, word) ? names[word] : undefined;
  const value = data.line("triggerThreshold");
  if (operator === undefined || value === null || !/^\d+$/.test(value)) return null;
  return operator === "gt" && Number(value) === 0 ? null : { aggregate: "count()", operator, value, groupBy: [] };
}
