/**
 * Kusto columns: what each raw name means as a canonical field, by table (`where.name`), and who says so; each (name, place) once.
 * Names are compared with case. A raw name without a row keeps its own name.
 * Sources: https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables, https://learn.microsoft.com/azure/azure-monitor/reference/tables-index,
 * https://learn.microsoft.com/azure/sentinel/normalization-about-schemas, https://www.elastic.co/docs/reference/ecs and Elastic's integrations
 * for Microsoft sources (m365_defender, azure, o365, aws), which give a name to what ECS does not have.
 */
import type { FieldRow } from "../language.ts";

const XDR = "Microsoft Defender XDR advanced hunting schema";
const MONITOR = "Azure Monitor table reference";
const ASIM = "Microsoft Sentinel ASIM schema";

const deviceTables =
  "DeviceProcessEvents DeviceNetworkEvents DeviceFileEvents DeviceRegistryEvents DeviceImageLoadEvents DeviceLogonEvents DeviceEvents";
const otherDeviceTables = deviceTables.replace("DeviceProcessEvents ", "");

/** What `InitiatingProcess…` says of the process that acts. */
const actor = (base: string): string => `
  InitiatingProcessFileName ${base}.name
  InitiatingProcessFolderPath ${base}.executable
  InitiatingProcessCommandLine ${base}.command_line
  InitiatingProcessId ${base}.pid
  InitiatingProcessUniqueId ${base}.entity_id
  InitiatingProcessSHA1 ${base}.hash.sha1
  InitiatingProcessSHA256 ${base}.hash.sha256
  InitiatingProcessMD5 ${base}.hash.md5
  InitiatingProcessAccountName ${base}.user.name
  InitiatingProcessAccountSid ${base}.user.id
  InitiatingProcessAccountDomain ${base}.user.domain
  InitiatingProcessAccountUpn ${base}.user.email
  InitiatingProcessVersionInfoOriginalFileName ${base}.pe.original_file_name
  InitiatingProcessVersionInfoFileDescription ${base}.pe.description
  InitiatingProcessVersionInfoProductName ${base}.pe.product
  InitiatingProcessVersionInfoCompanyName ${base}.pe.company
  InitiatingProcessVersionInfoProductVersion ${base}.pe.file_version
  InitiatingProcessVersionInfoInternalFileName m365_defender.event.initiating_process.version_info_internal_file_name
  InitiatingProcessSignatureStatus ${base}.code_signature.status
  InitiatingProcessSignerType m365_defender.event.initiating_process.signer_type
  InitiatingProcessTokenElevation m365_defender.event.initiating_process.token_elevation
  InitiatingProcessIntegrityLevel ${base}.Ext.token.integrity_level_name
  InitiatingProcessFileSize m365_defender.event.initiating_process.file_size
  InitiatingProcessCreationTime ${base}.start
  InitiatingProcessSessionId m365_defender.event.initiating_process.session_id
  InitiatingProcessRemoteSessionIP m365_defender.event.initiating_process.remote_session_ip
  InitiatingProcessRemoteSessionDeviceName m365_defender.event.initiating_process.remote_session_device_name
  IsInitiatingProcessRemoteSession m365_defender.event.initiating_process.is_remote_session
  InitiatingProcessAccountObjectId m365_defender.event.initiating_process.account_object_id
  InitiatingProcessLogonId m365_defender.event.initiating_process.logon_id`;

const hashes = (base: string): string => `SHA1 ${base}.hash.sha1\nSHA256 ${base}.hash.sha256\nMD5 ${base}.hash.md5`;

/** Columns of a created process. */
const createdProcess = `
  FileName process.name
  FolderPath process.executable
  ProcessCommandLine process.command_line
  ProcessId process.pid
  ProcessUniqueId process.entity_id
  AccountName user.name
  AccountSid user.id
  AccountDomain user.domain
  AccountUpn user.email
  AccountObjectId m365_defender.event.account.object_id
  LogonId winlog.logon.id
  FileSize m365_defender.event.file.size
  ProcessVersionInfoOriginalFileName process.pe.original_file_name
  ProcessVersionInfoFileDescription process.pe.description
  ProcessVersionInfoProductName process.pe.product
  ProcessVersionInfoCompanyName process.pe.company
  ProcessVersionInfoProductVersion process.pe.file_version
  ProcessVersionInfoInternalFileName m365_defender.event.process.version_info_internal_file_name
  ProcessIntegrityLevel process.Ext.token.integrity_level_name
  ProcessTokenElevation m365_defender.event.process.token_elevation
  ProcessCreationTime process.start
  ProcessRemoteSessionIP m365_defender.event.process.remote_session_ip
  ProcessRemoteSessionDeviceName m365_defender.event.process.remote_session_device_name
  IsProcessRemoteSession m365_defender.event.process.is_remote_session
  InitiatingProcessParentFileName m365_defender.event.initiating_process.parent_file_name
  InitiatingProcessParentId m365_defender.event.initiating_process.parent_id`;

const file = `
  FileName file.name
  FolderPath file.path
  FileSize file.size
  PreviousFileName file.Ext.original.name
  PreviousFolderPath file.Ext.original.path
  FileOriginUrl file.origin_url
  FileOriginIP m365_defender.event.file.origin_ip
  FileOriginReferrerUrl m365_defender.event.file.origin_referrer_url
  RequestAccountName user.name
  RequestAccountSid user.id
  RequestAccountDomain user.domain
  RequestProtocol network.protocol
  RequestSourceIP source.ip
  RequestSourcePort source.port
  ShareName winlog.event_data.ShareName
  SensitivityLabel m365_defender.event.sensitivity.label
  InitiatingProcessParentFileName process.parent.name
  InitiatingProcessParentId process.parent.pid`;

const account = `
  AccountName user.name
  AccountSid user.id
  AccountDomain user.domain
  AccountUpn user.email
  AccountUPN user.email
  AccountObjectId m365_defender.event.account.object_id
  AccountDisplayName user.full_name`;

const remote = `
  RemoteIP destination.ip
  RemotePort destination.port
  RemoteUrl url.original
  LocalIP source.ip
  LocalPort source.port
  Protocol network.transport
  RemoteIPType m365_defender.event.remote.ip_type
  LocalIPType m365_defender.event.local.ip_type
  RemoteDeviceName destination.domain`;

const signin = `
  UserPrincipalName azure.signinlogs.properties.user_principal_name
  UserDisplayName user.full_name
  UserId user.id
  Identity azure.signinlogs.identity
  IPAddress source.ip
  UserAgent user_agent.original
  Location source.geo.country_iso_code
  LocationDetails azure.signinlogs.properties.location
  LocationDetails.countryOrRegion source.geo.country_iso_code
  LocationDetails.state source.geo.region_name
  LocationDetails.city source.geo.city_name
  AppDisplayName azure.signinlogs.properties.app_display_name
  AppId azure.signinlogs.properties.app_id
  ResourceDisplayName azure.signinlogs.properties.resource_display_name
  ResourceIdentity azure.signinlogs.properties.resource_id
  ResultType azure.signinlogs.result_type
  ResultDescription azure.signinlogs.result_description
  ResultSignature azure.signinlogs.result_signature
  Status.errorCode azure.signinlogs.properties.status.error_code
  Status.failureReason azure.signinlogs.properties.status.failure_reason
  Status.additionalDetails azure.signinlogs.properties.status.additional_details
  Status azure.signinlogs.properties.status
  Category azure.signinlogs.category
  OperationName event.action
  ClientAppUsed azure.signinlogs.properties.client_app_used
  ConditionalAccessStatus azure.signinlogs.properties.conditional_access_status
  ConditionalAccessPolicies azure.signinlogs.properties.applied_conditional_access_policies
  ConditionalAccessPolicies.displayName azure.signinlogs.properties.applied_conditional_access_policies.display_name
  ConditionalAccessPolicies.result azure.signinlogs.properties.applied_conditional_access_policies.result
  AuthenticationRequirement azure.signinlogs.properties.authentication_requirement
  AuthenticationProtocol azure.signinlogs.properties.authentication_protocol
  AuthenticationDetails azure.signinlogs.properties.authentication_details
  DeviceDetail azure.signinlogs.properties.device_detail
  DeviceDetail.deviceId azure.signinlogs.properties.device_detail.device_id
  DeviceDetail.operatingSystem azure.signinlogs.properties.device_detail.operating_system
  DeviceDetail.browser azure.signinlogs.properties.device_detail.browser
  DeviceDetail.isCompliant azure.signinlogs.properties.device_detail.is_compliant
  DeviceDetail.trustType azure.signinlogs.properties.device_detail.trust_type
  RiskState azure.signinlogs.properties.risk_state
  RiskDetail azure.signinlogs.properties.risk_detail
  RiskEventTypes azure.signinlogs.properties.risk_event_types
  RiskEventTypes_V2 azure.signinlogs.properties.risk_event_types_v2
  RiskLevelDuringSignIn azure.signinlogs.properties.risk_level_during_signin
  RiskLevelAggregated azure.signinlogs.properties.risk_level_aggregated
  IsInteractive azure.signinlogs.properties.is_interactive
  UserType azure.signinlogs.properties.user_type
  TokenIssuerType azure.signinlogs.properties.token_issuer_type
  SessionId azure.signinlogs.properties.session_id
  CorrelationId azure.correlation_id
  NetworkLocationDetails azure.signinlogs.properties.network_location_details
  MfaDetail azure.signinlogs.properties.mfa_detail
  AutonomousSystemNumber source.as.number
  ServicePrincipalName azure.signinlogs.properties.service_principal_name
  ServicePrincipalId azure.signinlogs.properties.service_principal_id
  HomeTenantId azure.signinlogs.properties.home_tenant_id
  ResourceTenantId azure.signinlogs.properties.resource_tenant_id
  CrossTenantAccessType azure.signinlogs.properties.cross_tenant_access_type
  UniqueTokenIdentifier azure.signinlogs.properties.unique_token_identifier
  IncomingTokenType azure.signinlogs.properties.incoming_token_type
  FlaggedForReview azure.signinlogs.properties.flagged_for_review`;

