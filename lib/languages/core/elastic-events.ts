/**
 * Elastic's log sources as catalog events. The data set decides, then the index pattern or integration; names are those of ATT&CK's data
 * components where they mean the same log. A log without one is `data set` or `data set/event type`.
 * https://www.elastic.co/docs/reference/integrations, https://www.elastic.co/docs/reference/beats/winlogbeat
 */
import type { LogSource } from "../language.ts";

/** Data set or index word → the log as ATT&CK names it, whose events are named by code or action. The first that fits a name is taken. */
const logs: readonly (readonly [pattern: RegExp, log: string])[] = [
  [/windows\.sysmon_linux|sysmon_linux/, "linux:Sysmon"],
  [/windows\.sysmon_operational/, "WinEventLog:Sysmon"],
  [/windows\.powershell/, "WinEventLog:PowerShell"],
  [/system\.security/, "WinEventLog:Security"],
  [/system\.system\b/, "WinEventLog:System"],
  [/system\.application/, "WinEventLog:Application"],
  [/aws\.cloudtrail/, "AWS:CloudTrail"],
  [/aws\.vpcflow/, "AWS:VPCFlowLogs"],
  [/azure\.signinlogs/, "azure:signinlogs"],
  [/azure\.auditlogs/, "azure:audit"],
  [/azure\.activitylogs/, "azure:activity"],
  [/o365\.audit/, "m365:unified"],
  [/gcp\.audit/, "gcp:audit"],
  [/google_workspace/, "saas:googleworkspace"],
  [/okta/, "saas:okta"],
  [/github\.audit/, "saas:github"],
  [/slack/, "saas:slack"],
  [/kubernetes\.audit/, "kubernetes:audit"],
  [/auditd_manager|auditd\.log|auditbeat/, "auditd:SYSCALL"],
  [/system\.auth/, "linux:auth"],
  [/system\.syslog/, "linux:syslog"],
  [/zeek|network_traffic|packetbeat|suricata/, "NSM:Flow"],
  [/panw|fortinet|cisco_(asa|ftd)|sonicwall|checkpoint(?!_email)|pfsense|iptables/, "NSM:Firewall"],
];

/** Logs whose events have no names of their own: the log as ATT&CK names it. */
const wholeLogs: readonly (readonly [pattern: RegExp, log: string])[] = [
  [/apache\.access/, "apache:access_log"],
  [/iis\.access/, "WinEventLog:iis"],
  [/microsoft_exchange_online_message_trace/, "m365:messagetrace"],
  [/^(?:logs-)?m365_defender/, "m365:defender"],
  [/^\.(?:internal\.)?alerts-security|^signals?$/, "elastic.alerts"],
  [/sentinel_one_cloud_funnel/, "sentinel_one_cloud_funnel.event"],
  [/^endgame-/, "endgame.events"],
  [/^apm-|^traces-apm/, "apm.traces"],
];

/** `logs-vendor.log-*`, or a data set selected by its name: `vendor.log`. */
const dataSet = /^(?:logs-)?([a-z][a-z0-9_]*\.[a-z0-9_]+)(?:[-.*].*)?$/;

/** Index patterns and data sets that are no log of events, or are read above. */
const noLog = /^(?:endpoint|windows|system|threat)\.|^metrics|\.latest$/;

/** winlogbeat and forwarded events hold every Windows channel: the provider or the code tells which. */
const channels: Readonly<Record<string, string>> = {
  "microsoft-windows-sysmon": "WinEventLog:Sysmon",
  "microsoft-windows-security-auditing": "WinEventLog:Security",
  "microsoft-windows-powershell": "WinEventLog:PowerShell",
  "microsoft-windows-wmi-activity": "WinEventLog:WMI",
  security: "WinEventLog:Security",
  system: "WinEventLog:System",
  application: "WinEventLog:Application",
};

/** Sysmon and Security events by category and type, where a rule reads Windows's own logs but selects no code. */
const windowsEvents: Readonly<Record<string, readonly string[]>> = {
  "process/start": ["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"],
  "process/end": ["WinEventLog:Sysmon/5"],
  "library/": ["WinEventLog:Sysmon/7"],
  "driver/": ["WinEventLog:Sysmon/6"],
  "network/": ["WinEventLog:Sysmon/3"],
  "dns/": ["WinEventLog:Sysmon/22"],
  "file/creation": ["WinEventLog:Sysmon/11"],
  "file/deletion": ["WinEventLog:Sysmon/23", "WinEventLog:Sysmon/26"],
  "file/": ["WinEventLog:Sysmon/11"],
  "registry/": ["WinEventLog:Sysmon/12", "WinEventLog:Sysmon/13", "WinEventLog:Sysmon/14"],
};

/** Elastic Defend's data streams by event category. */
const endpointStreams: Readonly<Record<string, string>> = {
  process: "process",
  file: "file",
  registry: "registry",
  network: "network",
  dns: "network",
  library: "library",
  driver: "library",
  api: "api",
  authentication: "security",
  session: "security",
};

