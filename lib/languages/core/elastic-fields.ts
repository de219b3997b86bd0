/**
 * Elastic's field names that are not canonical yet: its fields are ECS fields, save Windows event data that ECS has a field for, and
 * older names of the same thing. Shared by EQL, kuery, ES|QL and Lucene.
 * https://www.elastic.co/docs/reference/beats/winlogbeat, https://www.elastic.co/docs/reference/ecs
 */
import type { FieldRow } from "../language.ts";

const WINLOGBEAT_SECURITY = "Winlogbeat Security module";
const WINLOGBEAT_SYSMON = "Winlogbeat Sysmon module";
const WINLOGBEAT_POWERSHELL = "Winlogbeat PowerShell module";
const ECS_CASELESS = "ECS multi-field of the same value (Elastic Defend schema)";

const WINDOWS: readonly (readonly [raw: string, canonical: string, authority: string, eventCode?: string])[] = [
  ["SubjectUserName", "user.name", WINLOGBEAT_SECURITY],
  ["SubjectUserSid", "user.id", WINLOGBEAT_SECURITY],
  ["SubjectDomainName", "user.domain", WINLOGBEAT_SECURITY],
  ["SubjectLogonId", "winlog.logon.id", WINLOGBEAT_SECURITY],
  ["TargetUserName", "user.target.name", WINLOGBEAT_SECURITY],
  ["TargetUserName", "user.name", WINLOGBEAT_SECURITY, "4624"],
  ["TargetUserName", "user.name", WINLOGBEAT_SECURITY, "4625"],
  ["TargetUserName", "user.effective.name", WINLOGBEAT_SECURITY, "4648"],
  ["TargetUserName", "user.name", WINLOGBEAT_SECURITY, "4768"],
  ["TargetUserName", "user.name", WINLOGBEAT_SECURITY, "4769"],
  ["TargetUserName", "group.name", WINLOGBEAT_SECURITY, "4728"],
  ["TargetUserName", "group.name", WINLOGBEAT_SECURITY, "4732"],
  ["TargetUserName", "group.name", WINLOGBEAT_SECURITY, "4756"],
  ["TargetSid", "user.target.id", WINLOGBEAT_SECURITY],
  ["TargetSid", "group.id", WINLOGBEAT_SECURITY, "4728"],
  ["TargetSid", "group.id", WINLOGBEAT_SECURITY, "4732"],
  ["TargetUserSid", "user.target.id", WINLOGBEAT_SECURITY],
  ["TargetUserSid", "user.id", WINLOGBEAT_SECURITY, "4624"],
  ["TargetUserSid", "user.id", WINLOGBEAT_SECURITY, "4625"],
  ["TargetLogonId", "winlog.logon.id", WINLOGBEAT_SECURITY],
  ["IpAddress", "source.ip", WINLOGBEAT_SECURITY],
  ["IpPort", "source.port", WINLOGBEAT_SECURITY],
  ["ServiceName", "service.name", WINLOGBEAT_SECURITY],
  ["NewProcessName", "process.executable", WINLOGBEAT_SECURITY],
  ["ProcessName", "process.executable", WINLOGBEAT_SECURITY],
  ["CallerProcessName", "process.executable", WINLOGBEAT_SECURITY],
  ["ParentProcessName", "process.parent.executable", WINLOGBEAT_SECURITY],
  ["Image", "process.executable", WINLOGBEAT_SYSMON],
  ["CommandLine", "process.command_line", WINLOGBEAT_SYSMON],
  ["ParentImage", "process.parent.executable", WINLOGBEAT_SYSMON],
  ["ParentCommandLine", "process.parent.command_line", WINLOGBEAT_SYSMON],
  ["ParentProcessId", "process.parent.pid", WINLOGBEAT_SYSMON],
  ["CurrentDirectory", "process.working_directory", WINLOGBEAT_SYSMON],
  ["OriginalFileName", "process.pe.original_file_name", WINLOGBEAT_SYSMON],
  ["ImageLoaded", "dll.path", WINLOGBEAT_SYSMON],
  ["TargetImage", "target.process.executable", WINLOGBEAT_SYSMON],
  ["TargetProcessGUID", "target.process.entity_id", WINLOGBEAT_SYSMON],
  ["TargetFilename", "file.path", WINLOGBEAT_SYSMON],
  ["TargetObject", "registry.path", WINLOGBEAT_SYSMON],
  ["Details", "registry.data.strings", WINLOGBEAT_SYSMON],
  ["QueryName", "dns.question.name", WINLOGBEAT_SYSMON],
  ["DestinationIp", "destination.ip", WINLOGBEAT_SYSMON],
  ["DestinationPort", "destination.port", WINLOGBEAT_SYSMON],
  ["SourceIp", "source.ip", WINLOGBEAT_SYSMON],
  ["SourcePort", "source.port", WINLOGBEAT_SYSMON],
  ["ScriptBlockText", "powershell.file.script_block_text", WINLOGBEAT_POWERSHELL],
];

