/** What a search finds, grouped by what matched. */
import type { VendorCounts } from "./catalog-view.ts";
import type { ClausePart } from "./predicate.ts";
import type { Named } from "./technique-view.ts";
import type { VendorId } from "./vendor.ts";

/** Kinds of results in the order of the page; kinds with an exact hit come before the others. */
export const searchKinds = ["techniques", "fields", "events", "values", "rules", "strategies", "analytics", "sources"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Things that have a name: all kinds but rules and values. */
export type NamedKind = Exclude<SearchKind, "rules" | "values">;

/** How near a result is: it is what was typed, or it contains it. */
interface Hit {
  readonly exact: boolean;
}

export interface FoundName extends Hit {
  readonly id: string;
  readonly name: string;
  /** Where it leads beside its own id: the strategy of an analytic. */
  readonly of: string | null;
  /** Null where rules are not counted by it. */
  readonly rules: number | null;
}

export interface FoundRuleLine extends Hit {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly source: string;
  readonly level: string | null;
  /** Whether the title has the text, or only description or query do. */
  readonly inTitle: boolean;
}

export interface FoundTechnique extends Named {
  readonly rules: number;
}

export interface FoundValue extends Hit {
  readonly key: string;
  readonly part: ClausePart;
  readonly rules: number;
  readonly byVendor: VendorCounts;
  /** Techniques with most rules that look for it. */
  readonly techniques: readonly FoundTechnique[];
}

/** One group of results: a page of them, and how many there are. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly offset: number;
  readonly total: number;
}

export interface SearchResults {
  readonly names: Readonly<Record<NamedKind, Found<FoundName>>>;
  readonly rules: Found<FoundRuleLine>;
  readonly values: Found<FoundValue>;
}

/** The results of a kind, whatever they are. */
export function foundOf({ names, rules, values }: SearchResults, kind: SearchKind): Found<Hit> {
  return kind === "rules" ? rules : kind === "values" ? values : names[kind];
}

/** Kinds that have results, those with an exact hit first. */
export function kindsFound(results: SearchResults): readonly SearchKind[] {
  const found = searchKinds.filter((kind) => foundOf(results, kind).total > 0);
  const exact = (kind: SearchKind) => foundOf(results, kind).rows.some((row) => row.exact);
  return [...found.filter(exact), ...found.filter((kind) => !exact(kind))];
}

/** The text with misspelt words replaced by words that rules use. */
export interface Suggestion {
  readonly text: string;
  /** Of the words that were replaced: rules with each. */
  readonly words: readonly { readonly asked: string; readonly word: string; readonly rules: number }[];
}

/** Something near an id that is not there. */
export interface NearThing extends Named {
  readonly href: string;
}

/** What a search is answered with. */
export interface SearchAnswer {
  /** What was looked for: the text, or what it was taken for. */
  readonly text: string;
  readonly found: SearchResults;
  readonly suggestion: Suggestion | null;
  /** Nothing has the text itself: the results are those of the suggestion. */
  readonly instead: boolean;
  readonly near: readonly NearThing[];
}
