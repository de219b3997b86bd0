/**
 * Every source of rules, pinned: where it lives upstream, which of its files hold rules, how a page names its authors, how a file is cited.
 * A new repository is one entry here; its id is its folder's name under `--from` and its key in URLs.
 */
import type { SourceDefinition } from "../lib/model/source.ts";

/** What an entry states; the addresses follow from repository and commit. */
type SourceEntry = Omit<SourceDefinition, "fileUrl" | "archiveUrl">;

/** An entry with its upstream addresses: GitHub answers for full commits and for unambiguous short ones alike. */
function source(entry: SourceEntry): SourceDefinition {
  const { repository, commit } = entry;
  if (repository === null || commit === null) return { ...entry, fileUrl: () => null, archiveUrl: null };
  const base = `https://github.com/${repository}`;
  return {
    ...entry,
    fileUrl: (path) => `${base}/blob/${commit}/${path.split("/").map(encodeURIComponent).join("/")}`,
    archiveUrl: `${base}/archive/${commit}.tar.gz`,
  };
}

/** The catalog that comes with the project: written for it, no upstream, nothing to download. */
function demo(
  id: string,
  label: string,
  entry: Pick<SourceDefinition, "vendors" | "formats" | "include" | "extensions">,
): SourceDefinition {
  return source({
    id,
    label: `Demo ${label}`,
    repository: null,
    commit: null,
    commitDate: null,
    licence: "Apache-2.0",
    attribution: "Written for Rulescape as its bundled demo",
    exclude: ["README.md", "LICENSE"],
    ...entry,
  });
}

/** The bundled demo; the folder of `demo-<name>` is `seed/demo/<name>`. */
export const demoSources: readonly SourceDefinition[] = [
  demo("demo-sigma", "Sigma", { vendors: ["sigma"], formats: ["sigma-yaml"], include: [""], extensions: [".yml", ".yaml"] }),
  demo("demo-splunk", "Splunk", { vendors: ["splunk"], formats: ["escu-yaml"], include: ["detections/"], extensions: [".yml"] }),
  demo("demo-elastic", "Elastic", { vendors: ["elastic"], formats: ["elastic-toml"], include: [""], extensions: [".toml"] }),
  demo("demo-kusto", "Kusto", {
    vendors: ["kusto"],
    formats: ["sentinel-yaml", "kusto-markdown", "kusto-kql"],
    include: [""],
    extensions: [".yaml", ".yml", ".md", ".kql"],
  }),
];

