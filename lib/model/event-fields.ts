/**
 * Which fields an event carries, for the most used Windows events, so that a predicate on a field that its event lacks can be marked.
 * Authorities: the schema that `Sysmon64.exe -s` prints (version 4.90, https://learn.microsoft.com/sysinternals/downloads/sysmon), and the event's page under
 * https://learn.microsoft.com/windows/security/threat-protection/auditing; names are the field maps' canonical ones for the schema's own.
 */

const image = ["process.executable", "process.name", "process.pid", "process.entity_id", "user.name", "user.domain"];
const started = [
  ...image,
  ...[
    "process.command_line",
    "process.args",
    "process.working_directory",
    "process.parent.executable",
    "process.parent.name",
    "process.parent.pid",
  ],
];
const product = (subject: string) =>
  ["file_version", "description", "product", "company", "original_file_name", "imphash"].map((part) => `${subject}.pe.${part}`);
const hashes = (subject: string) => ["md5", "sha1", "sha256"].map((part) => `${subject}.hash.${part}`);
const signature = ["exists", "subject_name", "status", "trusted", "valid"].map((part) => `dll.code_signature.${part}`);
const file = ["file.path", "file.name", "file.directory", "file.extension"];
const registry = ["registry.path", "registry.key", "registry.hive", "registry.value"];
const target = ["target.process.executable", "target.process.name", "target.process.pid", "user.target.name"];

const carried: Readonly<Record<string, readonly string[]>> = {
  "WinEventLog:Sysmon/1": [
    ...started,
    ...product("process"),
    ...hashes("process"),
    ...["process.parent.command_line", "process.parent.args", "process.parent.user.name", "process.parent.entity_id"],
  ],
  "WinEventLog:Sysmon/3": [
    ...image,
    ...["network.transport", "source.ip", "source.domain", "source.port", "destination.ip", "destination.domain", "destination.port"],
  ],
  "WinEventLog:Sysmon/6": ["dll.path", "dll.name", ...hashes("dll"), "dll.pe.imphash", ...signature],
  "WinEventLog:Sysmon/7": [...image, "dll.path", "dll.name", ...product("dll"), ...hashes("dll"), ...signature],
  "WinEventLog:Sysmon/8": [...image, ...target],
  "WinEventLog:Sysmon/10": [...image, ...target],
  "WinEventLog:Sysmon/11": [...image, ...file],
  "WinEventLog:Sysmon/12": [...image, ...registry],
  "WinEventLog:Sysmon/13": [...image, ...registry, "registry.data.strings", "registry.data.type"],
  "WinEventLog:Sysmon/14": [...image, ...registry],
  "WinEventLog:Sysmon/17": image,
  "WinEventLog:Sysmon/18": image,
  "WinEventLog:Sysmon/22": [...image, "dns.question.name", "dns.answers.data"],
  "WinEventLog:Security/4688": [...started, "user.id", "user.target.name", "user.target.domain"],
};

const judged = new Set(Object.values(carried).flat());
const sets = new Map(Object.entries(carried).map(([event, fields]) => [event, new Set(fields)]));

/** Those of the events that do not carry the field; none for fields and events that the table does not know. */
export function eventsWithout(field: string, events: readonly string[]): readonly string[] {
  if (!judged.has(field)) return [];
  return events.filter((event) => sets.get(event)?.has(field) === false);
}
