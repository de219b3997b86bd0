/**
 * Sigma log sources as catalog events: which events a rule reads, spelled as ATT&CK data components spell them (`WinEventLog:Sysmon/1`).
 * Authorities: the Sigma taxonomy (https://github.com/SigmaHQ/sigma-specification, log sources), pySigma's sysmon and windows-audit
 * pipelines (event ids), and the log source names of ATT&CK's analytics. A log that ATT&CK does not name is `product:service`.
 */
import { eventNames } from "../../model/event-names.ts";
import type { LogSource } from "../language.ts";

/** Logs whose events are named by codes: `WinEventLog:Security` and 4624 give `WinEventLog:Security/4624`. Key: product/service or category. */
const LOGS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "windows/application": ["WinEventLog:Application"],
    "windows/application-experience": ["WinEventLog:Microsoft-Windows-Application-Experience/Program-Telemetry"],
    "windows/applocker": ["WinEventLog:AppLocker"],
    "windows/appmodel-runtime": ["WinEventLog:Microsoft-Windows-AppModel-Runtime/Admin"],
    "windows/appxdeployment-server": ["WinEventLog:Microsoft-Windows-AppXDeploymentServer/Operational"],
    "windows/appxpackaging-om": ["WinEventLog:Microsoft-Windows-AppxPackaging/Operational"],
    "windows/bitlocker": ["WinEventLog:Microsoft-Windows-BitLocker/BitLocker Management"],
    "windows/bits": ["WinEventLog:Microsoft-Windows-Bits-Client/Operational"],
    "windows/bits-client": ["WinEventLog:Microsoft-Windows-Bits-Client/Operational"],
    "windows/capi2": ["WinEventLog:Microsoft-Windows-CAPI2/Operational"],
    "windows/certificateservicesclient-lifecycle-system": [
      "WinEventLog:Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
    ],
    "windows/codeintegrity-operational": ["WinEventLog:Microsoft-Windows-CodeIntegrity/Operational"],
    "windows/dhcp": ["wineventlog:dhcp"],
    "windows/diagnosis-scripted": ["WinEventLog:Microsoft-Windows-Diagnosis-Scripted/Operational"],
    "windows/dns-client": ["WinEventLog:Microsoft-Windows-DNS Client Events/Operational"],
    "windows/dns-server": ["WinEventLog:DNS Server"],
    "windows/dns-server-analytic": ["WinEventLog:Microsoft-Windows-DNS-Server/Analytical"],
    "windows/dns-server-audit": ["WinEventLog:Microsoft-Windows-DNS-Server/Audit"],
    "windows/driver-framework": ["WinEventLog:Microsoft-Windows-DriverFrameworks-UserMode/Operational"],
    "windows/firewall-as": ["WinEventLog:Microsoft-Windows-Windows Firewall With Advanced Security/Firewall"],
    "windows/hyper-v-worker": ["WinEventLog:Microsoft-Windows-Hyper-V-Worker"],
    "windows/iis-configuration": ["WinEventLog:Microsoft-IIS-Configuration"],
    "windows/kernel-event-tracing": ["WinEventLog:Microsoft-Windows-Kernel-EventTracing"],
    "windows/kernel-shimengine": ["WinEventLog:Microsoft-Windows-Kernel-ShimEngine/Operational"],
    "windows/ldap": ["WinEventLog:Microsoft-Windows-LDAP-Client/Debug"],
    "windows/ldap_debug": ["WinEventLog:Microsoft-Windows-LDAP-Client/Debug"],
    "windows/lsa-server": ["WinEventLog:Microsoft-Windows-LSA/Operational"],
    "windows/microsoft-servicebus-client": ["WinEventLog:Microsoft-ServiceBus-Client"],
    "windows/msexchange-management": ["WinEventLog:MSExchange Management"],
    "windows/ntfs": ["WinEventLog:Microsoft-Windows-Ntfs/Operational"],
    "windows/ntlm": ["WinEventLog:Microsoft-Windows-NTLM/Operational"],
    "windows/openssh": ["WinEventLog:OpenSSH/Operational"],
    "windows/powershell": ["WinEventLog:PowerShell"],
    "windows/powershell-classic": ["WinEventLog:PowerShell"],
    "windows/printservice": ["WinEventLog:Microsoft-Windows-PrintService/Admin", "WinEventLog:Microsoft-Windows-PrintService/Operational"],
    "windows/printservice-admin": ["WinEventLog:Microsoft-Windows-PrintService/Admin"],
    "windows/printservice-operational": ["WinEventLog:Microsoft-Windows-PrintService/Operational"],
    "windows/proxy_configuration": ["WinEventLog:Microsoft-Windows-WinINet-Config/ProxyConfigChanged"],
    "windows/security": ["WinEventLog:Security"],
    "windows/security-mitigations": ["WinEventLog:Microsoft-Windows-Security-Mitigations/KernelMode"],
    "windows/sense": ["WinEventLog:Microsoft-Windows-SENSE/Operational"],
    "windows/servicebus-client": ["WinEventLog:Microsoft-ServiceBus-Client"],
    "windows/setup": ["WinEventLog:Setup"],
    "windows/shell-core": ["WinEventLog:Microsoft-Windows-Shell-Core"],
    "windows/smbclient-connectivity": ["WinEventLog:Microsoft-Windows-SMBClient/Connectivity"],
    "windows/smbclient-security": ["WinEventLog:Microsoft-Windows-SMBClient/Security"],
    "windows/smbserver-connectivity": ["WinEventLog:Microsoft-Windows-SMBServer/Connectivity"],
    "windows/sysmon": ["WinEventLog:Sysmon"],
    "windows/system": ["WinEventLog:System"],
    "windows/taskscheduler": ["WinEventLog:TaskScheduler"],
    "windows/terminalservices-localsessionmanager": ["WinEventLog:Microsoft-Windows-TerminalServices-LocalSessionManager/Operational"],
    "windows/vhdmp": ["WinEventLog:Microsoft-Windows-VHDMP/Operational"],
    "windows/windefend": ["WinEventLog:Microsoft-Windows-Windows Defender/Operational"],
    "windows/winrm": ["WinEventLog:WinRM"],
    "windows/wmi": ["WinEventLog:WMI"],
    "mssql/application": ["WinEventLog:Application"],
    "rpc_firewall/application": ["WinEventLog:RPCFW"],
    "linux/auditd": ["auditd:SYSCALL"],
    "linux/auth": ["linux:auth"],
    "linux/cron": ["linux:cron"],
    "linux/sshd": ["linux:auth"],
    "linux/sudo": ["linux:auth"],
    "linux/clamav": ["linux:syslog"],
    "linux/guacamole": ["linux:syslog"],
    "linux/syslog": ["linux:syslog"],
    "linux/vsftpd": ["linux:syslog"],
    "linux/sysmon": ["linux:Sysmon"],
    "aws/cloudtrail": ["AWS:CloudTrail"],
    "azure/activitylogs": ["azure:activity"],
    "azure/auditlogs": ["azure:audit"],
    "azure/office365": ["m365:unified"],
    "azure/signinlogs": ["azure:signinlogs"],
    "m365/audit": ["m365:unified"],
    "m365/exchange": ["m365:exchange"],
    "m365/threat_detection": ["m365:defender"],
    "m365/threat_management": ["m365:defender"],
    "gcp/gcp.audit": ["gcp:audit"],
    "gcp/google_workspace.admin": ["saas:googleworkspace"],
    "gcp/google_workspace.login": ["saas:googleworkspace"],
    "okta/okta": ["saas:okta"],
    "github/audit": ["saas:github"],
    "kubernetes/audit": ["kubernetes:audit"],
    "cisco/aaa": ["networkdevice:cli"],
    "cisco/bgp": ["networkdevice:syslog"],
    "cisco/ldp": ["networkdevice:syslog"],
    "cisco/syslog": ["networkdevice:syslog"],
    "huawei/bgp": ["networkdevice:syslog"],
    "huawei/ldp": ["networkdevice:syslog"],
    "juniper/bgp": ["networkdevice:syslog"],
    "juniper/ldp": ["networkdevice:syslog"],
    "fortigate/event": ["networkdevice:Firewall"],
    "fortios/sslvpnd": ["networkdevice:Firewall"],
    "paloalto/globalprotect": ["networkdevice:Firewall"],
  }),
);

