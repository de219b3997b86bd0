/** The platforms that a rule can be about, one spelling each; every format maps its own words to these. */

/** `identity`, `network`, `web`, `email`, `saas` and `database` are for rules whose product is none of the named ones. */
export const platformIds = [
  "windows", "linux", "macos",
  "aws", "azure", "gcp", "kubernetes", "containers",
  "m365", "google_workspace", "github", "okta", "snowflake", "saas",
  "identity", "network", "web", "email", "database",
] as const; // biome-ignore format: one line a group
export type PlatformId = (typeof platformIds)[number];

/** A pattern over words of a format, and the platforms that they mean; the authority stands beside each table. */
export type PlatformRule = readonly [pattern: RegExp, ...platforms: PlatformId[]];

/** Platforms of all words by all rules that fit, in the order of `platformIds`, each once. */
export function platformsOf(words: Iterable<string>, rules: readonly PlatformRule[]): readonly PlatformId[] {
  const found = new Set<PlatformId>();
  for (const word of words) {
    for (const [pattern, ...platforms] of rules) if (pattern.test(word)) for (const platform of platforms) found.add(platform);
  }
  return platformIds.filter((platform) => found.has(platform));
}
