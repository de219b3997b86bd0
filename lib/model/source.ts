/** A source: one upstream repository (or the bundled catalog), pinned to a commit, with how its files are found, read and cited. */
import type { VendorId } from "./vendor.ts";

/** The rule-file formats; one file of the same name in lib/formats reads each. */
export const formatIds = [
  "sigma-yaml",
  "escu-yaml",
  "armory-yaml",
  "elastic-toml",
  "splunk-conf",
  "query-yaml",
  "sentinel-yaml",
  "plain-query",
  "kusto-markdown",
  "kusto-kql",
] as const;
export type FormatId = (typeof formatIds)[number];

/** Formats of no source in particular: `explain` reads files of any origin with them. */
export const looseFormatIds = ["splunk-conf", "query-yaml", "plain-query"] as const satisfies readonly FormatId[];

export interface SourceDefinition {
  /** Stable id: the folder's name under `--from`, and the key in URLs. */
  readonly id: string;
  readonly label: string;
  /** Vendors that its rules may count under; a rule's own vendor follows from its language. */
  readonly vendors: readonly VendorId[];
  /** Tried in order; the first that claims a path reads the file. */
  readonly formats: readonly FormatId[];
  /** `owner/name` upstream, or null for the bundled catalog. */
  readonly repository: string | null;
  readonly commit: string | null;
  /** Date of the commit, ISO `YYYY-MM-DD`. */
  readonly commitDate: string | null;
  readonly licence: string;
  /** How a page must name the author and the source, as the licence asks. */
  readonly attribution: string;
  /** Path prefixes (relative to the source's root, `/` separated, "" for all) that hold rules. */
  readonly include: readonly string[];
  /** Path prefixes or file names inside those that do not (templates, indexes). */
  readonly exclude: readonly string[];
  /** File endings that are rule files. */
  readonly extensions: readonly string[];
  /** The upstream web address of a file at the pinned commit, or null when there is none. */
  readonly fileUrl: (path: string) => string | null;
  /** The address of the archive at the pinned commit for `--sync`, or null when there is nothing to download. */
  readonly archiveUrl: string | null;
}
