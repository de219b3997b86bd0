/** A rule as its file gives it: metadata that every vendor has in some spelling, and the query in its own language. */
import type { Diagnostic } from "./diagnostic.ts";
import type { LanguageId } from "./vendor.ts";

export interface RuleQuery {
  readonly language: LanguageId;
  /** The text that spans refer to. */
  readonly text: string;
  /** Where `text` begins in the file (UTF-16 offset), or null when the file's own escapes make it differ from the file. */
  readonly offset: number | null;
  /** The tree that the format's parser already built, for languages that live inside the format (Sigma in YAML). */
  readonly tree?: unknown;
}

/** What a rule says of the events that it reads, as written; normalize turns it into catalog events. */
export interface RuleLogSource {
  /** Sigma's three keys. */
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
  /** Tables, data models, indexes, data_source lists, connectors, as written. */
  readonly names: readonly string[];
}

/** A count over the query's results that the file states outside the query (Elastic threshold rules, Sentinel triggers). */
export interface RuleThreshold {
  /** `count()` or `dc(rawField)`. */
  readonly aggregate: string;
  readonly operator: "gt" | "gte" | "lt" | "lte" | "eq";
  readonly value: string;
  readonly groupBy: readonly string[];
  /** A second count that must hold too (Elastic: a number of events beside a cardinality). */
  readonly also?: RuleThreshold;
}

/** A rule that compares events with a list of indicators: which indicators count, and which fields must agree (Elastic threat_match). */
export interface IndicatorMatch {
  readonly query: RuleQuery | null;
  readonly filters: readonly unknown[];
  /** Index patterns of the indicators. */
  readonly names: readonly string[];
  /** One of these must hold; within one, every pair. */
  readonly mappings: readonly (readonly IndicatorPair[])[];
}

/** The event's field, and the indicators' field that must hold its value (or, negated, must not). */
export interface IndicatorPair {
  readonly field: string;
  readonly indicator: string;
  readonly negated: boolean;
}

export interface RuleDocument {
  /** Position in the file, from 0. */
  readonly ordinal: number;
  readonly id: string | null;
  readonly title: string;
  readonly description: string;
  readonly authors: readonly string[];
  /** ISO dates `YYYY-MM-DD`. */
  readonly created: string | null;
  readonly modified: string | null;
  /** As the author words it, lower case: low, medium, high, critical, informational, ttp, anomaly, hunting … */
  readonly level: string | null;
  readonly status: string | null;
  readonly version: string | null;
  /** Stated by the rule itself; null means the source's licence. */
  readonly licence: string | null;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly logSource: RuleLogSource;
  /** Every tag as written. */
  readonly tags: readonly string[];
  /** The tags among them, or ids elsewhere in the file, that name an ATT&CK technique, as written, in order, each once. */
  readonly techniqueTags: readonly string[];
  /** windows, linux, macos, aws, azure, gcp, … lower case, as far as the file says. */
  readonly platforms: readonly string[];
  /** Null for kinds of rule without a query (machine learning). */
  readonly query: RuleQuery | null;
  /** A window stated outside the query, as written ("5m", "PT1H"). */
  readonly window: string | null;
  readonly threshold: RuleThreshold | null;
  readonly newTerms: { readonly fields: readonly string[]; readonly window: string | null } | null;
  /** Conditions beside the query, as the file's plain data (Kibana `filters`); absent: none. */
  readonly filters?: readonly unknown[];
  readonly indicatorMatch?: IndicatorMatch;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a format makes of one file: its rules, or why there is none. */
export interface FormatReading {
  readonly rules: readonly RuleDocument[];
  /** Set when the file is not a rule file at all. */
  readonly problem: Diagnostic | null;
}

/** A reader of one rule-file format. Pure and total: text in, data out, never throws on file text. */
export interface Format {
  readonly id: string;
  /** True when the path (relative to the source) can be such a file. */
  readonly claims: (path: string) => boolean;
  readonly read: (file: { readonly path: string; readonly text: string }) => FormatReading;
}