/** Sign-ins as Defender XDR has them. */
const xdrSignin = `
  Application azure.signinlogs.properties.app_display_name
  ApplicationId azure.signinlogs.properties.app_id
  ErrorCode azure.signinlogs.properties.status.error_code
  LogonType azure.signinlogs.properties.logon_type
  AccountUpn azure.signinlogs.properties.user_principal_name
  AccountDisplayName user.full_name
  AccountObjectId user.id
  IPAddress source.ip
  Country source.geo.country_iso_code
  City source.geo.city_name
  State source.geo.region_name
  UserAgent user_agent.original
  ClientAppUsed azure.signinlogs.properties.client_app_used
  ResourceDisplayName azure.signinlogs.properties.resource_display_name
  ResourceId azure.signinlogs.properties.resource_id
  EndpointCall azure.signinlogs.properties.endpoint_call
  IsManaged azure.signinlogs.properties.device_detail.is_managed
  IsCompliant azure.signinlogs.properties.device_detail.is_compliant
  DeviceTrustType azure.signinlogs.properties.device_detail.trust_type
  EntraIdDeviceId azure.signinlogs.properties.device_detail.device_id
  AadDeviceId azure.signinlogs.properties.device_detail.device_id
  OSPlatform host.os.platform
  Browser user_agent.name
  RiskLevelDuringSignIn azure.signinlogs.properties.risk_level_during_signin
  RiskLevelAggregated azure.signinlogs.properties.risk_level_aggregated
  RiskState azure.signinlogs.properties.risk_state
  RiskEventTypes azure.signinlogs.properties.risk_event_types
  RiskDetails azure.signinlogs.properties.risk_detail
  IsGuestUser azure.signinlogs.properties.is_guest_user
  IsExternalUser azure.signinlogs.properties.is_external_user
  ConditionalAccessStatus azure.signinlogs.properties.conditional_access_status
  ConditionalAccessPolicies azure.signinlogs.properties.applied_conditional_access_policies
  AuthenticationRequirement azure.signinlogs.properties.authentication_requirement
  AuthenticationProcessingDetails azure.signinlogs.properties.authentication_processing_details
  SessionId azure.signinlogs.properties.session_id
  CorrelationId azure.correlation_id
  ServicePrincipalName azure.signinlogs.properties.service_principal_name
  TokenIssuerType azure.signinlogs.properties.token_issuer_type
  NetworkLocationDetails azure.signinlogs.properties.network_location_details`;

const audit = `
  OperationName event.action
  ActivityDisplayName event.action
  OperationVersion azure.auditlogs.operation_version
  Category azure.auditlogs.properties.category
  Result azure.auditlogs.properties.result
  ResultType azure.auditlogs.result_type
  ResultReason azure.auditlogs.properties.result_reason
  ResultDescription azure.auditlogs.result_description
  LoggedByService azure.auditlogs.properties.logged_by_service
  Identity azure.auditlogs.identity
  InitiatedBy azure.auditlogs.properties.initiated_by
  InitiatedBy.user azure.auditlogs.properties.initiated_by.user
  InitiatedBy.user.userPrincipalName azure.auditlogs.properties.initiated_by.user.userPrincipalName
  InitiatedBy.user.id azure.auditlogs.properties.initiated_by.user.id
  InitiatedBy.user.ipAddress azure.auditlogs.properties.initiated_by.user.ipAddress
  InitiatedBy.user.displayName azure.auditlogs.properties.initiated_by.user.displayName
  InitiatedBy.user.roles azure.auditlogs.properties.initiated_by.user.roles
  InitiatedBy.app azure.auditlogs.properties.initiated_by.app
  InitiatedBy.app.displayName azure.auditlogs.properties.initiated_by.app.displayName
  InitiatedBy.app.appId azure.auditlogs.properties.initiated_by.app.appId
  InitiatedBy.app.servicePrincipalId azure.auditlogs.properties.initiated_by.app.servicePrincipalId
  TargetResources azure.auditlogs.properties.target_resources
  TargetResources.displayName azure.auditlogs.properties.target_resources.display_name
  TargetResources.id azure.auditlogs.properties.target_resources.id
  TargetResources.type azure.auditlogs.properties.target_resources.type
  TargetResources.userPrincipalName azure.auditlogs.properties.target_resources.user_principal_name
  TargetResources.groupType azure.auditlogs.properties.target_resources.group_type
  TargetResources.modifiedProperties azure.auditlogs.properties.target_resources.modified_properties
  TargetResources.modifiedProperties.displayName azure.auditlogs.properties.target_resources.modified_properties.display_name
  TargetResources.modifiedProperties.newValue azure.auditlogs.properties.target_resources.modified_properties.new_value
  TargetResources.modifiedProperties.oldValue azure.auditlogs.properties.target_resources.modified_properties.old_value
  TargetResources.ipAddress azure.auditlogs.properties.target_resources.ip_address
  AdditionalDetails azure.auditlogs.properties.additional_details
  AdditionalDetails.key azure.auditlogs.properties.additional_details.key
  AdditionalDetails.value azure.auditlogs.properties.additional_details.value
  AADOperationType azure.auditlogs.properties.operation_type
  CorrelationId azure.correlation_id`;

const securityEvent = `
  EventID event.code
  Activity message
  Channel winlog.channel
  Computer host.name
  EventSourceName event.provider
  Task winlog.task
  Process process.name
  ProcessName process.executable
  NewProcessName process.executable
  CommandLine process.command_line
  ParentProcessName process.parent.executable
  ProcessId process.pid
  NewProcessId process.pid
  Account user.name
  AccountName user.name
  AccountType winlog.event_data.AccountType
  SubjectAccount user.name
  SubjectUserName user.name
  SubjectDomainName user.domain
  SubjectUserSid user.id
  SubjectLogonId winlog.logon.id
  TargetAccount user.target.name
  TargetUserName user.target.name
  TargetDomainName user.target.domain
  TargetUserSid user.target.id
  TargetSid winlog.event_data.TargetSid
  TargetLogonId winlog.event_data.TargetLogonId
  TargetServerName winlog.event_data.TargetServerName
  IpAddress source.ip
  ClientIPAddress source.ip
  ClientAddress source.ip
  IpPort source.port
  WorkstationName source.domain
  Workstation source.domain
  LogonType winlog.logon.type
  LogonTypeName winlog.logon.type
  LogonProcessName winlog.event_data.LogonProcessName
  AuthenticationPackageName winlog.event_data.AuthenticationPackageName
  LmPackageName winlog.event_data.LmPackageName
  KeyLength winlog.event_data.KeyLength
  Status winlog.event_data.Status
  SubStatus winlog.event_data.SubStatus
  FailureReason winlog.event_data.FailureReason
  MemberName winlog.event_data.MemberName
  MemberSid winlog.event_data.MemberSid
  ServiceName service.name
  ServiceFileName winlog.event_data.ServiceFileName
  ServiceType winlog.event_data.ServiceType
  ServiceStartType winlog.event_data.ServiceStartType
  ServiceAccount winlog.event_data.ServiceAccount
  TicketOptions winlog.event_data.TicketOptions
  TicketEncryptionType winlog.event_data.TicketEncryptionType
  PreAuthType winlog.event_data.PreAuthType
  ObjectName winlog.event_data.ObjectName
  ObjectType winlog.event_data.ObjectType
  ObjectServer winlog.event_data.ObjectServer
  ObjectValueName registry.value
  OperationType winlog.event_data.OperationType
  AccessMask winlog.event_data.AccessMask
  AccessList winlog.event_data.AccessList
  Properties winlog.event_data.Properties
  NewValue registry.data.strings
  OldValue winlog.event_data.OldValue
  ShareName winlog.event_data.ShareName
  ShareLocalPath winlog.event_data.ShareLocalPath
  RelativeTargetName winlog.event_data.RelativeTargetName
  PrivilegeList winlog.event_data.PrivilegeList
  UserAccountControl winlog.event_data.UserAccountControl
  UserPrincipalName user.email
  SamAccountName winlog.event_data.SamAccountName
  AttributeLDAPDisplayName winlog.event_data.AttributeLDAPDisplayName
  AttributeValue winlog.event_data.AttributeValue
  ObjectClass winlog.event_data.ObjectClass
  ObjectDN winlog.event_data.ObjectDN
  TaskName winlog.event_data.TaskName
  TaskContent winlog.event_data.TaskContent
  MandatoryLabel process.Ext.token.integrity_level_name
  TokenElevationType winlog.event_data.TokenElevationType
  EventData winlog.event_data
  SubcategoryGuid winlog.event_data.SubcategoryGuid
  CategoryId winlog.event_data.CategoryId
  FileHash process.hash.sha256
  Fqbn winlog.event_data.Fqbn
  FilePath file.path
  Level winlog.level`;

