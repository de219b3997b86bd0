/**
 * Where a pipe's events come from, in the words of this folder: names as written, and the families of logs that they belong to, which
 * field and event tables are keyed by. Authorities: Splunk CIM data models, the sourcetypes of Splunk's add-ons, ESCU data sources.
 */
import type { LogSource } from "../language.ts";

/** Families by the names that show them; a name may show several. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^sysmon for linux|linux-sysmon/, "linux-sysmon"],
  [/^sysmon eventid|microsoft-windows-sysmon|^macro:(?:sysmon|get_endpoint_data_sysmon)$|^windows sysmon$/, "sysmon"],
  [
    /^windows (?:event log )?security|(?:xml)?wineventlog:security|^eventtype:wineventlog_security|^macro:wineventlog_security$/,
    "wineventlog:security",
  ],
  [/^windows event log system|wineventlog:system|^eventtype:wineventlog_system|^macro:wineventlog_system$/, "wineventlog:system"],
  [/^windows event log application|wineventlog:application|^macro:wineventlog_application$/, "wineventlog:application"],
  [/^macro:get_endpoint_data_(?:winevent|windows)$|^windows event logs$|^(?:sourcetype|index):(?:xml)?wineventlog$/, "wineventlog"],
  [/^powershell (?:script|logs)|windows-powershell|^macro:(?:powershell|get_endpoint_data_powershell)$/, "powershell"],
  [/^windows (?:event log )?defender|windows defender|^macro:ms_defender$/, "defender"],
  [/taskscheduler/, "taskscheduler"],
  [/wmi-activity|^macro:wmi$/, "wmi"],
  [/ntlm operational|windows-ntlm|^macro:ntlm_audit$/, "ntlm"],
  [/remoteconnectionmanager/, "remoteconnectionmanager"],
  [/printservice/, "printservice"],
  [/capi2/, "capi2"],
  [/certificateservices/, "certificateservices"],
  [/applocker/, "applocker"],
  [/crowdstrike|^macro:get_endpoint_data_edr$|^edr logs$/, "edr"],
  [/^linux auditd|linux:audit|^macro:linux_auditd|^linux audit logs$|^macro:get_endpoint_data_unix$/, "auditd"],
  [/aws:cloudtrail|^aws cloudtrail|^macro:(?:cloudtrail|amazon_security_lake|get_cloud_data_(?:aws|iam))$/, "cloudtrail"],
  [/aws:s3:accesslogs|^macro:(?:aws_)?s3_accesslogs$/, "s3"],
  [/azure:monitor:aad|^azure active directory|^macro:azure_monitor_aad$/, "azure_ad"],
  [/azure:audit|^azure a(?:udit|ctivity)|^macro:(?:azure_audit|get_cloud_data_azure)$/, "azure_activity"],
  [/o365:|^o365|^office 365|^macro:(?:o365_\w+|get_cloud_data_o365)$/, "o365"],
  [/google:gcp|^gcp |^macro:(?:google_gcp\w*|get_cloud_data_gcp)$/, "gcp"],
  [/^g suite|^google workspace|gws:|gsuite|^macro:(?:gws_\w+|gsuite_\w+)$/, "google_workspace"],
  [/okta/, "okta"],
  [/^file:slack$/, "slack"],
  [/auth0/, "auth0"],
  [/^kubernetes|kube|^macro:aws_cloudwatchlogs_eks$|cloudwatchlogs:eks/, "kubernetes"],
  [/^github|aws:firehose:json/, "github"],
  [/circleci/, "circleci"],
  [/stream:http|^splunk stream http|^macro:stream_http$/, "stream_http"],
  [/stream:tcp|stream:ip/, "stream_tcp"],
  [/stream:dns/, "stream_dns"],
  [/zeek|^bro$/, "zeek"],
  [/pan:|palo alto/, "palo_alto"],
  [/cisco(?!.*(?:isovalent|ai.defense|visibility|duo))/, "cisco"],
  [/vpcflow/, "vpcflow"],
  [/esxi|^vmware/, "esxi"],
  [/osquery/, "osquery"],
  [/^macro:get_web_data|^web (?:proxy|logs|application)|nginx|access_combined|apache:access/, "web"],
  [/ms:iis|^sourcetype:iis$|mswindows:iis|^macro:(?:exchange|windows_exchange_iis)$|^windows iis$/, "iis"],
  [/^macro:get_email_data/, "email"],
  [/^macro:get_network_data|^network device/, "network_traffic"],
  [/appxdeployment/, "appxdeployment"],
  [/appxpackaging/, "appxpackaging"],
  [/rdpclient|^macro:wineventlog_rdp$/, "rdpclient"],
  [/^datamodel:.*processes/, "processes"],
  [/^datamodel:.*filesystem/, "filesystem"],
  [/^datamodel:.*registry/, "registry"],
  [/^datamodel:.*services/, "services"],
  [/^datamodel:.*ports/, "ports"],
  [/^datamodel:"?network_traffic/, "network_traffic"],
  [/^datamodel:"?network_resolution/, "dns"],
  [/^datamodel:"?network_sessions/, "network_sessions"],
  [/^datamodel:"?web/, "web"],
  [/^datamodel:"?authentication/, "authentication"],
  [/^datamodel:"?change/, "change"],
  [/^datamodel:"?email/, "email"],
  [/^datamodel:"?risk/, "risk"],
  [/^datamodel:"?updates/, "updates"],
  [/^datamodel:"?certificates/, "certificates"],
  [/^datamodel:"?malware/, "malware"],
  [/^datamodel:"?intrusion_detection/, "intrusion_detection"],
  [/^datamodel:"?vulnerabilities/, "vulnerabilities"],
];

const maximumKnown = 5_000;
/** The rules of a catalog name few sources, over and over. */
const known = new Map<string, readonly string[]>();

function familiesOf(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  const found = families.flatMap(([pattern, family]) => (pattern.test(name) ? [family] : []));
  if (known.size >= maximumKnown) known.clear();
  known.set(name, found);
  return found;
}

/** Makes the log source of some names; families stand behind the names. */
export function logSourceOf(names: readonly string[]): LogSource {
  const distinct = [...new Set(names)];
  const found = new Set<string>();
  for (const name of distinct) for (const family of familiesOf(name.toLowerCase())) found.add(family);
  return { product: null, category: null, service: null, names: [...distinct, ...found] };
}
