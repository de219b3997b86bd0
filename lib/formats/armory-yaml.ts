/**
 * Anvilogic Forge armory rule files: one rule a file, in SPL or Snowflake SQL as `logic_format` says.
 * Specification: the files themselves, https://github.com/anvilogic-forge/armory#whats-inside (no schema is published).
 */
import type { Format, FormatReading, RuleDocument, RuleQuery } from "../model/rule-document.ts";
import type { LanguageId } from "../model/vendor.ts";
import { fileStem, hasEnding } from "./file-name.ts";
import { MetadataReader, metadataLimits } from "./metadata.ts";
import { type PlatformRule, platformsOf } from "./platforms.ts";
import { blankRule, noRule, techniqueTags } from "./rule-parts.ts";
import { readSingleYaml, type SingleYaml } from "./single-yaml.ts";

export const armoryYaml: Format = {
  id: "armory-yaml",
  claims: (path) => hasEnding(path, [".yml", ".yaml"]),
  read: ({ path, text }) => readSingleYaml(text, (file) => readArmory(path, file)),
};

function readArmory(path: string, file: SingleYaml): FormatReading {
  const query = file.text("logic");
  const format = new MetadataReader(file.map, []).word("logic_format");
  if (!query) return format === null ? noRule("not-a-rule", "The file has no logic") : noRule("query-missing", "The rule has no logic");
  return { rules: [armoryRule(path, file, { language: armoryLanguage(format, query.text), ...query })], problem: null };
}

/** `logic_format` decides; a file without it is SQL when it begins as SQL does. */
function armoryLanguage(format: string | null, text: string): LanguageId {
  if (format?.startsWith("snowflake")) return "snowflake-sql";
  if (format?.startsWith("splunk")) return "spl";
  return /^\s*(select|with)\s/i.test(text) ? "snowflake-sql" : "spl";
}

function armoryRule(path: string, { map, diagnostics }: SingleYaml, query: RuleQuery): RuleDocument {
  const data = new MetadataReader(map, diagnostics);
  const title = data.line("title", metadataLimits.title) ?? fileStem(path);
  const ids = data.list("technique_id");
  const categories = data.list("data_category");
  const source = armorySource(path);
  return {
    ...blankRule(0, title),
    id: data.line("id"),
    description: data.text("description") ?? "",
    references: data.list("references"),
    logSource: { names: source === "" ? categories : [...categories, `file:${source}`] },
    tags: [...ids, ...data.list("techniques")],
    techniqueTags: techniqueTags(ids),
    platforms: platformsOf([...categories, `file:${source}`, `title:${title}`], armoryPlatformRules),
    query,
    diagnostics,
  };
}

/** The data source that ends the file's name: `x-splunk-winevent.yml` gives `winevent`. */
function armorySource(path: string): string {
  return /-(?:splunk|snowflake)-([a-z0-9_]+)\s*$/i.exec(fileStem(path))?.[1] ?? "";
}

/** Tested on each data category, on `file:` with the data source of the file's name, and on `title:`. EDR logs come from every system. */
const armoryPlatformRules: readonly PlatformRule[] = [
  [/^Windows |^PowerShell logs|^file:(winevent|sysmon|powershell)$|^title:.* - Windows$/i, "windows"],
  [/^Linux |^file:unix$|^title:.* - (Linux|Unix)$/i, "linux"],
  [/^title:.*(macOS|OSX)/i, "macos"],
  [/^AWS |^file:(awscloudtrail|awswaf|ec2|s3|guardduty)$/i, "aws"],
  [/^Azure |^file:azure$/i, "azure"],
  [/^GCP |^file:gcpaudit$/i, "gcp"],
  [/^Office 365|^file:o365$/i, "m365"],
  [/^file:gsuite$/i, "google_workspace"],
  [/^file:okta$/i, "okta", "identity"],
  [/^file:auth0$/i, "identity", "saas"],
  [/^Authentication logs|^OAuth audit/i, "identity"],
  [/^file:slack$/i, "saas"],
  [/^file:database_query_history$/i, "snowflake", "database"],
  [/^title:Kubernetes/i, "kubernetes"],
  [/^Netflow|^Network device|^file:(fw|vpcflow)$|^Web proxy/i, "network"],
  [/^Web (application|logs)|^file:(waf|cloudflare_waf|access_logs)$/i, "web"],
  [/^Email/i, "email"],
];