/** Windows events as rendered text and as event data. */
const windowsEvent = `
  EventID event.code
  EventLog winlog.channel
  Channel winlog.channel
  Source event.provider
  Provider event.provider
  Computer host.name
  UserName user.name
  RenderedDescription message
  EventData winlog.event_data
  ParameterXml winlog.event_data
  EventLevelName winlog.level
  EventData.Image process.executable
  EventData.CommandLine process.command_line
  EventData.ParentImage process.parent.executable
  EventData.ParentCommandLine process.parent.command_line
  EventData.TargetFilename file.path
  EventData.TargetObject registry.path
  EventData.Details registry.data.strings
  EventData.ScriptBlockText powershell.file.script_block_text
  EventData.SubjectUserName user.name
  EventData.TargetUserName user.target.name
  EventData.IpAddress source.ip
  EventData.ServiceName service.name
  EventData.ImagePath winlog.event_data.ImagePath`;

const activity = `
  OperationName azure.activitylogs.operation_name
  OperationNameValue event.action
  ActivityStatus event.outcome
  ActivityStatusValue event.outcome
  ActivitySubstatus azure.activitylogs.result_signature
  ActivitySubstatusValue azure.activitylogs.result_signature
  Caller azure.activitylogs.identity.claims_initiated_by_user.name
  CallerIpAddress source.ip
  Category azure.activitylogs.category
  CategoryValue azure.activitylogs.category
  Level log.level
  ResourceGroup azure.resource.group
  ResourceId azure.resource.id
  _ResourceId azure.resource.id
  Resource azure.resource.name
  ResourceProvider azure.resource.provider
  ResourceProviderValue azure.resource.provider
  ResourceType azure.resource.type
  SubscriptionId azure.subscription_id
  Authorization azure.activitylogs.identity.authorization
  Authorization_d azure.activitylogs.identity.authorization
  Claims azure.activitylogs.identity.claims
  HTTPRequest azure.activitylogs.http_request
  EventSubmissionTimestamp event.ingested
  CorrelationId azure.correlation_id
  Properties azure.activitylogs.properties
  Properties_d azure.activitylogs.properties
  Properties.responseBody azure.activitylogs.properties.response_body
  Properties.responseBody.properties.hardwareProfile.vmSize azure.activitylogs.properties.response_body.properties.hardwareProfile.vmSize
  Properties.requestbody azure.activitylogs.properties.requestbody
  Properties.message azure.activitylogs.properties.message
  Properties.entity azure.activitylogs.properties.entity
  Properties.statusCode azure.activitylogs.properties.status_code`;

const office = `
  Operation event.action
  RecordType o365.audit.RecordType
  OfficeWorkload o365.audit.Workload
  UserId o365.audit.UserId
  UserKey o365.audit.UserKey
  UserType o365.audit.UserType
  UserAgent user_agent.original
  ClientIP source.ip
  Client_IPAddress source.ip
  ClientIP_ source.ip
  ActorIpAddress source.ip
  Actor o365.audit.Actor
  ResultStatus o365.audit.ResultStatus
  ResultReasonType o365.audit.ResultReasonType
  OfficeObjectId o365.audit.ObjectId
  Parameters o365.audit.Parameters
  Parameters.Name o365.audit.Parameters.Name
  Parameters.Value o365.audit.Parameters.Value
  OperationProperties o365.audit.OperationProperties
  ModifiedProperties o365.audit.ModifiedProperties
  ExtendedProperties o365.audit.ExtendedProperties
  ExtendedProperties.Name o365.audit.ExtendedProperties.Name
  ExtendedProperties.Value o365.audit.ExtendedProperties.Value
  ClientInfoString o365.audit.ClientInfoString
  ClientAppId o365.audit.ClientAppId
  AppId o365.audit.ApplicationId
  ExternalAccess o365.audit.ExternalAccess
  LogonUserSid user.id
  Logon_Type o365.audit.LogonType
  MailboxOwnerUPN o365.audit.MailboxOwnerUPN
  LogonUserDisplayName user.full_name
  SourceFileName file.name
  SourceFileExtension file.extension
  SourceRelativeUrl o365.audit.SourceRelativeUrl
  Site_Url url.original
  SiteUrl url.original
  DestinationFileName o365.audit.DestinationFileName
  DestinationRelativeUrl o365.audit.DestinationRelativeUrl
  Members o365.audit.Members
  Members.UPN o365.audit.Members.UPN
  Members.Role o365.audit.Members.Role
  MemberRole o365.audit.Members.Role
  TeamName o365.audit.TeamName
  TeamGuid o365.audit.TeamGuid
  ChannelName o365.audit.ChannelName
  CommunicationType o365.audit.CommunicationType
  AddOnName o365.audit.AddOnName
  AddonName o365.audit.AddOnName
  TargetUserId o365.audit.Target.ID
  TargetUserOrGroupName o365.audit.TargetUserOrGroupName
  TargetUserOrGroupType o365.audit.TargetUserOrGroupType
  ItemType o365.audit.ItemType
  Item o365.audit.Item
  Folder o365.audit.Folder
  Start_Time event.start
  Event_Data o365.audit.EventData
  OrganizationName organization.name
  Organization organization.name`;

const cloudApp = `
  ActionType event.action
  ActivityType event.type
  Application cloud.service.name
  ApplicationId m365_defender.event.application.id
  AppInstanceId m365_defender.event.application.instance_id
  AccountObjectId user.id
  AccountId user.id
  AccountDisplayName user.full_name
  AccountType m365_defender.event.account.type
  IsAdminOperation m365_defender.event.is_admin_operation
  IsExternalUser m365_defender.event.is_external_user
  IsImpersonated m365_defender.event.is_impersonated
  IsAnonymousProxy m365_defender.event.is_anonymous_proxy
  DeviceType m365_defender.event.device.type
  OSPlatform host.os.platform
  IPAddress source.ip
  IPTags m365_defender.event.ip_tags
  IPCategory m365_defender.event.ip_category
  CountryCode source.geo.country_iso_code
  City source.geo.city_name
  ISP source.as.organization.name
  UserAgent user_agent.original
  UserAgentTags m365_defender.event.user_agent_tags
  ObjectName m365_defender.event.object.name
  ObjectType m365_defender.event.object.type
  ObjectId m365_defender.event.object.id
  ActivityObjects m365_defender.event.activity.objects
  ActivityObjects.Name m365_defender.event.activity.objects.name
  ActivityObjects.Type m365_defender.event.activity.objects.type
  UncommonForUser m365_defender.event.uncommon_for_user
  LastSeenForUser m365_defender.event.last_seen_for_user
  AdditionalFields m365_defender.event.additional_fields
  OAuthAppId m365_defender.event.oauth_application_id
  AuditSource m365_defender.event.audit_source
  RawEventData m365_defender.event.raw_event_data`;

const email = `
  SenderFromAddress email.from.address
  SenderMailFromAddress email.sender.address
  SenderDisplayName email.from.display_name
  SenderFromDomain email.from.domain
  SenderMailFromDomain email.sender.domain
  SenderObjectId m365_defender.event.sender.object_id
  SenderIPv4 source.ip
  SenderIPv6 source.ip
  RecipientEmailAddress email.to.address
  RecipientObjectId m365_defender.event.recipient.object_id
  RecipientDomain email.to.domain
  Subject email.subject
  EmailDirection email.direction
  DeliveryAction m365_defender.event.email.delivery_action
  DeliveryLocation m365_defender.event.email.delivery_location
  LatestDeliveryAction m365_defender.event.email.latest_delivery_action
  LatestDeliveryLocation m365_defender.event.email.latest_delivery_location
  ThreatTypes m365_defender.event.threat.types
  ThreatNames m365_defender.event.threat.names
  DetectionMethods m365_defender.event.detection.methods
  ConfidenceLevel m365_defender.event.confidence_level
  BulkComplaintLevel m365_defender.event.bulk_complaint_level
  EmailAction m365_defender.event.email.action
  EmailActionPolicy m365_defender.event.email.action_policy
  EmailLanguage m365_defender.event.email.language
  EmailClusterId m365_defender.event.email.cluster_id
  AuthenticationDetails m365_defender.event.authentication_details
  AuthenticationDetails.SPF m365_defender.event.authentication_details.spf
  AuthenticationDetails.DKIM m365_defender.event.authentication_details.dkim
  AuthenticationDetails.DMARC m365_defender.event.authentication_details.dmarc
  AuthenticationDetails.CompAuth m365_defender.event.authentication_details.comp_auth
  UserLevelAction m365_defender.event.user_level_action
  UserLevelPolicy m365_defender.event.user_level_policy
  OrgLevelAction m365_defender.event.org_level.action
  OrgLevelPolicy m365_defender.event.org_level.policy
  Connectors m365_defender.event.connectors
  AttachmentCount m365_defender.event.attachment_count
  UrlCount m365_defender.event.url_count
  InternetMessageId email.message_id
  NetworkMessageId m365_defender.event.network_message_id
  IsFirstContact m365_defender.event.is_first_contact
  ExchangeTransportRule m365_defender.event.exchange_transport_rule
  To email.to.address
  Cc email.cc.address
  AdditionalFields m365_defender.event.additional_fields
  FileName email.attachments.file.name
  FileType m365_defender.event.file.type
  FileExtension email.attachments.file.extension
  SHA256 email.attachments.file.hash.sha256
  FileSize email.attachments.file.size
  Url url.original
  UrlDomain url.domain
  UrlLocation m365_defender.event.url_location
  UrlChain m365_defender.event.url_chain
  AccountUpn user.email
  IPAddress source.ip
  Workload m365_defender.event.workload
  IsClickedThrough m365_defender.event.is_clicked_through
  ActionType event.action
  Action m365_defender.event.action.type
  ActionResult m365_defender.event.action.result
  ActionTrigger m365_defender.event.action.trigger`;

