/**
 * Tables that Kusto rules read, and the platform that each speaks of. Device* tables come from every system that Defender runs on, and
 * alert, indicator and entity tables from everywhere: no platform. Authority: https://learn.microsoft.com/azure/azure-monitor/reference/tables-index
 * and https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables
 */
import type { PlatformId } from "./platforms.ts";

/** One line a group: the platforms, and the tables that mean them. */
const groups: readonly (readonly [platforms: readonly PlatformId[], tables: string])[] = [
  // The registry, the Windows logs and the domain controllers behind Defender for Identity exist on Windows only.
  [["windows"], "DeviceRegistryEvents SecurityEvent WindowsEvent WindowsFirewall Sysmon ADReplicationResult ASimRegistryEventLogs"],
  [["windows", "identity"], "IdentityQueryEvents IdentityDirectoryEvents"],
  [["identity"], "IdentityLogonEvents IdentityInfo IdentityAccountInfo IdentityEvents"],
  [["linux"], "Syslog LinuxAuditLog AuditLog_CL"],
  [["web", "windows"], "W3CIISLog"],
  [
    ["azure", "identity"],
    "SigninLogs AuditLogs AADSignInEventsBeta AADSpnSignInEventsBeta EntraIdSignInEvents EntraIdSpnSignInEvents AADNonInteractiveUserSignInLogs",
  ],
  [
    ["azure", "identity"],
    "AADServicePrincipalSignInLogs AADManagedIdentitySignInLogs AADProvisioningLogs AADRiskyUsers AADUserRiskEvents AADRiskyServicePrincipals",
  ],
  [
    ["azure", "identity"],
    "AADServicePrincipalRiskEvents AADDomainServicesAccountLogon ADFSSignInLogs NetworkAccessTraffic EntraUsers EntraGroups EntraGroupMemberships",
  ],
  [
    ["azure"],
    "AzureActivity AzureDiagnostics AzureMetrics AzureDevOpsAuditing ADOAuditLogs_CL AzureNetworkAnalytics_CL StorageBlobLogs StorageFileLogs",
  ],
  [
    ["azure"],
    "StorageQueueLogs StorageTableLogs KeyVaultData ApiManagementGatewayLogs AppServiceHTTPLogs AppServiceConsoleLogs AZFWApplicationRule AZFWNetworkRule",
  ],
  [
    ["azure"],
    "AZKVAuditLogs AZKVPolicyEvaluationDetailsLogs AzureBackup LAQueryLogs SentinelAudit SentinelHealth MicrosoftAzureBastionAuditLogs",
  ],
  [
    ["azure"],
    "Resources ResourceContainers ResourceChanges SecurityResources AdvisorResources resources resourcecontainers resourcechanges resourcecontainerchanges",
  ],
  [["azure"], "securityresources advisorresources authorizationresources policyresources AuthorizationResources"],
  [["azure", "m365"], "MicrosoftGraphActivityLogs GraphAPIAuditEvents"],
  [["azure", "kubernetes"], "AKSAudit AKSAuditAdmin AKSControlPlane KubeEvents KubePodInventory KubeServices"],
  [["containers"], "ContainerLog ContainerLogV2 ContainerInventory ContainerImageInventory"],
  [
    ["aws"],
    "AWSCloudTrail AWSGuardDuty AWSVPCFlow AWSCloudWatch AWSS3ServerAccess AwsBucketAPILogs_CL AWSS3BucketAPILogParsed AWSSecurityHubFindings AWSWAF",
  ],
  [["gcp"], "GCPAuditLogs GCPCloudSQL GCPDNS GCPFirewallLogs GCP_IAM_CL GCPIAM GoogleCloudSCC"],
  [
    ["m365"],
    "OfficeActivity CloudAppEvents TeamsData TeamsCallLog PowerAppsActivity PowerPlatformAdminActivity PowerBIActivity ProjectActivity DataverseActivity",
  ],
  [
    ["m365"],
    "Dynamics365Activity MicrosoftPurviewInformationProtection OAuthAppInfo McasShadowItReporting CopilotActivity CampaignInfo MessageEvents",
  ],
  [["m365", "email"], "EmailEvents EmailAttachmentInfo EmailUrlInfo EmailPostDeliveryEvents UrlClickEvents ExchangeAdminAuditLogs"],
  [["email"], "ProofPointTAPMessagesDelivered_CL ProofPointTAPClicksPermitted_CL ProofpointPOD MimecastSIEM_CL"],
  [["github"], "GitHubAudit GitHubAuditLogPolling_CL GitHubAuditData GitHubRepo GitHubScanAudit GithubRepo"],
  [["okta", "identity"], "Okta_CL OktaSSO OktaV2_CL OktaSystemLogs"],
  [["google_workspace"], "GWorkspaceActivityReports GWorkspace_ReportsAPI_admin_CL GWorkspace_ReportsAPI_login_CL"],
  [["saas"], "ZoomLogs Zoom_CL SlackAudit SlackAudit_CL SalesforceServiceCloud DropboxActivity Box_CL BoxEvents_CL AtlassianConfluence"],
  [["snowflake", "database"], "Snowflake_CL SnowflakeLogs"],
  [["database"], "SQLEvent SQLSecurityAuditEvents OracleDatabaseAuditEvent"],
  [
    ["network"],
    "CommonSecurityLog DnsEvents DnsInventory VMConnection WireData Cisco_Umbrella_dns_CL Cisco_Umbrella_proxy_CL CiscoISEEvent",
  ],
  [
    ["network"],
    "InfobloxNIOS SymantecProxySG SophosXGFirewall PulseConnectSecure BarracudaCloudFirewall Corelight_CL Meraki_CL CiscoMeraki NTANetAnalytics Barracuda_CL",
  ],
  [
    ["network"],
    "ASimDnsActivityLogs ASimNetworkSessionLogs ASimWebSessionLogs _Im_Dns _Im_NetworkSession _Im_WebSession imDns imNetworkSession imWebSession",
  ],
  [
    ["identity"],
    "SymantecVIP ASimAuthenticationEventLogs _Im_Authentication imAuthentication CyberArkEPM CyberArk_AuditEvents_CL PingFederateEvent",
  ],
  [
    [],
    "DeviceProcessEvents DeviceNetworkEvents DeviceFileEvents DeviceEvents DeviceImageLoadEvents DeviceLogonEvents DeviceInfo DeviceNetworkInfo",
  ],
  [
    [],
    "DeviceFileCertificateInfo DeviceTvmSoftwareVulnerabilities DeviceTvmSoftwareInventory DeviceTvmSoftwareVulnerabilitiesKB DeviceTvmInfoGathering",
  ],
  [
    [],
    "DeviceTvmInfoGatheringKB DeviceTvmSecureConfigurationAssessment DeviceTvmSecureConfigurationAssessmentKB DeviceTvmBrowserExtensions",
  ],
  [
    [],
    "DeviceTvmBrowserExtensionsKB DeviceTvmCertificateInfo DeviceTvmHardwareFirmware DeviceTvmSoftwareEvidenceBeta DeviceBaselineComplianceAssessment",
  ],
  [
    [],
    "SecurityAlert SecurityIncident AlertInfo AlertEvidence BehaviorAnalytics BehaviorInfo BehaviorEntities UserPeerAnalytics UserAccessAnalytics",
  ],
  [
    [],
    "ThreatIntelligenceIndicator ThreatIntelIndicators ThreatIntelObjects ExposureGraphNodes ExposureGraphEdges CloudAuditEvents CloudProcessEvents",
  ],
  [
    [],
    "IntuneDevices IntuneAuditLogs IntuneOperationalLogs IntuneDeviceComplianceOrg ConfidentialWatchlist Watchlist QualysHostDetection_CL Heartbeat",
  ],
  [
    [],
    "CarbonBlackNotifications_CL CarbonBlackEvents_CL CrowdstrikeReplicatorLogs_CL SentinelOne_CL TrendMicro_XDR_WORKBENCH_CL imProcessCreate imFileEvent",
  ],
  [
    [],
    "_Im_ProcessEvent _Im_FileEvent _Im_RegistryEvent imRegistry _Im_AuditEvent ASimAuditEventLogs ASimProcessEventLogs ASimFileEventLogs",
  ],
];

/** Every known table with its platforms; names are case-sensitive, as Kusto's are. */
export const kustoTables: ReadonlyMap<string, readonly PlatformId[]> = new Map(
  groups.flatMap(([platforms, tables]) => tables.split(" ").map((table) => [table, platforms] as const)),
);

/** Platforms of tables that are also common column names: they count only where a query begins with them. */
export const kustoHeadTables: ReadonlyMap<string, readonly PlatformId[]> = new Map([
  // `Event` is the Windows event log of the Log Analytics agent.
  ["Event", ["windows"]],
]);
