/** A rule as the catalog holds it: metadata, predicates, exclusions, clauses and the tree that shows how they stand together. */
import type { Diagnostic } from "./diagnostic.ts";
import type { Clause, Exclusion, Outcome, Predicate } from "./predicate.ts";
import type { RuleDocument } from "./rule-document.ts";
import type { VendorId } from "./vendor.ts";

/** The rule's logic for reading: leaves point into the rule's predicates, or its diagnostics for what was not understood. */
export type LogicNode =
  | { readonly kind: "all" | "any"; readonly children: readonly LogicNode[] }
  | { readonly kind: "not"; readonly child: LogicNode }
  /** `flipped`: an existence test that reads as its opposite here, because a negation stands above it. */
  | { readonly kind: "predicate"; readonly predicate: number; readonly flipped?: true }
  | { readonly kind: "opaque"; readonly diagnostic: number };

/** One scope of the rule: the events that a tree is asked of, and what it counts. */
export interface LogicScope {
  /** "event": tested on each event; "count": tested on a count of events; "absent": must find no event (an anti-join). */
  readonly kind: "event" | "count" | "absent";
  /** The scope's own name where the rule has one (a step, a correlated rule). */
  readonly label: string | null;
  readonly logic: LogicNode;
}

export interface NormalizedRule {
  readonly document: RuleDocument;
  readonly vendor: VendorId;
  readonly outcome: Outcome;
  readonly diagnostics: readonly Diagnostic[];
  readonly predicates: readonly Predicate[];
  readonly exclusions: readonly Exclusion[];
  readonly clauses: readonly Clause[];
  readonly scopes: readonly LogicScope[];
  /** Catalog events, `provider/event` (`WinEventLog:Sysmon/1`), in order, each once. */
  readonly events: readonly string[];
  /** As a duration in one spelling: `60s`, `5m`, `24h`, `7d`; null when the rule has none. */
  readonly window: string | null;
  readonly newTerms: { readonly fields: readonly string[]; readonly window: string | null } | null;
}

/** What reading one file gives. */
export interface RuleFileReading {
  readonly rules: readonly NormalizedRule[];
  /** Set when the file holds no rule: the file's own ledger line. */
  readonly problem: Diagnostic | null;
}
