/** The one list of rule-file formats, and which of them reads a file. A new format is one file here and one line in the list. */
import type { Format } from "../model/rule-document.ts";
import type { FormatId, SourceDefinition } from "../model/source.ts";
import { armoryYaml } from "./armory-yaml.ts";
import { elasticToml } from "./elastic-toml.ts";
import { escuYaml } from "./escu-yaml.ts";
import { kustoKql } from "./kusto-kql.ts";
import { kustoMarkdown } from "./kusto-markdown.ts";
import { plainQuery } from "./plain-query.ts";
import { queryYaml } from "./query-yaml.ts";
import { sentinelYaml } from "./sentinel-yaml.ts";
import { sigmaYaml } from "./sigma-yaml.ts";
import { splunkConf } from "./splunk-conf.ts";

/** Every format by its id. */
export const formats: Readonly<Record<FormatId, Format>> = {
  "sigma-yaml": sigmaYaml,
  "escu-yaml": escuYaml,
  "armory-yaml": armoryYaml,
  "elastic-toml": elasticToml,
  "splunk-conf": splunkConf,
  "query-yaml": queryYaml,
  "sentinel-yaml": sentinelYaml,
  "plain-query": plainQuery,
  "kusto-markdown": kustoMarkdown,
  "kusto-kql": kustoKql,
};

/** The format that reads a file of a source: the first of the source's formats that claims its path; null when none does. */
export function formatFor(source: Pick<SourceDefinition, "formats">, path: string): Format | null {
  return source.formats.map((id) => formats[id]).find((format) => format.claims(path)) ?? null;
}
