/**
 * Macros whose meaning is known without their definition: those that do nothing to the logic, and those that only say where events come
 * from. Authority: https://github.com/splunk/security_content/wiki (ESCU), https://github.com/anvilogic-forge/armory (Forge),
 * https://docs.splunk.com/Documentation/CIM/latest/User/Overview (Enterprise Security).
 */

/** What a call does when it is not expanded. */
export type KnownMacro = "nothing" | "source" | "group";

const nothing = new Set([
  "comment",
  "ctime",
  "drop_dm_object_name",
  "security_content_ctime",
  "security_content_summariesonly",
  "summariesonly",
  "add_fields_eoi",
  "add_enrichment_rule",
  "hec_collect",
  "ut_parse",
  "ut_parse_extended",
  "ut_parse_simple",
  "ut_shannon",
]);

/** Every rule's last macro, where a site adds its own exceptions, and the Forge's data macros (`get_endpoint_data_sysmon`). */
const patterns: readonly (readonly [RegExp, KnownMacro])[] = [
  [/_filter$/i, "nothing"],
  [/^get_\w+_data(?:_\w+)?$/i, "source"],
  [/^group_events$/i, "group"],
];

/** ESCU's macros that name a source of events, for rules read without their source's macro files. */
const sources = new Set(
  (
    "admon amazon_security_lake applocker aws_cloudwatchlogs_eks aws_config aws_description aws_s3_accesslogs aws_securityhub_finding azure_audit " +
    "azure_monitor_aad azuread capi2_operational certificateservices_lifecycle circleci cisco_networks cloudtrail cloudwatch_eks cloudwatch_vpc " +
    "cloudwatchlogs_vpcflow crowdstrike_identities crowdstrike_stream crushftp driverinventory exchange f5_bigip_rogue github google_gcp_pubnet_message " +
    "google_gcp_pubsub_message gsuite_calendar gsuite_drive gsuite_gmail gws_reports_admin gws_reports_login iis_get_webglobalmodule " +
    "iis_operational_logs ivanti_vtm_audit kube_audit kube_container_falco kube_objects_events kubernetes_azure kubernetes_container_controller " +
    "kubernetes_metrics linux_auditd linux_hosts moveit_sftp_logs ms_defender msexchange_management netbackup nginx_access_logs ntlm_audit " +
    "o365_graph o365_management_activity okta osquery_macro osquery_process papercutng pingid powershell printservice remoteconnectionmanager " +
    "risk_index s3_accesslogs stream_dns stream_http stream_tcp subjectinterfacepackage suricata sysmon wineventlog_application wineventlog_security " +
    "wineventlog_system wineventlog_task_scheduler wmi zeek_rpc zeek_ssl zeek_x509 zscaler_proxy " +
    "appdynamics_security audit_searches audittrail aws_bedrock_claude azure azure_monitor_activity bro cisco_ai_defense cisco_asa cisco_duo_activity " +
    "cisco_duo_administrator cisco_ios cisco_isovalent cisco_isovalent_process_connect cisco_isovalent_process_exec " +
    "cisco_network_visibility_module_flowdata cisco_sd_wan_service_proxy_access cisco_sd_wan_syslog cisco_secure_access_dns " +
    "cisco_secure_access_proxy cisco_secure_access_ravpn cisco_secure_firewall esxi_syslog github_enterprise github_organizations " +
    "m365_copilot_graph_api m365_exported_ediscovery_prompt_logs mcp_server ms365_defender_incident_alerts ollama_server splunk_python splunkd " +
    "splunkd_ui splunkd_web splunkd_webs splunkd_webx splunkda stream_ip windows_exchange_iis wineventlog_appxdeploymentserver " +
    "wineventlog_appxpackaging wineventlog_rdp zoom_index"
  ).split(" "),
);

/** True for a macro that only says where events come from, when its definition is not at hand. */
export function isSourceMacro(name: string): boolean {
  return sources.has(name.toLowerCase());
}

/** What a macro is known to do, or null: then its definition decides. */
export function knownMacro(name: string): KnownMacro | null {
  if (nothing.has(name.toLowerCase())) return "nothing";
  return patterns.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
