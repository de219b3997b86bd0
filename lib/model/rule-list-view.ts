/** The list of rules: what narrows it, what a row shows, and how many rules each further choice would leave. */
import type { Outcome } from "./predicate.ts";
import type { VendorId } from "./vendor.ts";

/** Facets that the list shows, in the order of the page. */
export const shownFacets = ["vendor", "source", "level", "status", "outcome", "platform", "since", "event", "technique", "field"] as const;
export type ShownFacet = (typeof shownFacets)[number];

/** What the list is narrowed to. Choices of one facet are joined by or, everything else by and; empty and null mean any. */
export interface RuleFilter {
  readonly vendor: readonly string[];
  readonly source: readonly string[];
  readonly level: readonly string[];
  readonly status: readonly string[];
  readonly outcome: readonly string[];
  readonly platform: readonly string[];
  readonly event: string | null;
  readonly technique: string | null;
  /** Only rules tagged with the technique itself. */
  readonly ownOnly: boolean;
  readonly field: string | null;
  /** ISO date: rules changed on that day or later. */
  readonly since: string | null;
  /** Part of the title. */
  readonly text: string | null;
  /** Short key of a clause that the rules look for. */
  readonly indicator: string | null;
  /** Short key of an exclusion that the rules have; with `part-` before it, of an indicator that they exclude, alone or with others. */
  readonly excluding: string | null;
  /** Key of a threshold, as the technique page's rows have it. */
  readonly threshold: string | null;
  /** A log source of an analytic, `AN1057-0`, of which the rules read an event. */
  readonly log: string | null;
}

export type RuleOrder = "changed" | "title" | "vendor" | "level";

export interface RuleListRow {
  readonly key: string;
  readonly title: string;
  readonly vendor: VendorId;
  readonly source: string;
  readonly level: string | null;
  readonly status: string | null;
  readonly outcome: Outcome;
  readonly changed: string | null;
  readonly events: readonly string[];
  /** Ids of the techniques that the rule is tagged with. */
  readonly techniques: readonly string[];
}

/** One value of a facet, and the rules that have it under all filters but those of its own facet. */
export interface FacetChoice {
  readonly value: string;
  /** Its name for readers, where that is not the value. */
  readonly name: string | null;
  readonly rules: number;
}

export interface Facet {
  readonly facet: ShownFacet;
  readonly choices: readonly FacetChoice[];
  /** Values that some rule has under the other filters. */
  readonly total: number;
}

/** What stands behind a filter's key, in the words of its chip. */
export interface FilterWords {
  readonly indicator: string | null;
  readonly excluding: string | null;
  readonly threshold: string | null;
  readonly log: string | null;
  readonly technique: string | null;
}

/** No filter at all. */
export const everyRule: RuleFilter = {
  ...{ vendor: [], source: [], level: [], status: [], outcome: [], platform: [] },
  ...{ event: null, technique: null, ownOnly: false, field: null, since: null, text: null },
  ...{ indicator: null, excluding: null, threshold: null, log: null },
};

/** The list of rules knows fields that pick the event or test behaviour; limits and names to fill in have no facet. */
export function isFacetLane(lane: string): boolean {
  return lane === "behavior" || lane === "selector";
}