/** Categories and services that name the events themselves. Key: product/category, or the category alone when any product will do. */
const EVENTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "windows/process_creation": ["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"],
    "windows/file_change": ["WinEventLog:Sysmon/2"],
    "windows/network_connection": ["WinEventLog:Sysmon/3"],
    "windows/sysmon_status": ["WinEventLog:Sysmon/4", "WinEventLog:Sysmon/16"],
    "windows/process_termination": ["WinEventLog:Sysmon/5"],
    "windows/driver_load": ["WinEventLog:Sysmon/6"],
    "windows/image_load": ["WinEventLog:Sysmon/7"],
    "windows/image_loaded": ["WinEventLog:Sysmon/7"],
    "windows/create_remote_thread": ["WinEventLog:Sysmon/8"],
    "windows/raw_access_thread": ["WinEventLog:Sysmon/9"],
    "windows/process_access": ["WinEventLog:Sysmon/10"],
    "windows/file_creation": ["WinEventLog:Sysmon/11"],
    "windows/file_event": ["WinEventLog:Sysmon/11"],
    "windows/registry_add": ["WinEventLog:Sysmon/12", "WinEventLog:Security/4657"],
    "windows/registry_delete": ["WinEventLog:Sysmon/12"],
    "windows/registry_set": ["WinEventLog:Sysmon/13", "WinEventLog:Security/4657"],
    "windows/registry_rename": ["WinEventLog:Sysmon/14"],
    "windows/registry_event": ["WinEventLog:Sysmon/12", "WinEventLog:Sysmon/13", "WinEventLog:Sysmon/14", "WinEventLog:Security/4657"],
    "windows/create_stream_hash": ["WinEventLog:Sysmon/15"],
    "windows/pipe_created": ["WinEventLog:Sysmon/17", "WinEventLog:Sysmon/18"],
    "windows/wmi_event": ["WinEventLog:Sysmon/19", "WinEventLog:Sysmon/20", "WinEventLog:Sysmon/21"],
    "windows/dns_query": ["WinEventLog:Sysmon/22"],
    "windows/file_delete": ["WinEventLog:Sysmon/23", "WinEventLog:Sysmon/26"],
    "windows/clipboard_capture": ["WinEventLog:Sysmon/24"],
    "windows/process_tampering": ["WinEventLog:Sysmon/25"],
    "windows/file_delete_detected": ["WinEventLog:Sysmon/26"],
    "windows/file_block_executable": ["WinEventLog:Sysmon/27"],
    "windows/file_block_shredding": ["WinEventLog:Sysmon/28"],
    "windows/file_executable_detected": ["WinEventLog:Sysmon/29"],
    "windows/sysmon_error": ["WinEventLog:Sysmon/255"],
    "windows/file_access": ["etw:Microsoft-Windows-Kernel-File"],
    "windows/file_rename": ["etw:Microsoft-Windows-Kernel-File"],
    "windows/ps_classic_start": ["WinEventLog:PowerShell/400"],
    "windows/ps_classic_provider_start": ["WinEventLog:PowerShell/600"],
    "windows/ps_classic_script": ["WinEventLog:PowerShell/800"],
    "windows/ps_module": ["WinEventLog:PowerShell/4103"],
    "windows/ps_script": ["WinEventLog:PowerShell/4104"],
    "windows/rdp": [
      "WinEventLog:Microsoft-Windows-TerminalServices-LocalSessionManager/Operational/21",
      "WinEventLog:Microsoft-Windows-TerminalServices-LocalSessionManager/Operational/24",
      "WinEventLog:Microsoft-Windows-TerminalServices-LocalSessionManager/Operational/25",
      "WinEventLog:Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational/1149",
      "WinEventLog:Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational/20503",
      "WinEventLog:Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational/20504",
      "WinEventLog:Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational/20508",
      "WinEventLog:Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational/131",
      "WinEventLog:Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational/148",
    ],
    "linux/process_creation": ["auditd:SYSCALL/execve", "linux:Sysmon/1"],
    "linux/network_connection": ["auditd:SYSCALL/connect", "linux:Sysmon/3"],
    "linux/file_create": ["auditd:SYSCALL/creat", "linux:Sysmon/11"],
    "linux/file_event": ["auditd:SYSCALL/creat", "linux:Sysmon/11"],
    "macos/process_creation": ["macos:endpointsecurity/ES_EVENT_TYPE_NOTIFY_EXEC", "macos:unifiedlog"],
    "macos/file_event": ["macos:endpointsecurity/ES_EVENT_TYPE_NOTIFY_CREATE", "macos:unifiedlog"],
    "zeek/conn": ["NSM:Flow/conn.log"],
    "zeek/dce_rpc": ["NSM:Flow/dce_rpc.log"],
    "zeek/dns": ["NSM:Flow/dns.log"],
    "zeek/http": ["NSM:Flow/http.log"],
    "zeek/kerberos": ["NSM:Flow/kerberos.log"],
    "zeek/rdp": ["NSM:Flow/rdp.log"],
    "zeek/smb_files": ["NSM:Flow/smb_files.log"],
    "zeek/x509": ["NSM:Flow/x509.log"],
    "network/connection": ["NSM:Flow/conn.log"],
    "network/dns": ["NSM:Flow/dns.log"],
    antivirus: ["EDR:detection"],
    dns: ["dns:query", "NSM:Flow/dns.log"],
    firewall: ["NSM:Firewall", "NSM:Flow/conn.log"],
    netflow: ["NetFlow:Flow"],
    proxy: ["WebProxy:AccessLogs", "NSM:Flow/http.log"],
    webserver: ["ApplicationLog:WebServer", "NSM:Flow/http.log"],
  }),
);

