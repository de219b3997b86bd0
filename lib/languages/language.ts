/** The contract of a query language: text in, a tree and diagnostics out, never a throw. */
import type { Expression } from "../expression/expression.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { RuleDocument, RuleQuery } from "../model/rule-document.ts";
import type { LanguageId, VendorId } from "../model/vendor.ts";

/** Part of a query with a tree of its own: the events before aggregation, one step, one side of a join, a test of counts. */
export interface Scope {
  readonly kind: "event" | "count" | "absent";
  readonly label: string | null;
  readonly expression: Expression;
  /** Where this scope's events come from; absent: the rule's first log source. */
  readonly logSource?: LogSource;
}

export interface Reading {
  readonly scopes: readonly Scope[];
  readonly diagnostics: readonly Diagnostic[];
  /** A window stated in the query, as written. */
  readonly window: string | null;
  /** Log sources that the query itself names (tables, indexes, macros), and those of rules it builds on. */
  readonly logSources: readonly LogSource[];
}

/** Where a rule's events come from, in Sigma's three keys or as names; the key of the field map and of the event map. */
export interface LogSource {
  readonly product: string | null;
  readonly category: string | null;
  readonly service: string | null;
  readonly names: readonly string[];
}

/** One row of a field map: the raw name, where it has this meaning, the canonical name, and who says so. */
export interface FieldRow {
  readonly raw: string;
  readonly canonical: string;
  readonly authority: string;
  /** The row holds only for these log sources; the most specific row wins. */
  readonly where?: {
    readonly product?: string;
    readonly category?: string;
    readonly service?: string;
    readonly name?: string;
    readonly eventCode?: string;
  };
}

/** A search macro of a source, by which its rules share text (SPL): its text, with `$name$` for each argument. */
export interface Macro {
  readonly definition: string;
  readonly arguments: readonly string[];
}

/** What a source keeps beside its rules and the rules refer to by name. */
export interface SideFiles {
  /** By name; a macro with arguments is also found as `name(2)`. */
  readonly macros: ReadonlyMap<string, Macro>;
}

export interface Language {
  readonly id: LanguageId;
  readonly vendor: VendorId;
  readonly read: (query: RuleQuery, document: RuleDocument, sideFiles?: SideFiles) => Reading;
  readonly fields: readonly FieldRow[];
  /** Field names are compared with case (Kusto) or without (SPL, Sigma). */
  readonly fieldsCaseSensitive: boolean;
  /** Catalog events of a log source, given the event codes that the rule selects (empty: none). */
  readonly events: (logSource: LogSource, eventCodes: readonly string[]) => readonly string[];
}
