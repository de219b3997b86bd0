/** Names of platforms as pages print them; rule files spell them in lower case. */

const labels: Readonly<Record<string, string>> = {
  windows: "Windows",
  linux: "Linux",
  macos: "macOS",
  aws: "AWS",
  azure: "Azure",
  gcp: "Google Cloud",
  m365: "Microsoft 365",
  office365: "Office 365",
  google_workspace: "Google Workspace",
  kubernetes: "Kubernetes",
  containers: "Containers",
  github: "GitHub",
  okta: "Okta",
  network: "Network",
  esxi: "ESXi",
  saas: "SaaS",
  iaas: "IaaS",
};

/** The platform's name for readers: a known spelling, or the id with a capital letter. */
export function platformLabel(id: string): string {
  return labels[id] ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replace(/_/g, " ")}`;
}

/** Platforms of ATT&CK's analytics, in lower case, as rule files name them; several where ATT&CK's word is the wider one. */
const ofAnalytics: Readonly<Record<string, readonly string[]>> = {
  "network devices": ["network"],
  containers: ["containers", "kubernetes"],
  iaas: ["aws", "azure", "gcp", "iaas"],
  saas: ["saas", "github", "okta", "google_workspace", "m365", "office365"],
  "identity provider": ["identity", "okta", "azure"],
  "office suite": ["m365", "office365", "google_workspace", "email"],
};

/** The platforms under which rules for an analytic's platforms stand. */
export function analyticPlatforms(platforms: readonly string[]): readonly string[] {
  return [...new Set(platforms.flatMap((name) => ofAnalytics[name.toLowerCase()] ?? [name.toLowerCase()]))];
}
