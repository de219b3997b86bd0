/**
 * What the tags, integrations and folders of Elastic's rules say of the platform.
 * Authority: the expected tags of https://github.com/elastic/detection-rules/blob/main/detection_rules/schemas/definitions.py and the
 * integrations of https://www.elastic.co/docs/reference/integrations. Agents that run on every system (endpoint, crowdstrike) say nothing.
 */
import type { PlatformRule } from "./platforms.ts";

/** Tested on each tag, on `integration:` with each integration, and on `folder:` with the path. */
export const elasticPlatformRules: readonly PlatformRule[] = [
  [
    /^(OS: )?Windows$|^Data Source: (Windows|PowerShell Logs|Sysmon$|Active Directory)|^integration:(windows|iis)$|^folder:.*\/windows\//i,
    "windows",
  ],
  [/^(OS: )?Linux$|^Data Source: (Auditd Manager|Linux Sysmon)|^integration:(auditd_manager|sysmon_linux)$|^folder:.*\/linux\//i, "linux"],
  [/^(OS: )?macOS$|^Data Source: Jamf|^integration:jamf_protect$|^folder:.*\/macos\//i, "macos"],
  [/^AWS$|^Data Source: (AWS|Amazon)|^integration:aws/i, "aws"],
  [
    /^Azure$|^Data Source: (Azure|Microsoft Azure|(Microsoft )?Entra ID|Microsoft Graph)|^integration:(azure|entityanalytics_entra_id)/i,
    "azure",
  ],
  [/^GCP$|^Data Source: (GCP|Google Cloud Platform)|^integration:gcp$/i, "gcp"],
  [/^Microsoft 365$|^Data Source: Microsoft 365|^integration:(o365|microsoft_exchange_online_message_trace)$/i, "m365"],
  [/^Google Workspace$|^Data Source: Google Workspace|^integration:google_workspace$/i, "google_workspace"],
  [/^Okta$|^Data Source: Okta|^integration:okta$/i, "okta", "identity"],
  [/^Data Source: Github|^integration:github$/i, "github"],
  [/^Domain: Kubernetes|^Data Source: Kubernetes|^integration:kubernetes$/i, "kubernetes"],
  [/^Domain: Container|^Data Source: Elastic Defend for Containers|^integration:cloud_defend$/i, "containers"],
  [/^Domain: (Identity|IAM)|^Identity and Access$|^Data Source: CyberArk|^integration:cyberarkpas$/i, "identity"],
  [
    /^Domain: Network|^Network$|^integration:(network_traffic|panw|fortinet_fortigate|zeek|pfsense|suricata|corelight|sonicwall_firewall|cisco_ftd)$/i,
    "network",
  ],
  [/^Domain: Web$|^integration:(nginx|apache|apache_tomcat|iis|traefik|apm)$/i, "web"],
  [/^Domain: Email$|^integration:checkpoint_email$/i, "email"],
  [/^Domain: SaaS$/i, "saas"],
];