const identity = `
  ActionType event.action
  Application network.application
  Protocol network.protocol
  LogonType winlog.logon.type
  FailureReason event.reason
  QueryType m365_defender.event.query.type
  QueryTarget m365_defender.event.query.target
  Query m365_defender.event.query.text
  TargetAccountUpn user.target.email
  TargetAccountDisplayName user.target.full_name
  TargetDeviceName destination.domain
  DestinationDeviceName destination.domain
  DestinationIPAddress destination.ip
  DestinationPort destination.port
  DeviceName host.name
  IPAddress source.ip
  Port source.port
  OSPlatform host.os.platform
  DeviceType m365_defender.event.device.type
  Location source.geo.country_name
  ISP source.as.organization.name
  AdditionalFields m365_defender.event.additional_fields
  AdditionalFields.TO.GROUP group.name
  AdditionalFields.FROM.GROUP m365_defender.event.additional_fields.FROM.GROUP`;

const identityInfo = `
  AccountObjectId user.id
  AccountUpn user.email
  EmailAddress user.email
  MailAddress user.email
  AccountEnabled user.enabled
  IsAccountEnabled user.enabled
  AssignedRoles user.roles
  PrivilegedEntraPimRoles user.roles
  GroupMembership user.group.name
  Department user.department
  JobTitle user.title
  Manager user.manager
  RiskLevel user.risk.calculated_level
  RiskStatus user.risk.status
  UserState user.state
  UserType user.type
  UserAccountControl winlog.event_data.UserAccountControl
  Tags tags
  BlastRadius user.blast_radius
  CreatedDateTime user.created
  AccountCreationTime user.created
  Type user.type
  SourceProvider event.provider
  CriticalityLevel user.criticality`;

const cloudTrail = `
  EventName event.action
  EventSource event.provider
  EventTypeName aws.cloudtrail.event_type
  SourceIpAddress source.ip
  UserAgent user_agent.original
  ErrorCode aws.cloudtrail.error_code
  ErrorMessage aws.cloudtrail.error_message
  UserIdentityType aws.cloudtrail.user_identity.type
  UserIdentityArn aws.cloudtrail.user_identity.arn
  UserIdentityUserName user.name
  UserIdentityAccountId cloud.account.id
  UserIdentityPrincipalid user.id
  UserIdentityAccessKeyId aws.cloudtrail.user_identity.access_key_id
  UserIdentityInvokedBy aws.cloudtrail.user_identity.invoked_by
  SessionMfaAuthenticated aws.cloudtrail.user_identity.session_context.mfa_authenticated
  SessionIssuerUserName aws.cloudtrail.user_identity.session_context.session_issuer.user_name
  SessionIssuerType aws.cloudtrail.user_identity.session_context.session_issuer.type
  SessionIssuerArn aws.cloudtrail.user_identity.session_context.session_issuer.arn
  RequestParameters aws.cloudtrail.request_parameters
  RequestParameters.policyArn aws.cloudtrail.request_parameters.policyArn
  RequestParameters.roleName aws.cloudtrail.request_parameters.roleName
  RequestParameters.userName aws.cloudtrail.request_parameters.userName
  RequestParameters.groupName aws.cloudtrail.request_parameters.groupName
  RequestParameters.bucketName aws.cloudtrail.request_parameters.bucketName
  RequestParameters.ipPermissions.items.ipRanges.items.cidrIp aws.cloudtrail.request_parameters.ipPermissions.items.ipRanges.items.cidrIp
  RequestParameters.policyDocument aws.cloudtrail.request_parameters.policyDocument
  RequestParameters.InstanceProfileName aws.cloudtrail.request_parameters.InstanceProfileName
  ResponseElements aws.cloudtrail.response_elements
  ResponseElements.ConsoleLogin aws.cloudtrail.response_elements.ConsoleLogin
  AdditionalEventData aws.cloudtrail.additional_eventdata
  AdditionalEventData.MFAUsed aws.cloudtrail.additional_eventdata.MFAUsed
  AdditionalEventData.SamlProviderArn aws.cloudtrail.additional_eventdata.SamlProviderArn
  AWSRegion cloud.region
  RecipientAccountId aws.cloudtrail.recipient_account_id
  ReadOnly aws.cloudtrail.read_only
  ManagementEvent aws.cloudtrail.management_event
  EventCategory aws.cloudtrail.event_category
  Resources aws.cloudtrail.resources`;

const cef = `
  DeviceVendor observer.vendor
  DeviceProduct observer.product
  DeviceVersion observer.version
  DeviceEventClassID event.code
  Activity event.action
  DeviceAction event.outcome
  DeviceName observer.hostname
  DeviceExternalID observer.serial_number
  DeviceCustomString1 cef.extensions.deviceCustomString1
  DeviceCustomString2 cef.extensions.deviceCustomString2
  DeviceCustomString3 cef.extensions.deviceCustomString3
  DeviceCustomString4 cef.extensions.deviceCustomString4
  DeviceCustomString5 cef.extensions.deviceCustomString5
  DeviceCustomString6 cef.extensions.deviceCustomString6
  DeviceCustomNumber1 cef.extensions.deviceCustomNumber1
  DeviceEventCategory event.category
  DeviceFacility observer.name
  DeviceOutboundInterface observer.egress.interface.name
  DeviceInboundInterface observer.ingress.interface.name
  AdditionalExtensions cef.extensions
  LogSeverity event.severity
  SourceIP source.ip
  SourcePort source.port
  SourceHostName source.domain
  SourceUserName source.user.name
  SourceUserID source.user.id
  SourceTranslatedAddress source.nat.ip
  SourceMACAddress source.mac
  SourceDnsDomain source.domain
  DestinationIP destination.ip
  DestinationPort destination.port
  DestinationHostName destination.domain
  DestinationUserName destination.user.name
  DestinationTranslatedAddress destination.nat.ip
  DestinationDnsDomain destination.domain
  Protocol network.transport
  ApplicationProtocol network.protocol
  RequestURL url.original
  RequestMethod http.request.method
  RequestClientApplication user_agent.original
  RequestContext http.request.referrer
  Message message
  FileName file.name
  FilePath file.path
  FileHash file.hash.sha256
  FileType file.type
  SentBytes source.bytes
  ReceivedBytes destination.bytes
  EventOutcome event.outcome
  Reason event.reason
  Computer host.name
  ProcessName process.name
  SimplifiedDeviceAction event.outcome
  MaliciousIP threat.indicator.ip
  IndicatorThreatType threat.indicator.type
  CommunicationDirection network.direction`;

const syslog = `
  Facility log.syslog.facility.name
  SeverityLevel log.syslog.severity.name
  SyslogMessage message
  ProcessName process.name
  ProcessID process.pid
  HostName host.name
  HostIP host.ip
  Computer host.name
  CollectorHostName observer.hostname`;

const dns = `
  Name dns.question.name
  SubType dns.type
  QueryType dns.question.type
  ResultCode dns.response_code
  Result event.outcome
  IPAddresses dns.resolved_ip
  ClientIP source.ip
  Computer host.name
  EventId event.code
  MaliciousIP threat.indicator.ip
  IndicatorThreatType threat.indicator.type
  ConfidenceScore threat.indicator.confidence`;

const iis = `
  cIP source.ip
  sIP destination.ip
  sPort destination.port
  csMethod http.request.method
  csUriStem url.path
  csUriQuery url.query
  csUserAgent user_agent.original
  csUserName user.name
  csReferer http.request.referrer
  csHost url.domain
  csCookie http.cookie_vars
  scStatus http.response.status_code
  scSubStatus iis.access.sub_status
  scWin32Status iis.access.win32_status
  sSiteName iis.access.site_name
  TimeTaken event.duration
  Computer host.name`;

const indicators = `
  Active threat.indicator.active
  Action threat.indicator.action
  ExpirationDateTime threat.indicator.valid_until
  NetworkIP threat.indicator.ip
  NetworkSourceIP threat.indicator.ip
  NetworkDestinationIP threat.indicator.ip
  EmailSourceIpAddress threat.indicator.ip
  EmailSenderAddress threat.indicator.email.address
  EmailRecipient threat.indicator.email.address
  DomainName threat.indicator.url.domain
  Url threat.indicator.url.original
  FileHashValue threat.indicator.file.hash
  FileHashType threat.indicator.file.hash_type
  ThreatType threat.indicator.type
  ConfidenceScore threat.indicator.confidence
  Confidence threat.indicator.confidence
  SourceSystem threat.indicator.provider
  Description threat.indicator.description
  Tags tags
  IsActive threat.indicator.active
  IsDeleted threat.indicator.deleted
  Pattern threat.indicator.pattern
  ObservableKey threat.indicator.observable_key
  ObservableValue threat.indicator.observable_value
  ValidFrom threat.indicator.valid_from
  ValidUntil threat.indicator.valid_until
  Data.labels threat.indicator.labels
  Data.indicator_types threat.indicator.type`;

