/**
 * Kusto tables → catalog events: as ATT&CK's log sources name them where they have the log, else by the table (`DeviceProcessEvents/ProcessCreated`).
 * ATT&CK data components: https://attack.mitre.org/datacomponents/. Actions: https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables.
 */
import { eventNames } from "../../model/event-names.ts";
import type { LogSource } from "../language.ts";

/** Logs of ATT&CK by table. */
const LOGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    SecurityEvent: "WinEventLog:Security",
    SecurityEvents: "WinEventLog:Security",
    Sysmon: "WinEventLog:Sysmon",
    AWSCloudTrail: "AWS:CloudTrail",
    AWSVPCFlow: "AWS:VPCFlowLogs",
    AWSCloudWatch: "AWS:CloudWatch",
    SigninLogs: "azure:signinlogs",
    AADNonInteractiveUserSignInLogs: "azure:signinlogs",
    AADServicePrincipalSignInLogs: "azure:signinlogs",
    AADManagedIdentitySignInLogs: "azure:signinlogs",
    AADSignInEventsBeta: "azure:signinlogs",
    AADSpnSignInEventsBeta: "azure:signinlogs",
    EntraIdSignInEvents: "azure:signinlogs",
    EntraIdSpnSignInEvents: "azure:signinlogs",
    AuditLogs: "azure:audit",
    AzureActivity: "azure:activity",
    OfficeActivity: "m365:unified",
    CloudAppEvents: "m365:unified",
    EmailEvents: "m365:messagetrace",
    Syslog: "linux:syslog",
    CommonSecurityLog: "NSM:Firewall",
    DnsEvents: "dns:query",
    VMConnection: "NSM:Flow",
    WireData: "NSM:Flow",
    W3CIISLog: "ApplicationLog:WebServer",
    SecurityAlert: "EDR:detection",
    AlertInfo: "EDR:detection",
    AlertEvidence: "EDR:detection",
    GitHubAudit: "saas:github",
    GitHubAuditLogPolling_CL: "saas:github",
    Okta_CL: "saas:okta",
    OktaV2_CL: "saas:okta",
    OktaSSO: "saas:okta",
    GCPAuditLogs: "gcp:audit",
    GWorkspaceActivityReports: "saas:googleworkspace",
    ZoomLogs: "saas:zoom",
    SlackAudit: "saas:slack",
  }),
);

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Actions by the one table that has them; an action that is not here may be any table's. */
const ACTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    DeviceProcessEvents: "ProcessCreated OpenProcess",
    DeviceFileEvents: "FileCreated FileModified FileRenamed FileDeleted",
    DeviceRegistryEvents: "RegistryValueSet RegistryKeyCreated RegistryValueDeleted RegistryKeyDeleted RegistryKeyRenamed",
    DeviceNetworkEvents: `ConnectionSuccess ConnectionFailed ConnectionRequest ConnectionFound ConnectionAttempt ConnectionAcknowledged InboundConnectionAccepted
      InboundConnectionAttempt InboundInternetScanInspected ListeningConnectionCreated NetworkSignatureInspected DnsConnectionInspected
      HttpConnectionInspected SslConnectionInspected SshConnectionInspected FtpConnectionInspected SmtpConnectionInspected IcmpConnectionInspected`,
    DeviceImageLoadEvents: "ImageLoaded",
    DeviceLogonEvents: "LogonSuccess LogonFailed LogonAttempted",
    DeviceEvents: `AmsiScriptDetection AntivirusDetection AntivirusReport AsrOfficeChildProcessBlocked CreateRemoteThreadApiCall DpapiAccessed DnsQueryResponse
      DriverLoad ExploitGuardNetworkProtectionBlocked ExploitGuardNetworkProtectionAudited GetClipboardData LdapSearch NamedPipeEvent
      NtAllocateVirtualMemoryApiCall NtAllocateVirtualMemoryRemoteApiCall OpenProcessApiCall OtherAlertRelatedActivity PnpDeviceConnected
      PowerShellCommand ProcessPrimaryTokenModified QueueUserApcRemoteApiCall ReadProcessMemoryApiCall ScheduledTaskCreated ScheduledTaskDeleted
      ScheduledTaskUpdated ScreenshotTaken ScriptContent SecurityLogCleared ServiceInstalled SetThreadContextRemoteApiCall ShellLinkCreateFileEvent
      SmartScreenUrlWarning SmartScreenAppWarning SmartScreenUserOverride TamperingAttempt UsbDriveMount UsbDriveMounted UsbDriveUnmounted
      UserAccountAddedToLocalGroup UserAccountCreated UserAccountDeleted UserAccountModified WmiBindEventFilterToConsumer
      WriteToLsassProcessMemory BrowserLaunchedToOpenUrl ProcessCreatedUsingWmiQuery RemoteWmiOperation LogonRightsSettingEnabled`,
  }).flatMap(([table, actions]) => words(actions).map((action) => [action, table] as const)),
);

/** Tables of the Windows event log whose rows say themselves which log they are from. */
const windowsTables = new Set(["Event", "WindowsEvent"]);
const isNumber = (code: string): boolean => /^\d+$/.test(code);

/**
 * The events that a table gives, each once. `eventCodes`: the values that the rule selects with EventID, ActionType, OperationName and the like;
 * codes that are known to belong elsewhere are left out, and a table without codes is the log itself.
 */
export function kustoEvents(logSource: LogSource, eventCodes: readonly string[]): readonly string[] {
  const events = logSource.names.slice(0, 1).flatMap((table) => eventsOf(table, eventCodes));
  return [...new Set(events)];
}

function eventsOf(table: string, eventCodes: readonly string[]): readonly string[] {
  const log = LOGS.get(table) ?? table;
  if (windowsTables.has(table)) {
    const homes = eventCodes
      .filter(isNumber)
      .flatMap((code) => [...eventNames.keys()].filter((event) => event.startsWith("WinEventLog:") && event.endsWith(`/${code}`)));
    return homes.length > 0 ? homes : [log];
  }
  const codes = eventCodes.filter((code) => belongs(code, table, log));
  return codes.length > 0 ? codes.map((code) => `${log}/${code}`) : [log];
}

/** Numbers name events of Windows logs, names those of all others; an action of another table is none here. */
function belongs(code: string, table: string, log: string): boolean {
  if (code === "" || code.length > 120) return false;
  const home = ACTIONS.get(code);
  if (home !== undefined) return home === table;
  if (log.startsWith("WinEventLog:")) return isNumber(code);
  if (table.startsWith("Device")) return !isNumber(code);
  return true;
}