/** Record types of the audit log (EXECVE, PATH) are logs of their own in ATT&CK; anything else named there is a system call. */
const AUDIT_RECORD_TYPE = /^[A-Z][A-Z0-9_]+$/;

/**
 * The events that a Sigma rule reads, each once. `eventCodes`: the values that the rule selects with event.code; for logs that name
 * their events, also those of event.action (cloud), auditd.message_type and auditd.data.syscall. A log without codes is the log itself.
 */
export function sigmaEvents(logSource: LogSource, eventCodes: readonly string[]): readonly string[] {
  const product = names(logSource.product)[0] ?? "";
  const categories = names(logSource.category);
  const services = names(logSource.service);
  const places = [...services, ...categories].map((name) => `${product}/${name}`);
  const scoped = product === "" && categories[0] !== undefined ? services.map((service) => `${categories[0]}/${service}`) : [];
  const logs = places.flatMap((place) => LOGS.get(place) ?? []);
  const events = [...scoped, ...places, ...categories, ...services].flatMap((place) => EVENTS.get(place) ?? []);
  if (logs.length > 0) return distinct(codedEvents(logs, eventCodes));
  if (events.length > 0) return distinct(selectedEvents(events, eventCodes));
  const unnamed = [product, services[0] ?? categories[0] ?? ""].filter((part) => part !== "").join(":");
  return distinct(unnamed === "" || unnamed === "windows" ? eventCodes.flatMap(windowsHomes) : codedEvents([unnamed], eventCodes));
}