const alerts = `
  AlertName rule.name
  DisplayName rule.name
  Title rule.name
  AlertSeverity event.severity_name
  Severity event.severity_name
  ProviderName event.provider
  ProductName event.module
  ProductComponentName event.dataset
  VendorName observer.vendor
  ServiceSource event.module
  DetectionSource event.provider
  Category threat.tactic.name
  Tactics threat.tactic.name
  AttackTechniques threat.technique.id
  Techniques threat.technique.id
  AlertId event.id
  SystemAlertId event.id
  AlertType rule.id
  Status event.status
  Classification event.classification
  Description message
  Entities m365_defender.event.entities
  Entities.Type m365_defender.event.entities.type
  Entities.Name m365_defender.event.entities.name
  Entities.Address m365_defender.event.entities.address
  Entities.HostName m365_defender.event.entities.host_name
  EntityType m365_defender.event.entity.type
  EvidenceRole m365_defender.event.evidence.role
  EvidenceDirection m365_defender.event.evidence.direction
  ExtendedProperties m365_defender.event.extended_properties
  FileName file.name
  FolderPath file.path
  ProcessCommandLine process.command_line
  RemoteIP destination.ip
  RemoteUrl url.original
  DeviceName host.name
  DeviceId host.id
  CompromisedEntity host.name
  AdditionalFields m365_defender.event.additional_fields
  ${account.trim()}`;

const behavior = `
  ActivityType event.action
  ActionType event.action
  UserName user.name
  UserPrincipalName user.email
  SourceIPAddress source.ip
  SourceIPLocation source.geo.country_name
  SourceDevice source.domain
  DestinationDevice destination.domain
  EventSource event.provider
  InvestigationPriority event.risk_score
  ActivityInsights azure.behavioranalytics.activity_insights
  UsersInsights azure.behavioranalytics.users_insights
  UsersInsights.BlastRadius azure.behavioranalytics.users_insights.BlastRadius
  UsersInsights.IsDormantAccount azure.behavioranalytics.users_insights.IsDormantAccount
  DevicesInsights azure.behavioranalytics.devices_insights
  DevicesInsights.ThreatIntelIndicatorType azure.behavioranalytics.devices_insights.ThreatIntelIndicatorType
  DevicesInsights.ThreatIntelIndicatorDescription azure.behavioranalytics.devices_insights.ThreatIntelIndicatorDescription
  DevicesInsights.ISP source.as.organization.name`;

const graph = `
  RequestUri url.original
  RequestMethod http.request.method
  ResponseStatusCode http.response.status_code
  UserAgent user_agent.original
  IPAddress source.ip
  IpAddress source.ip
  AppId azure.graphactivitylogs.properties.app_id
  ApplicationId azure.graphactivitylogs.properties.app_id
  UserId user.id
  AccountObjectId user.id
  ServicePrincipalId azure.graphactivitylogs.properties.service_principal_id
  Roles azure.graphactivitylogs.properties.roles
  Scopes azure.graphactivitylogs.properties.scopes
  Wids azure.graphactivitylogs.properties.wids
  ClientAuthMethod azure.graphactivitylogs.properties.client_auth_method
  EntityType azure.graphactivitylogs.properties.entity_type
  GraphAPIResource url.path
  TargetWorkload azure.graphactivitylogs.properties.target_workload
  SignInActivityId azure.graphactivitylogs.properties.sign_in_activity_id
  ResponseSize http.response.bytes
  ResponseSizeBytes http.response.bytes`;

const device = `
  DeviceName host.name
  DeviceId host.id
  OSPlatform host.os.platform
  OSVersion host.os.version
  OSDistribution host.os.name
  OSBuild host.os.kernel
  DeviceType host.type
  DeviceCategory host.type
  DeviceSubtype host.type
  OnboardingStatus m365_defender.event.device.onboarding_status
  IsInternetFacing m365_defender.event.device.is_internet_facing
  ExposureLevel m365_defender.event.device.exposure_level
  SensorHealthState m365_defender.event.device.sensor_health_state
  MachineGroup m365_defender.event.device.machine_group
  DeviceManualTags tags
  DeviceDynamicTags tags
  RegistryDeviceTag tags
  PublicIP host.nat.ip
  LoggedOnUsers user.name
  LoggedOnUsers.UserName user.name
  JoinType m365_defender.event.device.join_type
  IsAzureADJoined m365_defender.event.device.is_azure_ad_joined
  Vendor device.manufacturer
  Model device.model.name
  AssetValue m365_defender.event.device.asset_value
  IsExcluded m365_defender.event.device.is_excluded
  IPAddresses host.ip
  MacAddress host.mac
  ConnectedNetworks m365_defender.event.device.connected_networks
  NetworkAdapterStatus m365_defender.event.device.network_adapter_status`;

const vulnerability = `
  CveId vulnerability.id
  VulnerabilitySeverityLevel vulnerability.severity
  CvssScore vulnerability.score.base
  IsExploitAvailable vulnerability.exploit_available
  SoftwareName package.name
  SoftwareVendor package.vendor
  SoftwareVersion package.version
  EndOfSupportStatus package.end_of_support_status
  ProductCodeCpe package.cpe
  RecommendedSecurityUpdate vulnerability.recommended_update
  ConfigurationId rule.id
  IsCompliant event.outcome
  IsApplicable m365_defender.event.is_applicable
  ConfigurationSubcategory rule.category
  DeviceName host.name
  DeviceId host.id
  OSPlatform host.os.platform`;

const asim = `
  EventType event.action
  EventResult event.outcome
  EventResultDetails event.reason
  EventSubType event.type
  EventProduct event.module
  EventVendor observer.vendor
  EventOriginalType event.code
  EventOriginalUid event.id
  EventSeverity event.severity_name
  Dvc host.name
  DvcHostname host.name
  DvcIpAddr host.ip
  DvcAction event.outcome
  DvcOs host.os.name
  ActorUsername user.name
  ActorUserId user.id
  User user.name
  Username user.name
  TargetUsername user.target.name
  TargetUserId user.target.id
  ActingProcessName process.parent.executable
  ActingProcessCommandLine process.parent.command_line
  ActingProcessFileInternalName process.parent.pe.original_file_name
  ParentProcessName process.parent.executable
  TargetProcessName process.executable
  TargetProcessCommandLine process.command_line
  Process process.executable
  CommandLine process.command_line
  TargetProcessSHA256 process.hash.sha256
  TargetProcessMD5 process.hash.md5
  TargetFilePath file.path
  TargetFileName file.name
  TargetFileSHA256 file.hash.sha256
  FilePath file.path
  FileName file.name
  RegistryKey registry.path
  RegistryValue registry.value
  RegistryValueData registry.data.strings
  SrcIpAddr source.ip
  srcipaddr source.ip
  SrcPortNumber source.port
  SrcHostname source.domain
  SrcUsername source.user.name
  DstIpAddr destination.ip
  dstipaddr destination.ip
  DstPortNumber destination.port
  DstHostname destination.domain
  DstDomain destination.domain
  DstBytes destination.bytes
  SrcBytes source.bytes
  NetworkProtocol network.transport
  NetworkDirection network.direction
  NetworkApplicationProtocol network.protocol
  DnsQuery dns.question.name
  domain dns.question.name
  Domain dns.question.name
  DnsQueryTypeName dns.question.type
  DnsResponseName dns.answers.data
  DnsResponseCodeName dns.response_code
  responsecodename dns.response_code
  Url url.original
  url url.original
  HttpUserAgent user_agent.original
  httpuseragent user_agent.original
  HttpRequestMethod http.request.method
  HttpStatusCode http.response.status_code
  HttpReferrer http.request.referrer
  UserAgent user_agent.original
  LogonProtocol winlog.event_data.AuthenticationPackageName`;