/** The events of a log source; `codes` are the values of event.code and event.action that the rule selects. */
export function elasticEvents({ names, category }: LogSource, codes: readonly string[]): readonly string[] {
  const values = (prefix: string) => names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const categories = [...new Set([...(category === null || category === "any" ? [] : [category]), ...values("category:")])];
  const types = values("type:");
  const places = names.filter((name) => !/^(category|type|provider|channel|os|module):/.test(name));
  const numbers = codes.filter((code) => /^\d+$/.test(code));
  const found: string[] = [];
  const windows = [...values("provider:"), ...values("channel:")].flatMap((name) => channels[name] ?? []);
  for (const place of places) {
    const log = logOf(place);
    if (log?.startsWith("WinEventLog:")) found.push(...windowsLog(log, numbers, categories, types));
    else if (log !== undefined) found.push(...actionEvents(log, codes));
    else if (place.startsWith("logs-cloud_defend.")) found.push(...streamEvents(place.replace(/^logs-|[-*].*$/g, ""), types));
    else if (/winlogbeat|windows\.forwarded|^windows$|^system$|system\.\*/.test(place)) {
      for (const channel of windows) found.push(...windowsLog(channel, numbers, categories, types));
      if (windows.length === 0) found.push(...homes(numbers), ...(numbers.length === 0 ? byCategory(categories, types) : []));
    } else if (/endpoint/.test(place)) found.push(...endpointEvents(place, categories, types));
    else found.push(...wholeLog(place));
  }
  // an endpoint rule that selects no kind of event reads all of them
  if (found.length === 0 && places.some((place) => /endpoint/.test(place))) return ["endpoint.events"];
  return [...new Set(found)];
}

/** Logs by place: rules name few places, many times. */
const known = new Map<string, string | undefined>();
const maximumKnown = 1_000;

function logOf(place: string): string | undefined {
  if (known.has(place)) return known.get(place);
  const log = logs.find(([pattern]) => pattern.test(place))?.[1];
  if (known.size < maximumKnown) known.set(place, log);
  return log;
}

/** A log without events of its own: as ATT&CK names it, else its data set. */
function wholeLog(place: string): readonly string[] {
  const known = wholeLogs.find(([pattern]) => pattern.test(place))?.[1];
  if (known !== undefined) return [known];
  const name = dataSet.exec(place)?.[1];
  return name === undefined || noLog.test(name) ? [] : [name];
}

/** A Windows log's events: its codes, else those of its categories, else the log itself. */
function windowsLog(log: string, codes: readonly string[], categories: readonly string[], types: readonly string[]): readonly string[] {
  if (codes.length > 0) return codes.map((code) => `${log}/${code}`);
  const events = byCategory(categories, types).filter((event) => event.startsWith(`${log}/`));
  return events.length > 0 ? events : [log];
}

/** Numbers of the Security log have four digits and begin with 4, 5 or 6, Sysmon's are below 30; PowerShell's and the System log's are few. */
function homes(codes: readonly string[]): readonly string[] {
  return codes.map((code) => {
    if (/^(4103|4104)$/.test(code)) return `WinEventLog:PowerShell/${code}`;
    if (/^(104|7034|7036|7040|7045)$/.test(code)) return `WinEventLog:System/${code}`;
    return /^\d{1,2}$/.test(code) ? `WinEventLog:Sysmon/${code}` : `WinEventLog:Security/${code}`;
  });
}

function byCategory(categories: readonly string[], types: readonly string[]): readonly string[] {
  return categories.flatMap((category) => {
    const typed = types.flatMap((type) => windowsEvents[`${category}/${type}`] ?? []);
    return typed.length > 0 ? typed : (windowsEvents[`${category}/`] ?? windowsEvents[`${category}/start`] ?? []);
  });
}

function actionEvents(log: string, codes: readonly string[]): readonly string[] {
  return codes.length > 0 ? codes.map((code) => `${log}/${code}`) : [log];
}

function endpointEvents(place: string, categories: readonly string[], types: readonly string[]): readonly string[] {
  const named = /endpoint\.events\.(\w+)/.exec(place)?.[1];
  const streams = named ? [named] : categories.flatMap((category) => endpointStreams[category] ?? []);
  if (streams.length === 0) return /alerts/.test(place) ? ["endpoint.alerts"] : [];
  return [...new Set(streams)].flatMap((stream) => streamEvents(`endpoint.events.${stream}`, types));
}

/** A stream's events of the types that are selected, else all of them. */
function streamEvents(stream: string, types: readonly string[]): readonly string[] {
  const typed = types.filter((type) => ["start", "end", "creation", "deletion", "change", "access"].includes(type));
  return typed.length > 0 ? typed.map((type) => `${stream}/${type}`) : [stream];
}
