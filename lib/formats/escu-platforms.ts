/**
 * What the data sources and asset types of Splunk's rules say of the platform.
 * Authority: https://github.com/splunk/security_content/tree/develop/data_sources (names) and the values of tags.asset_type.
 */
import type { PlatformRule } from "./platforms.ts";

/** Tested on each data source name and the asset type. `CrowdStrike ProcessRollup2` and `osquery` exist on every system: no platform. */
export const escuPlatformRules: readonly PlatformRule[] = [
  [/^Sysmon (?!for Linux)|Windows|Powershell|^NTLM|^CertificateServices|Active Directory Admon|\bIIS\b|Exchange Admin/i, "windows"],
  [/Linux|Auditd/i, "linux"],
  [/mac ?os/i, "macos"],
  [/\b(ASL )?AWS\b|^Amazon|^EC2|S3 Bucket/i, "aws"],
  [/^Azure|Entra/i, "azure"],
  [/Azure Active Directory|Entra/i, "identity"],
  [/O(ffice )?365|^MS365|^M365/i, "m365"],
  [/^Google Cloud|\bGCP\b/i, "gcp"],
  [/Google Workspace|^G ?Suite|GDrive/i, "google_workspace"],
  [/Kubernetes|\bEKS\b|\bGKE\b|\bAKS\b|Isovalent/i, "kubernetes"],
  [/Container|Docker/i, "containers"],
  [/GitHub/i, "github"],
  [/Okta/i, "okta", "identity"],
  [/PingID|Cisco Duo|CyberArk/i, "identity"],
  [/CircleCI|Crushftp|Ivanti|Splunk$|Slack|Zoom/i, "saas"],
  [/Palo Alto|Cisco (?!Duo|Isovalent)|Splunk Stream|Suricata|Zeek|\bBro\b|F5|VPCflow|^Network|DNS Server|Fortinet|Citrix/i, "network"],
  [/Nginx|Web Server|Web Application|Splunk Stream HTTP|Apache|Tomcat/i, "web"],
  [/Gmail|Email|Exchange/i, "email"],
];