/** ASIM names that no table uses for anything else: they hold wherever a function or a union hides the table. */
const asimEverywhere = `
  ActorUsername user.name
  ActorUserId user.id
  ActorUserName user.name
  ActorSessionId winlog.logon.id
  ActingAppName process.parent.name
  ActingProcessName process.parent.executable
  ActingProcessFileName process.parent.name
  ActingProcessFilePath process.parent.executable
  ActingProcessCommandLine process.parent.command_line
  ActingProcessId process.parent.pid
  ActingProcessSHA256 process.parent.hash.sha256
  ActingProcessMD5 process.parent.hash.md5
  TargetUsername user.target.name
  TargetUserName user.target.name
  TargetUserId user.target.id
  TargetUserType user.target.roles
  TargetProcessName process.executable
  TargetProcessFilename process.name
  TargetProcessFileName process.name
  TargetProcessFilePath process.executable
  TargetProcessCommandLine process.command_line
  TargetProcessId process.pid
  TargetProcessSHA256 process.hash.sha256
  TargetProcessSHA1 process.hash.sha1
  TargetProcessMD5 process.hash.md5
  TargetProcessFileDescription process.pe.description
  TargetProcessFileProduct process.pe.product
  TargetProcessFileCompany process.pe.company
  TargetProcessFileOriginalName process.pe.original_file_name
  TargetProcessFileInternalName process.pe.original_file_name
  TargetFilePath file.path
  TargetFileName file.name
  TargetFileExtension file.extension
  TargetFileDirectory file.directory
  TargetFileMD5 file.hash.md5
  TargetFileSHA1 file.hash.sha1
  TargetFileSHA256 file.hash.sha256
  TargetFileSize file.size
  SrcFilePath file.path
  SrcFileName file.name
  SrcIpAddr source.ip
  SrcPortNumber source.port
  SrcHostname source.domain
  SrcDomain source.domain
  SrcUsername source.user.name
  SrcUserId source.user.id
  SrcDvcIpAddr source.ip
  SrcDvcHostname source.domain
  SrcGeoCountry source.geo.country_name
  SrcGeoCity source.geo.city_name
  SrcBytes source.bytes
  SrcPackets source.packets
  SrcMacAddr source.mac
  SrcNatIpAddr source.nat.ip
  DstIpAddr destination.ip
  DstPortNumber destination.port
  DstHostname destination.domain
  DstDomain destination.domain
  DstFQDN destination.domain
  DstUsername destination.user.name
  DstBytes destination.bytes
  DstPackets destination.packets
  DstGeoCountry destination.geo.country_name
  DstNatIpAddr destination.nat.ip
  DvcIpAddr host.ip
  DvcHostname host.name
  DvcHostName host.name
  DvcAction event.outcome
  DvcInboundInterface observer.ingress.interface.name
  NetworkDirection network.direction
  NetworkProtocol network.transport
  NetworkApplicationProtocol network.protocol
  NetworkBytes network.bytes
  NetworkPackets network.packets
  NetworkSessionId network.community_id
  DnsQuery dns.question.name
  DnsQueryType dns.question.type
  DnsQueryTypeName dns.question.type
  DnsQueryClassName dns.question.class
  DnsResponseName dns.answers.data
  DnsResponseCode dns.response_code
  DnsResponseCodeName dns.response_code
  HttpUserAgent user_agent.original
  HttpRequestMethod http.request.method
  HttpStatusCode http.response.status_code
  HttpReferrer http.request.referrer
  HttpContentType http.request.mime_type
  HttpHost url.domain
  UrlCategory url.category
  UrlOriginal url.original
  FileContentType file.mime_type
  EventResult event.outcome
  EventResultDetails event.reason
  EventSubType event.type
  EventOriginalUid event.id
  EventOriginalResultDetails event.reason
  EventOriginalSeverity event.severity_name
  LogonTarget destination.domain`;

/** Filtering parameters of the parsers: https://learn.microsoft.com/azure/sentinel/normalization-about-parsers#filtering-parameters */
const asimParameters = `
  commandline process.command_line
  actingprocess process.parent.executable
  targetprocess process.executable
  parentprocess process.parent.executable
  hashes process.hash.sha256
  actorusername user.name
  targetusername user.target.name
  username user.name
  dvcipaddr host.ip
  dvchostname host.name
  hostname destination.domain
  srchostname source.domain
  dsthostname destination.domain
  srcipaddr source.ip
  dstipaddr destination.ip
  ipaddr source.ip
  srcportnumber source.port
  dstportnumber destination.port
  eventtype event.action
  eventresult event.outcome
  eventresultdetails event.reason
  dvcaction event.outcome
  httpuseragent user_agent.original
  url url.original
  domain dns.question.name
  response dns.answers.data
  responsecodename dns.response_code
  targetfilepath file.path
  srcfilepath file.path
  registrykey registry.path
  registryvalue registry.value
  registrydata registry.data.strings
  operation event.action
  object winlog.event_data.ObjectName
  newvalue winlog.event_data.NewValue
  targetappname cloud.service.name
  srcusername source.user.name`;

const asimTables = `imProcess imProcessCreation imFile imWeb imNetwork imAuth imDhcpEvent imUserManagement imAlertEvent imESEvent imSession _Im_AlertEvent _Im_DhcpEvent
  _Im_UserManagement _Im_RegistryEvent _Im_ProcessTerminate _ASim_ProcessCreate _ASim_RegistryEvent _ASim_AuditEvent _ASim_UserManagement _ASim_AlertEvent
  ASimAuditEventLogs ASimUserManagementActivityLogs ASimDhcpEventLogs ASimAlertEventLogs vimProcessCreate vimFileEvent vimDns vimNetworkSession vimWebSession imProcessCreate imProcessTerminate imFileEvent imRegistry imRegistryEvent imDns imNetworkSession imWebSession imAuthentication
  imAuditEvent _Im_ProcessEvent _Im_ProcessCreate _Im_FileEvent _Im_RegistryEvent _Im_Dns _Im_NetworkSession _Im_WebSession _Im_Authentication
  _Im_AuditEvent _ASim_ProcessEvent _ASim_FileEvent _ASim_Dns _ASim_NetworkSession _ASim_WebSession _ASim_Authentication ASimProcessEventLogs
  ASimFileEventLogs ASimRegistryEventLogs ASimDnsActivityLogs ASimNetworkSessionLogs ASimWebSessionLogs ASimAuthenticationEventLogs`;

/** Details that Defender writes into dynamic columns, as rules of the corpora name them; the integration keeps their own names. */
const details = `host uri direction method user_agent query qclass_name qtype_name rcode_name status_code request_body_len response_body_len
  SignatureName SignatureMatchedContent SamplePacketContent FileType ShellLinkCommandLine ShellLinkIconPath ShellLinkWorkingDirectory ServiceName
  ServiceAccount ServiceStartType ServiceType PipeName FileOperation NamedPipeEnd RemoteClientsAccess TaskName TaskContent TamperingAction
  ThreatName WasRemediated WasExecutingWhileDetected RuleId IsAudit ParentProcessProcessPath ResponseCategory DisplayName Experience ActivityId
  ClassName DeviceDescription VendorIds DeviceId DesiredAccess BaseAddress AllocationType ProtectionMask ScriptContent Command OriginalFileName
  TargetProcessName Description server_name subject issuer ja3 ja3s conn_state duration orig_bytes resp_bytes next_protocol IsLocalLogon
  ThreadId TotalBytesCopied DriveLetter LoadedDriveLetter ProductName SerialNumber BusType MountPoint Volume VolumeName ClassId Category
  AccountSid SourceAccountName ACTOR.ACCOUNT ACTOR.ALIAS TARGET_OBJECT.USER TARGET_OBJECT.GROUP Count AttributeName Spns Name Status Target
  SearchFilter SourceComputerId DestinationComputerId Kerberos.EncryptionType InitiatingProcess PolicyName ErrorCode`;

const rawEvent = `UserId UserID Workload Operation CommunicationType AddOnName AddOnGuid AppId ApplicationId ClientIP ObjectId ResultStatus Parameters
  Parameters.Name Parameters.Value Members.UPN Members.DisplayName TeamName ChannelName ItemType SourceFileName SourceFileExtension SourceRelativeUrl SiteUrl
  UserAgent UserType CopilotEventData CopilotEventData.AISystemPlugin.Id CopilotEventData.AppHost CopilotEventData.Contexts CopilotEventData.Messages
  CopilotEventData.AccessedResources AgentId AgentName Actor ActorContextId Target ModifiedProperties ModifiedProperties.Name ModifiedProperties.NewValue
  ModifiedProperties.OldValue ExtendedProperties RecordType ClientInfoString ClientAppId ActorInfoString DeviceName PolicyName
  SubscriptionId subscriptionId principalOid properties httpRequest MessageURLs ParticipantInfo ParticipantInfo.HasForeignTenantUsers TargetUserOrGroupName TargetUserOrGroupType`;

const prefixed = (column: string, base: string, names: string): string =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${column}.${name} ${base}.${name}`)
    .join("\n");

const additional = `AdditionalFields m365_defender.event.additional_fields\n${prefixed("AdditionalFields", "m365_defender.event.additional_fields", details)}`;

/** Fields of Windows events where a table keeps them in one dynamic column. */
const inEventData = (rows: string): string =>
  rows
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^(?!EventData|EventID|Computer|Channel)\w+ /.test(line))
    .map((line) => `EventData.${line}`)
    .join("\n");

/** https://learn.microsoft.com/defender-xdr/advanced-hunting-exposuregraphnodes-table and -exposuregraphedges-table */
const exposureGraph = `
  NodeId m365_defender.exposure_graph.node.id
  NodeLabel m365_defender.exposure_graph.node.label
  NodeName m365_defender.exposure_graph.node.name
  Categories m365_defender.exposure_graph.node.categories
  NodeProperties m365_defender.exposure_graph.node.properties
  EntityIds m365_defender.exposure_graph.node.entity_ids
  EdgeId m365_defender.exposure_graph.edge.id
  EdgeLabel m365_defender.exposure_graph.edge.label
  EdgeProperties m365_defender.exposure_graph.edge.properties
  SourceNodeId m365_defender.exposure_graph.source.id
  SourceNodeLabel m365_defender.exposure_graph.source.label
  SourceNodeName m365_defender.exposure_graph.source.name
  SourceNodeCategories m365_defender.exposure_graph.source.categories
  TargetNodeId m365_defender.exposure_graph.target.id
  TargetNodeLabel m365_defender.exposure_graph.target.label
  TargetNodeName m365_defender.exposure_graph.target.name
  TargetNodeCategories m365_defender.exposure_graph.target.categories
