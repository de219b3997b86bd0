/** What the sources page shows, as plain data. */
import type { VendorId } from "./vendor.ts";

export interface SourceRow {
  readonly id: string;
  readonly label: string;
  readonly vendors: readonly VendorId[];
  readonly repository: string | null;
  readonly commit: string | null;
  readonly commitDate: string | null;
  readonly licence: string;
  readonly attribution: string;
  /** discovered = complete + partial + unsupported + invalid */
  readonly files: number;
  readonly discovered: number;
  readonly complete: number;
  readonly partial: number;
  readonly unsupported: number;
  readonly invalid: number;
  readonly fielded: number;
  readonly mapped: number;
  /** Diagnostic code and how many rules or files have it, most first. */
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
}

export interface AttackVersionRow {
  readonly domain: string;
  /** Beginning of the bundle's sha256: two bundles may bear one version. */
  readonly hash: string;
  readonly name: string;
  readonly version: string;
  readonly note: string;
  readonly techniques: number;
  readonly strategies: number;
  readonly analytics: number;
  /** The snapshot resolves tags with it. */
  readonly used: boolean;
  readonly shown: boolean;
}

export interface UnknownTag {
  readonly tagged: string;
  readonly rules: number;
  readonly sources: readonly string[];
  /** A rule that carries it. */
  readonly example: { readonly key: string; readonly title: string };
}

export interface LedgerLineRow {
  readonly source: string;
  readonly path: string;
  readonly code: string;
  readonly message: string;
}
