/** A hand-written STIX bundle of two tactics, six techniques and one strategy, for tests: small enough to count by eye. */

const attackRef = (id: string, source = "mitre-attack") => [
  { source_name: source, external_id: id, url: `https://attack.mitre.org/${id}` },
];

const technique = (id: string, name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: "attack-pattern",
  id: `attack-pattern--${id}`,
  name,
  description: `About ${name}.`,
  external_references: attackRef(id),
  kill_chain_phases: [{ kill_chain_name: "mitre-attack", phase_name: "discovery" }],
  x_mitre_platforms: ["Windows", "Linux"],
  x_mitre_version: "1.0",
  modified: "2025-10-24T17:49:31.494Z",
  ...more,
});

const relation = (kind: string, source: string, target: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: "relationship",
  id: `relationship--${kind}-${source}-${target}`,
  relationship_type: kind,
  source_ref: source,
  target_ref: target,
  ...more,
});

const tactic = (id: string, shortname: string, name: string) => ({
  type: "x-mitre-tactic",
  id: `x-mitre-tactic--${id}`,
  name,
  description: `About ${name}.`,
  x_mitre_shortname: shortname,
  external_references: attackRef(id),
});

const collection = { type: "x-mitre-collection", id: "x-mitre-collection--1", name: "Enterprise ATT&CK", x_mitre_version: "18.1" };

/** T1150 was revoked by T1547.011, and that by T1647; T1043 is deprecated; matrix order is execution, discovery. */
export const tinyObjects: readonly unknown[] = [
  collection,
  {
    type: "x-mitre-matrix",
    id: "x-mitre-matrix--1",
    name: "Enterprise ATT&CK",
    external_references: attackRef("enterprise-attack"),
    tactic_refs: ["x-mitre-tactic--TA0002", "x-mitre-tactic--TA0007"],
  },
  tactic("TA0007", "discovery", "Discovery"),
  tactic("TA0002", "execution", "Execution"),
  technique("T1046", "Network Service Discovery"),
  technique("T1059", "Command and Scripting Interpreter", { kill_chain_phases: [{ phase_name: "execution" }] }),
  technique("T1059.001", "PowerShell", { x_mitre_is_subtechnique: true, kill_chain_phases: [{ phase_name: "execution" }] }),
  technique("T1150", "Plist Modification", { revoked: true }),
  technique("T1547.011", "Plist Modification", { revoked: true }),
  technique("T1647", "Plist File Modification"),
  technique("T1043", "Commonly Used Port", { x_mitre_deprecated: true }),
  relation("subtechnique-of", "attack-pattern--T1059.001", "attack-pattern--T1059"),
  relation("revoked-by", "attack-pattern--T1150", "attack-pattern--T1547.011"),
  relation("revoked-by", "attack-pattern--T1547.011", "attack-pattern--T1647"),
  relation("detects", "x-mitre-detection-strategy--DET0376", "attack-pattern--T1046"),
  relation("detects", "x-mitre-detection-strategy--DET0376", "attack-pattern--T1059", { x_mitre_deprecated: true }),
  {
    type: "x-mitre-detection-strategy",
    id: "x-mitre-detection-strategy--DET0376",
    name: "Network Service Discovery",
    external_references: attackRef("DET0376"),
    x_mitre_analytic_refs: ["x-mitre-analytic--AN1058", "x-mitre-analytic--AN1057"],
    x_mitre_version: "1.0",
    created: "2025-10-21T15:10:28.402Z",
    modified: "2025-10-21T15:10:28.402Z",
  },
  {
    type: "x-mitre-analytic",
    id: "x-mitre-analytic--AN1057",
    name: "Analytic 1057",
    description: "Scans on Windows.",
    external_references: attackRef("AN1057"),
    x_mitre_platforms: ["Windows"],
    x_mitre_log_source_references: [
      { x_mitre_data_component_ref: "x-mitre-data-component--DC0032", name: "WinEventLog:Sysmon", channel: "EventCode=1" },
      { x_mitre_data_component_ref: "x-mitre-data-component--gone", name: "WinEventLog:Sysmon", channel: "EventCode=3, 22" },
    ],
    x_mitre_mutable_elements: [{ field: "TimeWindow", description: "How long." }],
  },
  {
    type: "x-mitre-analytic",
    id: "x-mitre-analytic--AN1058",
    name: "Analytic 1058",
    description: "Scans on Linux.",
    external_references: attackRef("AN1058"),
    x_mitre_platforms: ["Linux"],
  },
  {
    type: "x-mitre-data-component",
    id: "x-mitre-data-component--DC0032",
    name: "Process Creation",
    description: "A process starts.",
    external_references: attackRef("DC0032"),
    x_mitre_log_sources: [
      { name: "WinEventLog:Sysmon", channel: "EventCode=1" },
      { name: "auditd:SYSCALL", channel: "execve" },
    ],
  },
  { type: "malware", id: "malware--1", name: "is of no interest here" },
];

/** The same objects as a bundle. */
export const tinyBundle = { type: "bundle", id: "bundle--1", objects: tinyObjects };

/** The tiny bundle's objects without those of some types. */
export function tinyObjectsWithout(...types: readonly string[]): readonly unknown[] {
  return tinyObjects.filter((object) => !types.includes((object as { readonly type: string }).type));
}