${prefixed(
  "NodeProperties",
  "m365_defender.exposure_graph.node.properties",
  `rawData rawData.criticalityLevel rawData.criticalityLevel.criticalityLevel rawData.criticalityLevel.ruleNames rawData.isInternetFacing rawData.assignedRoles
  rawData.accountUpn rawData.accountDisplayName rawData.accountEnabled rawData.severity rawData.publicIP rawData.tags rawData.exploitabilityLevel
  rawData.exposureScore rawData.riskScore rawData.deviceName rawData.deviceType rawData.osPlatform rawData.onboardingStatus rawData.vulnerableToRCE
  rawData.vulnerableToPrivilegeEscalation rawData.highRiskVulnerabilityInsights rawData.highRiskVulnerabilityInsights.maxCvssScore rawData.hasGuardrails
  rawData.aiModelMetadata.modelName rawData.aiModelMetadata rawData.emailAddress rawData.primaryProvider rawData.exposedToInternet rawData.containsSensitiveData`,
)}
${prefixed("EdgeProperties", "m365_defender.exposure_graph.edge.properties", "rawData rawData.ntlmHash.ntlmHash rawData.primaryRefreshToken rawData.browserCookies")}`;

/** https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityincident */
const incident = `
  ProviderName event.provider
  ProviderIncidentId event.id
  IncidentNumber event.sequence
  Title rule.name
  Severity event.severity_name
  Status event.status
  Classification event.classification
  ClassificationReason event.reason
  ClassificationComment azure.security_incident.classification_comment
  ModifiedBy azure.security_incident.modified_by
  Owner azure.security_incident.owner
  Owner.objectId azure.security_incident.owner.object_id
  Owner.assignedTo azure.security_incident.owner.assigned_to
  Owner.userPrincipalName azure.security_incident.owner.user_principal_name
  Labels azure.security_incident.labels
  AlertIds azure.security_incident.alert_ids
  RelatedAnalyticRuleIds azure.security_incident.related_analytic_rule_ids
  AdditionalData azure.security_incident.additional_data
  AdditionalData.tactics azure.security_incident.additional_data.tactics
  AdditionalData.techniques azure.security_incident.additional_data.techniques
  AdditionalData.alertsCount azure.security_incident.additional_data.alerts_count`;

/** https://learn.microsoft.com/azure/devops/organizations/audit/auditing-events */
const devOps = `
  OperationName event.action
  Area azure.devops.area
  Category azure.devops.category
  CategoryDisplayName azure.devops.category
  ActorUPN user.email
  ActorUserId user.id
  ActorCUID azure.devops.actor_cuid
  ActorDisplayName user.full_name
  AuthenticationMechanism azure.devops.authentication_mechanism
  IpAddress source.ip
  UserAgent user_agent.original
  ProjectName azure.devops.project_name
  ScopeDisplayName azure.devops.scope_display_name
  Details azure.devops.details
  Data azure.devops.data
