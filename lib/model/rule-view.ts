/** What the rule page shows, as plain data. */
import type { VendorCounts } from "./catalog-view.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { LogicScope } from "./normalized-rule.ts";
import type { ClausePart, Exclusion, Outcome, Predicate } from "./predicate.ts";
import type { Named } from "./technique-view.ts";
import type { VendorId } from "./vendor.ts";

/** A technique tag of a rule, and what the loaded ATT&CK makes of it. */
export interface RuleTag {
  readonly tagged: string;
  /** Null when the loaded versions do not know the id. */
  readonly technique: Named | null;
  readonly status: "current" | "revoked" | "deprecated" | "unknown";
}

export interface RulePredicate extends Predicate {
  readonly position: number;
  /** Rules of the catalog with the same field, operator and value under the same polarity. */
  readonly reach: number;
  readonly byVendor: VendorCounts;
}

export interface RuleView {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: VendorId;
  readonly language: string;
  readonly ownId: string | null;
  readonly authors: readonly string[];
  readonly created: string | null;
  readonly modified: string | null;
  readonly level: string | null;
  readonly status: string | null;
  readonly version: string | null;
  /** Stated by the rule itself, or its source's. */
  readonly licence: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly platforms: readonly string[];
  readonly tags: readonly RuleTag[];
  readonly events: readonly string[];
  readonly outcome: Outcome;
  readonly window: string | null;
  readonly newTerms: { readonly fields: readonly string[]; readonly window: string | null } | null;
  readonly source: {
    readonly id: string;
    readonly label: string;
    readonly repository: string | null;
    readonly commit: string | null;
    readonly attribution: string;
    readonly path: string;
    /** The file upstream at the pinned commit. */
    readonly fileUrl: string | null;
  };
  readonly queryText: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly scopes: readonly LogicScope[];
  readonly exclusions: readonly Exclusion[];
}

/** Another rule of the same family. Each rule of a family is like the one in its middle; what they share says why. */
export interface FamilyRule {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly language: string;
  readonly source: string;
  readonly level: string | null;
  readonly changed: string | null;
  /** It stands in the middle. */
  readonly representative: boolean;
  /** With the rule in the middle, 0 to 1. */
  readonly similarity: number;
  /** What it shares with the rule in the middle (that one: with the page's own rule), the rarest first, and how much that is. */
  readonly shared: readonly ClausePart[];
  readonly sharedCount: number;
}
