/**
 * SPL's sources as catalog events, spelled as ATT&CK data components spell them (`WinEventLog:Sysmon/1`).
 * Authorities: ESCU data sources (https://github.com/splunk/security_content, data_sources), the event ids of Sysmon and of Windows
 * auditing, and the log source names of ATT&CK's analytics. A data set of a CIM data model stands for the events that fill it.
 */
import { eventNames } from "../../model/event-names.ts";
import type { LogSource } from "../language.ts";

/** Logs of a family, whose events are named by codes. */
const logs: Readonly<Record<string, string>> = {
  sysmon: "WinEventLog:Sysmon",
  "linux-sysmon": "linux:Sysmon",
  "wineventlog:security": "WinEventLog:Security",
  "wineventlog:system": "WinEventLog:System",
  "wineventlog:application": "WinEventLog:Application",
  powershell: "WinEventLog:PowerShell",
  defender: "WinEventLog:Microsoft-Windows-Windows Defender/Operational",
  taskscheduler: "WinEventLog:TaskScheduler",
  wmi: "WinEventLog:WMI",
  ntlm: "WinEventLog:Microsoft-Windows-NTLM/Operational",
  remoteconnectionmanager: "WinEventLog:Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
  certificateservices: "WinEventLog:Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
  appxdeployment: "WinEventLog:Microsoft-Windows-AppXDeploymentServer/Operational",
  appxpackaging: "WinEventLog:Microsoft-Windows-AppxPackaging/Operational",
  rdpclient: "WinEventLog:Microsoft-Windows-TerminalServices-RDPClient/Operational",
  printservice: "WinEventLog:Microsoft-Windows-PrintService/Operational",
  capi2: "WinEventLog:Microsoft-Windows-CAPI2/Operational",
  applocker: "WinEventLog:AppLocker",
  auditd: "auditd:SYSCALL",
  cloudtrail: "AWS:CloudTrail",
  azure_ad: "azure:audit",
  azure_activity: "azure:activity",
  o365: "m365:unified",
  gcp: "gcp:audit",
  google_workspace: "saas:googleworkspace",
  okta: "saas:okta",
  auth0: "saas:auth",
  slack: "saas:slack",
  kubernetes: "kubernetes:audit",
  github: "saas:github",
  zeek: "NSM:Flow",
  esxi: "esxi:syslog",
};

/** Logs without codes, and data sets: the events themselves. */
const events: Readonly<Record<string, readonly string[]>> = {
  processes: ["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"],
  filesystem: ["WinEventLog:Sysmon/11"],
  registry: ["WinEventLog:Sysmon/12", "WinEventLog:Sysmon/13"],
  services: ["WinEventLog:System/7045"],
  network_traffic: ["NSM:Flow", "WinEventLog:Sysmon/3"],
  dns: ["dns:query", "WinEventLog:Sysmon/22"],
  stream_dns: ["dns:query"],
  stream_http: ["NSM:Flow/http.log"],
  stream_tcp: ["NSM:Flow/conn.log"],
  palo_alto: ["NSM:Firewall"],
  web: ["WebProxy:AccessLogs"],
  authentication: ["WinEventLog:Security/4624", "WinEventLog:Security/4625"],
  email: ["Application:Mail"],
  edr: ["EDR:detection"],
  s3: ["AWS:S3AccessLogs"],
  cisco: ["networkdevice:syslog"],
  malware: ["EDR:detection"],
  intrusion_detection: ["networkdevice:IDS"],
  certificates: ["NSM:Flow/ssl.log"],
  vpcflow: ["AWS:VPCFlowLogs"],
  osquery: ["macos:osquery", "linux:osquery"],
  iis: ["ApplicationLog:IIS"],
};

const windows = new Set(["sysmon", "wineventlog:security", "wineventlog:system", "wineventlog:application", "powershell", "defender"]);
/** ESCU data sources that name a log and codes in one. */
const dataSource =
  /^(sysmon for linux|sysmon|windows (?:event log )?(?:security|system|application|defender|taskscheduler|printservice|capi2|remoteconnectionmanager|certificateservicesclient|appxdeployment-?server|appxpackaging)|windows event log microsoft windows terminalservices rdpclient|powershell script block logging|ntlm operational)(?: eventid)? ([\d,]+)$/i;
