/**
 * What a Sigma log source says of the platform, by product, product/service and category.
 * Authority: https://github.com/SigmaHQ/sigma-specification/blob/main/appendix/sigma-taxonomy-appendix.md and the rules' own folders.
 */
import { type PlatformId, type PlatformRule, platformsOf } from "./platforms.ts";

/** Tested on `product/category/service`, lower case, empty where the rule is silent. */
const rules: readonly PlatformRule[] = [
  [/^windows\//, "windows"],
  [/^linux\//, "linux"],
  [/^macos\//, "macos"],
  [/^aws\//, "aws"],
  [/^azure\/.*\/(?!office365|exchange)/, "azure"],
  [/^azure\/.*\/(office365|exchange)/, "m365"],
  // Entra ID's logs are about identities as much as about the tenant.
  [/^azure\/.*\/(signinlogs|auditlogs|riskdetection|pim)/, "identity"],
  [/^gcp\/.*\/(?!google_workspace)/, "gcp"],
  [/\/google_workspace/, "google_workspace"],
  [/^(m365|office365|o365)\//, "m365"],
  [/^okta\//, "okta", "identity"],
  [/^(onelogin|auth0|duo)\//, "identity", "saas"],
  [/^cisco\/.*\/duo/, "identity", "saas"],
  [/^github\//, "github"],
  [/^(bitbucket|atlassian|gitlab|slack|zoom|salesforce|1password)\//, "saas"],
  [/^kubernetes\//, "kubernetes"],
  [/^(docker|falco)\//, "containers"],
  // The RPC firewall is a Windows service that writes to the Application log.
  [/^rpc_firewall\//, "windows"],
  [/^(zeek|cisco|fortigate|fortios|fortinet|huawei|juniper|paloalto|checkpoint|f5|dns)\//, "network"],
  [/^[^/]*\/(firewall|proxy|dns|rdp)\//, "network"],
  [/\/netflow$/, "network"],
  [/^[^/]*\/webserver\//, "web"],
  [/\/(apache|nginx|iis)$/, "web"],
  [/^(modsecurity|django|nodejs|ruby_on_rails|spring|velocity|jvm|python|sql)\//, "web"],
  [/^[^/]*\/database\//, "database"],
  [/^mssql\//, "database"],
];

/** Platforms of one log source; several categories or services count together. */
export function sigmaPlatforms(product: string | null, categories: readonly string[], services: readonly string[]): readonly PlatformId[] {
  const orNone = (values: readonly string[]): readonly string[] => (values.length > 0 ? values : [""]);
  const words = orNone(categories).flatMap((category) =>
    orNone(services).map((service) => `${product ?? ""}/${category}/${service}`.toLowerCase()),
  );
  return platformsOf(words, rules);
}