/** Variants of ECS fields that hold the same value, for matching without case or by words. */
const CASELESS: readonly string[] = [
  "process.name",
  "process.executable",
  "process.command_line",
  "process.parent.name",
  "process.parent.executable",
  "process.parent.command_line",
  "process.working_directory",
  "process.pe.original_file_name",
  "file.name",
  "file.path",
  "dll.name",
  "dll.path",
  "registry.path",
  "registry.value",
  "user.name",
];

const AKS = "Azure Kubernetes Service: the kube-audit log is the Kubernetes audit event";
const FILEBEAT_7 = "Filebeat 7 name of the ECS field";
const FILEBEAT_GCP = "Filebeat GCP audit module";
const KIBANA_7 = "Kibana 7 name of the alert's field";

/** Other names of the same thing. */
const OTHER_NAMES: readonly (readonly [raw: string, canonical: string, authority: string])[] = [
  ["winlog.event_id", "event.code", "Winlogbeat fields"],
  ...["verb", "stage", "objectRef.resource", "objectRef.subresource", "objectRef.name", "objectRef.namespace", "user.username"].map(
    (name) => [`azure.platformlogs.properties.log.${name}`, `kubernetes.audit.${name}`, AKS] as const,
  ),
  ["azure.platformlogs.properties.log.responseStatus.code", "kubernetes.audit.responseStatus.code", AKS],
  ["azure.platformlogs.properties.log.requestURI", "kubernetes.audit.requestURI", AKS],
  ["gcp.audit.authentication_info.principal_email", "client.user.email", FILEBEAT_GCP],
  ["threatintel.indicator.ip", "threat.indicator.ip", FILEBEAT_7],
  ["threatintel.indicator.url.full", "threat.indicator.url.full", FILEBEAT_7],
  ["threatintel.indicator.file.pe.imphash", "threat.indicator.file.pe.imphash", FILEBEAT_7],
  ["threatintel.indicator.registry.path", "threat.indicator.registry.path", FILEBEAT_7],
  ["signal.rule.name", "kibana.alert.rule.name", KIBANA_7],
  ["signal.rule.threat.tactic.name", "kibana.alert.rule.threat.tactic.name", KIBANA_7],
  ["Target.process.name", "target.process.name", "Elastic Defend API events"],
  ["Target.process.executable", "target.process.executable", "Elastic Defend API events"],
  ["Target.process.entity_id", "target.process.entity_id", "Elastic Defend API events"],
];

export const elasticFields: readonly FieldRow[] = [
  ...WINDOWS.map(([raw, canonical, authority, eventCode]): FieldRow => {
    const row = { raw: `winlog.event_data.${raw}`, canonical, authority };
    return eventCode === undefined ? row : { ...row, where: { eventCode } };
  }),
  ...CASELESS.flatMap((canonical): readonly FieldRow[] => [
    { raw: `${canonical}.caseless`, canonical, authority: ECS_CASELESS },
    { raw: `${canonical}.text`, canonical, authority: ECS_CASELESS },
  ]),
  ...OTHER_NAMES.map(([raw, canonical, authority]): FieldRow => ({ raw, canonical, authority })),
];