const dataSourceLogs: readonly (readonly [RegExp, string])[] = [
  [/linux/i, "linux-sysmon"],
  [/sysmon/i, "sysmon"],
  [/security$/i, "wineventlog:security"],
  [/system$/i, "wineventlog:system"],
  [/application$/i, "wineventlog:application"],
  [/defender$/i, "defender"],
  [/taskscheduler$/i, "taskscheduler"],
  [/printservice$/i, "printservice"],
  [/capi2$/i, "capi2"],
  [/remoteconnectionmanager$/i, "remoteconnectionmanager"],
  [/certificateservicesclient$/i, "certificateservices"],
  [/appxdeployment-?server$/i, "appxdeployment"],
  [/appxpackaging$/i, "appxpackaging"],
  [/rdpclient$/i, "rdpclient"],
  [/^powershell/i, "powershell"],
  [/^ntlm/i, "ntlm"],
];
/** Cloud data sources: `AWS CloudTrail StopLogging`, `O365 Update user.`. */
const cloudSource = /^(AWS CloudTrail|Azure Active Directory|O365|Linux Auditd|CrowdStrike) (.+)$/;
const cloudLogs: Readonly<Record<string, string>> = {
  "AWS CloudTrail": "AWS:CloudTrail",
  "Azure Active Directory": "azure:audit",
  O365: "m365:unified",
};
const auditRecords: Readonly<Record<string, string>> = {
  execve: "auditd:EXECVE",
  proctitle: "auditd:PROCTITLE",
  path: "auditd:PATH",
  syscall: "auditd:SYSCALL",
};

/** The events of a log source, each once. Stated data sources come first; else the families, by the codes that the rule selects. */
export function splEvents({ names }: LogSource, eventCodes: readonly string[]): readonly string[] {
  const stated = names.flatMap((name) => name.split(" AND ").flatMap(statedEvents));
  const numbers = eventCodes.filter((code) => /^\d+$/.test(code));
  if (stated.length > 0) return distinct([...stated, ...(numbers.length > 0 ? selected(names, numbers) : [])]);
  const coded = eventCodes.length > 0 ? codedEvents(names, eventCodes) : [];
  if (coded.length > 0) return distinct(coded);
  const found = names.flatMap((name) => events[name] ?? logs[name] ?? []);
  return distinct(found.length > 0 || !names.includes("wineventlog") ? found : ["WinEventLog:Security"]);
}

function statedEvents(name: string): readonly string[] {
  const match = dataSource.exec(name.trim());
  if (match?.[1] && match[2]) {
    const [source, codes] = [match[1], match[2]];
    const family = dataSourceLogs.find(([pattern]) => pattern.test(source))?.[1] ?? "";
    const log = logs[family];
    return log ? codes.split(",").map((code) => `${log}/${code}`) : [];
  }
  const cloud = cloudSource.exec(name.trim());
  const [, source = "", event = ""] = cloud ?? [];
  if (source === "Linux Auditd") return [auditRecords[event.toLowerCase()] ?? "auditd:SYSCALL"];
  if (source === "CrowdStrike") return ["EDR:detection"];
  const log = cloudLogs[source];
  return log && !/^sign-in activity$/i.test(event) ? [`${log}/${event}`] : log ? ["azure:signinlogs"] : [];
}

/** Codes of the rule in the Windows logs that it names, as far as the events have names there. */
function selected(names: readonly string[], codes: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const log = windows.has(name) ? logs[name] : undefined;
    return log ? codes.map((code) => `${log}/${code}`).filter((event) => eventNames.has(event)) : [];
  });
}

function codedEvents(names: readonly string[], codes: readonly string[]): readonly string[] {
  const named = names.flatMap((name) => {
    const log = logs[name];
    if (!log) return [];
    const numbered = log.startsWith("WinEventLog:") || name === "linux-sysmon";
    return codes.filter((code) => code !== "" && /^\d+$/.test(code) === numbered).map((code) => `${log}/${code}`);
  });
  if (!names.includes("wineventlog") && !names.includes("change")) return named;
  const homes = codes.filter((code) => /^\d+$/.test(code)).flatMap(windowsHomes);
  return [...named, ...homes];
}

/** The Windows logs, Sysmon aside, that are known to have this code. */
function windowsHomes(code: string): readonly string[] {
  const ends = `/${code}`;
  return [...eventNames.keys()].filter((event) => event.startsWith("WinEventLog:") && !event.includes("Sysmon") && event.endsWith(ends));
}

const distinct = (found: readonly string[]): readonly string[] => [...new Set(found)];