/** Every code in every log; of several logs only those that are known to have the code, where any is. */
function codedEvents(logs: readonly string[], eventCodes: readonly string[]): readonly string[] {
  const codes = eventCodes.filter((code) => code !== "" && (!logs.some(isWindows) || isNumber(code)));
  if (codes.length === 0) return logs;
  return codes.flatMap((code) => {
    const events = logs.map((log) => (log === "auditd:SYSCALL" && AUDIT_RECORD_TYPE.test(code) ? `auditd:${code}` : `${log}/${code}`));
    const known = events.filter((event) => eventNames.has(event));
    return known.length > 0 ? known : events;
  });
}

/** Those of a category's events that the rule's codes leave; codes that are none of them speak of their own Windows logs. */
function selectedEvents(events: readonly string[], eventCodes: readonly string[]): readonly string[] {
  const selected = events.filter((event) => eventCodes.some((code) => event.endsWith(`/${code}`)));
  if (selected.length > 0) return selected;
  const elsewhere = events.some(isWindows) ? eventCodes.flatMap(windowsHomes) : [];
  return elsewhere.length > 0 ? elsewhere : events;
}

/** The Windows events that have this code, as far as they have names. */
function windowsHomes(code: string): readonly string[] {
  return isNumber(code) ? [...eventNames.keys()].filter((event) => isWindows(event) && event.endsWith(`/${code}`)) : [];
}

const isWindows = (log: string): boolean => log.startsWith("WinEventLog:");
const isNumber = (code: string): boolean => /^\d+$/.test(code);

/** Sigma writes one name a key; some rules write several. */
function names(key: string | null): readonly string[] {
  return (key ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

const distinct = (events: readonly string[]): readonly string[] => [...new Set(events)];
