/**
 * Tables of security data in Snowflake as catalog events, spelled as ATT&CK data components spell them. The tables are named by what fills them;
 * authorities: the log source names of ATT&CK's analytics, and Snowflake's account usage views (https://docs.snowflake.com/en/sql-reference/account-usage).
 */
import { eventNames } from "../../model/event-names.ts";
import type { LogSource } from "../language.ts";

const tables: readonly (readonly [RegExp, readonly string[]])[] = [
  [/crowdstrikefdr_dns|_dns$/, ["dns:query"]],
  [/crowdstrikefdr|sentinelone|defender.*process|carbonblack|^edr/, ["EDR:detection"]],
  [/cloudtrail/, ["AWS:CloudTrail"]],
  [/vpcflow/, ["AWS:VPCFlowLogs"]],
  [/s3access|s3_access/, ["AWS:S3AccessLogs"]],
  [/guardduty/, ["AWS:GuardDuty"]],
  [/okta/, ["saas:okta"]],
  [/auth0/, ["saas:auth"]],
  [/slack/, ["saas:slack"]],
  [/github/, ["saas:github"]],
  [/gsuite|google_?workspace/, ["saas:googleworkspace"]],
  [/gcpaudit|gcp_audit/, ["gcp:audit"]],
  [/o365|office_?365/, ["m365:unified"]],
  [/azure.*(?:signin|audit|ad)|entra/, ["azure:audit"]],
  [/azure/, ["azure:activity"]],
  [/(?:^|\.)(?:query_history|login_history|sessions|access_history)$/, ["snowflake:audit"]],
  [/waf|cloudflare|access_?log|^web|proxy/, ["WebProxy:AccessLogs"]],
  [/sysmon/, ["WinEventLog:Sysmon"]],
  [/winevent|windows.*security/, ["WinEventLog:Security"]],
  [/powershell/, ["WinEventLog:PowerShell"]],
];

/** Logs whose events are named by codes. */
const coded = /^WinEventLog:/;

/** The events of the tables that a query reads, each once. */
export function snowflakeEvents({ names }: LogSource, eventCodes: readonly string[]): readonly string[] {
  const numbers = eventCodes.filter((code) => /^\d+$/.test(code));
  const logs = names.flatMap((name) => tables.find(([pattern]) => pattern.test(name.toLowerCase().replace(/^file:/, "")))?.[1] ?? []);
  const events = logs.flatMap((log) => {
    if (!coded.test(log) || numbers.length === 0) return [log];
    const known = numbers.map((code) => `${log}/${code}`);
    const sure = known.filter((event) => eventNames.has(event));
    return sure.length > 0 ? sure : known;
  });
  return [...new Set(events)];
}
