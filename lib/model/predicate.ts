/** Predicates: the normalized unit that every number of the catalog counts (docs: normalization, §2–§4). */
import type { Span } from "./diagnostic.ts";

export const operators = [
  "eq",
  "contains",
  "starts_with",
  "ends_with",
  "wildcard",
  "regex",
  "cidr",
  "gt",
  "gte",
  "lt",
  "lte",
  "exists",
  "missing",
  "fieldref",
  "in_list",
  "keyword",
] as const;
export type Operator = (typeof operators)[number];

export type Polarity = "match" | "exclude";
export type Role = "required" | "alternative" | "exclusion" | "branch";
export type Lane = "selector" | "behavior" | "threshold" | "placeholder";
export const outcomes = ["complete", "partial", "unsupported", "invalid"] as const;
export type Outcome = (typeof outcomes)[number];

/** As the author wrote it: without quotes and optional marks; `resolved` is the source column behind an alias. */
export interface RawPredicate {
  readonly field: string | null;
  readonly resolved?: string;
  readonly operator: string;
  readonly value: string;
}

export interface Predicate {
  readonly field: string | null;
  readonly operator: Operator;
  readonly value: string;
  readonly polarity: Polarity;
  readonly role: Role;
  readonly groups: readonly string[];
  readonly lane: Lane;
  readonly caseSensitive: boolean;
  readonly raw: RawPredicate;
  readonly span: Span;
  /** True when the field map knows the field (or the field is an aggregate, or there is none). */
  readonly mapped: boolean;
  /** Names of the exact rewrites that made it from the raw form. */
  readonly rewrites: readonly string[];
  /** Group keys of a threshold, canonical names. */
  readonly groupBy?: readonly string[];
}

/** Whether case decides what the value matches: a value without letters (`4688`, `::1`) is the same to either kind of comparison. */
export function comparesCase({ caseSensitive, value }: Pick<Predicate, "caseSensitive" | "value">): boolean {
  return caseSensitive && value.toLowerCase() !== value.toUpperCase();
}

/** One exclusion: its parts exclude only together; the exceptions lift it. Indexes into the rule's predicates. */
export interface Exclusion {
  readonly group: string;
  readonly parts: readonly number[];
  readonly exceptions: readonly number[];
}

/** Alternatives of one field and operator; one alternative of each part must hold. */
export interface ClausePart {
  readonly field: string | null;
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly caseSensitive: boolean;
  readonly lane: Lane;
}

/**
 * What tables show as one row: a single literal, an AND group over one field, or an exclusion whose parts stand together.
 * Parts are in canonical order, so that equal clauses of different rules print equally.
 */
export interface Clause {
  readonly polarity: Polarity;
  readonly parts: readonly ClausePart[];
  readonly exceptions: readonly ClausePart[];
  readonly lane: Lane;
  /** For a literal under match: it also stands outside every AND group of its rule. */
  readonly alone: boolean;
}

/** The one spelling of an aggregate for all vendors: `count()`, `dc(destination.port)`, `sum(f)`. */
export function aggregateName(name: string, field: string | null): string {
  return `${name}(${field ?? ""})`;
}