${prefixed(
  "Data",
  "azure.devops.data",
  `PolicyName PolicyValue ProjectVisibility PreviousProjectVisibility ProjectName PipelineName PipelineId GroupName MemberDisplayName CallerProcedure
  PipelineRevision ReleaseName ConnectionName ConnectionType VariableGroupName AgentPoolName ExtensionName TokenType DisplayName Scopes`,
)}`;

interface Group {
  readonly authority: string;
  /** Tables by name; empty: in every table. */
  readonly tables: string;
  readonly rows: string;
}

const groups: readonly Group[] = [
  // Names that mean the same wherever they stand.
  { authority: XDR, tables: "", rows: actor("process") },
  {
    authority: XDR,
    tables: "",
    rows: `DeviceName host.name\nDeviceId host.id\nActionType event.action\nOperationName event.action\nEventID event.code\nRemoteIP destination.ip
      RemotePort destination.port\nRemoteUrl url.original\nLocalIP source.ip\nLocalPort source.port\nProcessCommandLine process.command_line\nFileName file.name
      FolderPath file.path\nSHA1 file.hash.sha1\nSHA256 file.hash.sha256\nMD5 file.hash.md5\nIPAddress source.ip\nUserAgent user_agent.original
      AccountUpn user.email\nAccountName user.name\nComputer host.name\nUserPrincipalName user.email\nGlobalPrevalence m365_defender.event.file.global_prevalence
      GlobalFirstSeen m365_defender.event.file.global_first_seen\nSignatureState file.code_signature.status\nSoftwareName package.name\nIsCertificateValid file.code_signature.trusted
      Signer file.code_signature.subject_name\nIssuer m365_defender.event.file.issuer\nIsRootSignerMicrosoft m365_defender.event.file.is_root_signer_microsoft
      ThreatName threat.indicator.name\nProfileAvailability m365_defender.event.file.profile_availability\nIsExecutable m365_defender.event.file.is_executable
      InitiatingProcessParentFileName process.parent.name\nInitiatingProcessParentId process.parent.pid\nSourceIP source.ip\nDestinationIP destination.ip
      DestinationPort destination.port\nSourceSystem event.module\nUserId user.id`,
  },
  {
    authority: XDR,
    tables: "DeviceProcessEvents CloudProcessEvents",
    rows: `${actor("process.parent")}\n${createdProcess}\n${hashes("process")}`,
  },
  { authority: XDR, tables: otherDeviceTables, rows: actor("process") },
  {
    authority: XDR,
    tables: deviceTables,
    rows: `DeviceName host.name\nDeviceId host.id\nActionType event.action\nReportId event.id\n${additional}`,
  },
  { authority: XDR, tables: "DeviceFileEvents", rows: `${file}\n${hashes("file")}` },
  {
    authority: XDR,
    tables: "DeviceImageLoadEvents",
    rows: `FileName dll.name\nFolderPath dll.path\nInitiatingProcessParentFileName process.parent.name\nFileSize dll.size\n${hashes("dll")}`,
  },
  {
    authority: XDR,
    tables: "DeviceRegistryEvents",
    rows: `RegistryKey registry.path\nRegistryValueName registry.value\nRegistryValueData registry.data.strings\nRegistryValueType registry.data.type
      PreviousRegistryKey m365_defender.event.registry.previous_key\nPreviousRegistryValueName m365_defender.event.registry.previous_value_name
      PreviousRegistryValueData m365_defender.event.registry.previous_value_data\nInitiatingProcessParentFileName process.parent.name`,
  },
  { authority: XDR, tables: "DeviceNetworkEvents", rows: `${remote}\nInitiatingProcessParentFileName process.parent.name` },
  {
    authority: XDR,
    tables: "DeviceLogonEvents",
    rows: `${account}\nLogonType winlog.logon.type\nLogonId winlog.logon.id\nFailureReason event.reason\nIsLocalAdmin m365_defender.event.is_local_admin
      RemoteIP source.ip\nRemotePort source.port\nRemoteDeviceName source.domain\nRemoteIPType m365_defender.event.remote.ip_type\nProtocol network.protocol
      InitiatingProcessParentFileName process.parent.name`,
  },
  {
    authority: XDR,
    tables: "DeviceEvents",
    rows: `${account}\n${remote}\n${hashes("file")}\nFileName file.name\nFolderPath file.path\nFileSize file.size\nFileOriginUrl file.origin_url\nFileOriginIP m365_defender.event.file.origin_ip
      ProcessCommandLine process.command_line\nProcessId target.process.pid\nProcessTokenElevation m365_defender.event.process.token_elevation\nRegistryKey registry.path
      RegistryValueName registry.value\nRegistryValueData registry.data.strings\nLogonId winlog.logon.id\nInitiatingProcessParentFileName process.parent.name`,
  },
  {
    authority: XDR,
    tables: "DeviceFileCertificateInfo",
    rows: `${hashes("file")}\nSigner file.code_signature.subject_name\nIsSigned file.code_signature.exists\nIsTrusted file.code_signature.trusted
      Issuer m365_defender.event.file.issuer\nIsRootSignerMicrosoft m365_defender.event.file.is_root_signer_microsoft\nCertificateSerialNumber x509.serial_number`,
  },
  { authority: XDR, tables: "DeviceInfo DeviceNetworkInfo", rows: device },
  {
    authority: XDR,
    tables: `DeviceTvmSoftwareVulnerabilities DeviceTvmSoftwareVulnerabilitiesKB DeviceTvmSoftwareInventory DeviceTvmSecureConfigurationAssessment
      DeviceTvmSecureConfigurationAssessmentKB DeviceTvmInfoGathering DeviceTvmBrowserExtensions DeviceTvmSoftwareEvidenceBeta`,
    rows: vulnerability,
  },
  {
    authority: XDR,
    tables:
      "EmailEvents EmailAttachmentInfo EmailUrlInfo EmailPostDeliveryEvents UrlClickEvents MessageEvents MessageUrlInfo MessagePostDeliveryEvents",
    rows: email,
  },
  {
    authority: XDR,
    tables: "IdentityLogonEvents IdentityDirectoryEvents IdentityQueryEvents IdentityEvents",
    rows: `${identity}\n${account}\n${prefixed("AdditionalFields", "m365_defender.event.additional_fields", details)}`,
  },
  {
    authority: XDR,
    tables: "IdentityInfo IdentityAccountInfo",
    rows: `${identityInfo}\nAccountName user.name\nAccountDomain user.domain\nAccountUPN user.email\nAccountDisplayName user.full_name\nAccountSid user.id\nOnPremSid user.id\nAccountSID user.id`,
  },
  {
    authority: XDR,
    tables: "CloudAppEvents CloudAuditEvents",
    rows: `${cloudApp}\nOperationName event.action\n${prefixed("RawEventData", "m365_defender.event.raw_event_data", rawEvent)}`,
  },
  { authority: XDR, tables: "AlertInfo AlertEvidence SecurityAlert SecurityIncident BehaviorInfo BehaviorEntities", rows: alerts },
  { authority: XDR, tables: "AADSignInEventsBeta AADSpnSignInEventsBeta EntraIdSignInEvents EntraIdSpnSignInEvents", rows: xdrSignin },
  { authority: XDR, tables: "GraphAPIAuditEvents", rows: graph },
  { authority: MONITOR, tables: "MicrosoftGraphActivityLogs", rows: graph },
  {
    authority: MONITOR,
    tables: "SigninLogs AADNonInteractiveUserSignInLogs AADServicePrincipalSignInLogs AADManagedIdentitySignInLogs ADFSSignInLogs",
    rows: signin,
  },
  {
    authority: MONITOR,
    tables: "AADUserRiskEvents AADRiskyUsers AADRiskyServicePrincipals AADServicePrincipalRiskEvents",
    rows: `RiskState azure.identityprotection.properties.risk_state\nRiskLevel azure.identityprotection.properties.risk_level\nRiskDetail azure.identityprotection.properties.risk_detail
      RiskEventType azure.identityprotection.properties.risk_event_type\nUserPrincipalName user.email\nIpAddress source.ip\nDetectionTimingType azure.identityprotection.properties.detection_timing_type\nRequestId event.id\nOperationName event.action\nUserId user.id`,
  },
  { authority: MONITOR, tables: "AuditLogs", rows: audit },
  { authority: MONITOR, tables: "AzureActivity", rows: activity },
  { authority: MONITOR, tables: "OfficeActivity", rows: office },
  { authority: MONITOR, tables: "SecurityEvent", rows: securityEvent },
  { authority: MONITOR, tables: "Event WindowsEvent Sysmon", rows: windowsEvent },
  { authority: MONITOR, tables: "AWSCloudTrail", rows: cloudTrail },
  { authority: MONITOR, tables: "CommonSecurityLog", rows: cef },
  { authority: MONITOR, tables: "Syslog LinuxAuditLog", rows: syslog },
  { authority: MONITOR, tables: "DnsEvents DnsInventory", rows: dns },
  { authority: MONITOR, tables: "W3CIISLog", rows: iis },
  {
    authority: MONITOR,
    tables: "VMConnection WireData",
    rows: `RemoteIp destination.ip\nRemoteIP destination.ip\nDestinationIp destination.ip\nDestinationPort destination.port\nSourceIp source.ip\nLocalIP source.ip\nRemoteDnsCanonicalNames destination.domain\nRemoteDnsQuestions dns.question.name
      Direction network.direction\nProcessName process.name\nComputer host.name\nMaliciousIp threat.indicator.ip\nRemotePortNumber destination.port\nApplicationProtocol network.protocol\nRemoteIPCountry destination.geo.country_name\nProtocol network.transport\nSentBytes source.bytes\nReceivedBytes destination.bytes`,
  },
  {
    authority: MONITOR,
    tables: "AzureDiagnostics AzureNetworkAnalytics_CL",
    rows: `Category azure.platformlogs.category\nResourceType azure.resource.type\nResourceProvider azure.resource.provider\nOperationName event.action\nCallerIPAddress source.ip\nclientIP_s source.ip\nclientIp_s source.ip\nrequestUri_s url.original
      userAgent_s user_agent.original\nResultType azure.platformlogs.result_type\nResultSignature azure.platformlogs.result_signature\nhttpStatusCode_d http.response.status_code\nclientInfo_s user_agent.original\nid_s azure.platformlogs.properties.id\nmsg_s message\nResource azure.resource.name
      ResourceId azure.resource.id\naction_s event.outcome\nidentity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g user.id\nLog_s message\nlog_s message\nconditions_destinationPortRange_s azure.platformlogs.properties.conditions.destination_port_range\nstatement_s db.statement`,
  },
  { authority: MONITOR, tables: "ThreatIntelligenceIndicator ThreatIntelIndicators ThreatIntelObjects", rows: indicators },
  { authority: MONITOR, tables: "BehaviorAnalytics UserPeerAnalytics", rows: behavior },
  {
    authority: MONITOR,
    tables: "LAQueryLogs",
    rows: "QueryText db.statement\nRequestClientApp user_agent.name\nAADEmail user.email\nResponseCode event.outcome\nResponseRowCount azure.laquerylogs.response_row_count\nRequestTarget azure.laquerylogs.request_target",
  },
  {
    authority: MONITOR,
    tables: "AzureDevOpsAuditing",
    rows: "OperationName event.action\nActorUPN user.email\nActorUserId user.id\nIpAddress source.ip\nUserAgent user_agent.original\nArea azure.devops.area\nDetails message\nAuthenticationMechanism azure.devops.authentication_mechanism\nData azure.devops.data\nProjectName azure.devops.project\nScopeDisplayName azure.devops.scope\nCategory azure.devops.category\nGroupName group.name",
  },
  {
    authority: MONITOR,
    tables: "GitHubAudit GitHubRepo GitHubAuditLogPolling_CL",
    rows: "Action event.action\nActor user.name\nRepository github.repo\nOrganization github.org\nCountry source.geo.country_iso_code\nVisibility github.visibility\nImpactedUser user.target.name",
  },
  {
    authority: MONITOR,
    tables: "Okta_CL OktaSSO OktaV2_CL",
    rows: "eventType_s event.action\noutcome_result_s okta.outcome.result\noutcome_reason_s okta.outcome.reason\nactor_alternateId_s okta.actor.alternate_id\nclient_ipAddress_s okta.client.ip\nclient_userAgent_rawUserAgent_s okta.client.user_agent.raw_user_agent",
  },
  {
    authority: MONITOR,
    tables: "OAuthAppInfo",
    rows: "AppStatus azure.oauthapp.status\nAppOrigin azure.oauthapp.origin\nAppName azure.oauthapp.name\nOAuthAppId azure.oauthapp.id\nPermissions azure.oauthapp.permissions\nPermissions.PermissionValue azure.oauthapp.permissions.value\nPermissions.TargetAppDisplayName azure.oauthapp.permissions.target\nPrivilegeLevel azure.oauthapp.privilege_level\nConsentedUsersCount azure.oauthapp.consented_users\nVerifiedPublisher azure.oauthapp.verified_publisher\nIsAdminConsented azure.oauthapp.is_admin_consented",
  },
  {
    authority: MONITOR,
    tables: "SQLEvent",
    rows: "Statement sqlserver.audit.statement\nLogonResult event.outcome\nObjectName sqlserver.audit.object_name\nActionId sqlserver.audit.action_id\nClassType sqlserver.audit.class_type\nClientIP source.ip\nCurrentUser user.name",
  },
  { authority: ASIM, tables: asimTables, rows: asim },
  { authority: ASIM, tables: asimTables, rows: asimParameters },
  { authority: ASIM, tables: "", rows: asimEverywhere },
  { authority: MONITOR, tables: "Event WindowsEvent SecurityEvent", rows: inEventData(securityEvent) },
  { authority: MONITOR, tables: "TeamsData", rows: office },
  { authority: XDR, tables: "ExposureGraphNodes ExposureGraphEdges", rows: exposureGraph },
  { authority: MONITOR, tables: "SecurityIncident", rows: incident },
  { authority: MONITOR, tables: "AzureDevOpsAuditing ADOAuditLogs", rows: devOps },
];

const words = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");

/** `raw canonical` a line; of two lines for one name in one table the first holds. */
function rowsOf({ authority, tables, rows }: Group): readonly FieldRow[] {
  const pairs = rows.split("\n").flatMap((line) => {
    const [raw, canonical] = words(line);
    return raw !== undefined && canonical !== undefined ? [{ raw, canonical, authority }] : [];
  });
  return tables === "" ? pairs : words(tables).flatMap((name) => pairs.map((pair): FieldRow => ({ ...pair, where: { name } })));
}

const keyOf = ({ raw, where }: FieldRow): string => `${raw} ${where?.name ?? ""}`;

export const kustoFields: readonly FieldRow[] = [
  ...new Map(
    groups
      .flatMap(rowsOf)
      .reverse()
      .map((row) => [keyOf(row), row] as const),
  ).values(),
].reverse();

/** Every raw name that has a row. */
export const kustoRawNames: ReadonlySet<string> = new Set(kustoFields.map(({ raw }) => raw));

/** The columns that are known of a table. */
export const kustoColumns: ReadonlyMap<string, ReadonlySet<string>> = kustoFields.reduce((tables, { raw, where }) => {
  const name = where?.name;
  if (name !== undefined) tables.set(name, (tables.get(name) ?? new Set<string>()).add(raw));
  return tables;
}, new Map<string, Set<string>>());
