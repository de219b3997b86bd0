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