/** The upstream repositories. */
export const upstreamSources: readonly SourceDefinition[] = [
  source({
    id: "sigma",
    label: "SigmaHQ",
    vendors: ["sigma"],
    formats: ["sigma-yaml"],
    repository: "SigmaHQ/sigma",
    commit: "8eaafff1f284",
    commitDate: "2026-08-05",
    licence: "DRL-1.1",
    attribution: "SigmaHQ and the author named in each rule, under the Detection Rule License (DRL) 1.1",
    // Deprecated and unsupported ones are rules, too, and say so in their status.
    include: [
      "rules/",
      "rules-compliance/",
      "rules-dfir/",
      "rules-emerging-threats/",
      "rules-placeholder/",
      "rules-threat-hunting/",
      "deprecated/",
      "unsupported/",
    ],
    exclude: [],
    extensions: [".yml", ".yaml"],
  }),
  source({
    id: "sigma-mdecrevoisier",
    label: "mdecrevoisier Sigma rules",
    vendors: ["sigma"],
    formats: ["sigma-yaml"],
    repository: "mdecrevoisier/SIGMA-detection-rules",
    commit: "701ece8c4b39",
    commitDate: "2025-01-15",
    licence: "CC0-1.0",
    attribution: "mdecrevoisier/SIGMA-detection-rules, dedicated to the public domain (CC0 1.0)",
    include: [""],
    exclude: [".github/"],
    extensions: [".yml", ".yaml"],
  }),
  source({
    id: "splunk",
    label: "Splunk ESCU",
    vendors: ["splunk"],
    formats: ["escu-yaml"],
    repository: "splunk/security_content",
    commit: "b13b314aed0e",
    commitDate: "2024-10-24",
    licence: "Apache-2.0",
    attribution: "Splunk Threat Research Team, splunk/security_content, under the Apache License 2.0",
    // Beside them stand macros/, lookups/, data_sources/ and stories/, which the SPL language reads on its own.
    include: ["detections/"],
    exclude: [],
    extensions: [".yml", ".yaml"],
  }),
  source({
    id: "anvilogic",
    label: "Anvilogic Forge",
    vendors: ["splunk", "snowflake"],
    formats: ["armory-yaml"],
    repository: "anvilogic-forge/armory",
    commit: "6677454cadd4f3e4930c68d71933ae27305bfb2e",
    commitDate: "2026-03-31",
    licence: "GPL-3.0",
    attribution: "Anvilogic Forge Detection Armory, under the GNU General Public License 3.0",
    include: ["detections/"],
    exclude: [],
    extensions: [".yml", ".yaml"],
  }),
  source({
    id: "elastic",
    label: "Elastic",
    vendors: ["elastic"],
    formats: ["elastic-toml"],
    repository: "elastic/detection-rules",
    commit: "14cf530f0d21",
    commitDate: "2026-08-21",
    licence: "Elastic-2.0",
    attribution: "Elastic and the authors named in each rule, elastic/detection-rules, under the Elastic License 2.0",
    include: ["rules/", "rules_building_block/", "hunting/"],
    exclude: [],
    extensions: [".toml"],
  }),
  source({
    id: "sentinel",
    label: "Microsoft Sentinel",
    vendors: ["kusto"],
    formats: ["sentinel-yaml"],
    repository: "asichaib/Azure-Sentinel",
    commit: "c92257fea12e",
    commitDate: "2020-12-07",
    licence: "MIT",
    attribution: "Microsoft and contributors, Azure-Sentinel (by way of asichaib/Azure-Sentinel), under the MIT License",
    include: ["Detections/", "Hunting Queries/"],
    exclude: [],
    // One rule file has no ending upstream.
    extensions: [".yaml", ".yml", "/CorrelateIPC_Unfamiliar-Atypical"],
  }),
  source({
    id: "kusto-bertjanp",
    label: "Bert-JanP KQL",
    vendors: ["kusto"],
    formats: ["kusto-markdown", "kusto-kql"],
    repository: "Bert-JanP/Hunting-Queries-Detection-Rules",
    commit: "7a0d998584df",
    commitDate: "2026-04-13",
    licence: "BSD-3-Clause",
    attribution: "Bert-Jan Pals and the author named in each query, under the BSD 3-Clause License",
    include: [""],
    // Indexes, the template, and lists that are data for queries; MISP/ keeps its queries in .txt files.
    exclude: [
      ".github/",
      "README.md",
      "DetectionTemplate.md",
      "Community Repositories.md",
      "MITRE ATT&CK/",
      "lots-project.txt",
      "query notes.txt",
    ],
    // One rule file has no ending upstream.
    extensions: [".md", ".kql", ".txt", "/nf_ttp_t1547-001_yellowcockatoo_powershell_create_link_in_startup"],
  }),
  source({
    id: "kusto-slimkql",
    label: "SlimKQL",
    vendors: ["kusto"],
    formats: ["kusto-kql"],
    repository: "SlimKQL/Hunting-Queries-Detection-Rules",
    commit: "eb2a6caba7f6",
    commitDate: "2026-08-14",
    licence: "none stated",
    attribution: "Steven Lim, SlimKQL/Hunting-Queries-Detection-Rules (no licence stated: all rights stay with the author)",
    include: [""],
    exclude: [".github/"],
    // One rule file has no ending upstream.
    extensions: [".kql", "/Technique Profile LNK file UI feature abuse"],
  }),
  source({
    id: "falconfriday",
    label: "FalconFriday",
    vendors: ["kusto"],
    formats: ["kusto-markdown"],
    repository: "FalconForceTeam/FalconFriday",
    commit: "3cee1875ca89f47d4a398e011c7a7371f2bf7c84",
    commitDate: null,
    licence: "BSD-3-Clause",
    attribution: "FalconForce, FalconForceTeam/FalconFriday, under the BSD 3-Clause License",
    include: [""],
    exclude: [".github/", "README.md", "CONTRIBUTING.md"],
    extensions: [".md"],
  }),
  source({
    id: "reprise99",
    label: "reprise99 Sentinel Queries",
    vendors: ["kusto"],
    formats: ["kusto-kql"],
    repository: "reprise99/Sentinel-Queries",
    commit: "f1070fd64ec01f9b3647da831e4ead1dd68f250d",
    commitDate: null,
    licence: "MIT",
    attribution: "reprise99 (Matt Zorich), reprise99/Sentinel-Queries, under the MIT License",
    include: [""],
    exclude: [".github/"],
    extensions: [".kql"],
  }),
];

/** All sources, the demo first. */
export const sources: readonly SourceDefinition[] = [...demoSources, ...upstreamSources];

/** The source of an id, or null. */
export function getSource(id: string): SourceDefinition | null {
  return sources.find((candidate) => candidate.id === id) ?? null;
}
