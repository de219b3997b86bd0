/** What the list of rules is narrowed to, as chips that lift one filter each. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { FilterWords, RuleFilter } from "@/lib/model/rule-list-view";
import type { Address } from "@/lib/routes";
import { type Chip, chip } from "@/lib/url-state";

/** "not stated" for rules without one. */
export function stated(value: string): string {
  return value === "none" ? "not stated" : value;
}

/** Chips beside vendor and platform, in the order of the facets. */
export function ruleChips(
  filter: RuleFilter,
  words: FilterWords,
  names: FieldNaming,
  address: Address,
  sources: ReadonlyMap<string, string>,
): readonly Chip[] {
  const one = (name: string, value: string | null, label: (value: string) => string) =>
    value === null ? [] : [chip(address, name, label(value), value)];
  const each = (name: string, values: readonly string[], label: (value: string) => string) =>
    values.map((value) => chip(address, name, `${name}: ${label(value)}`, value));
  return [
    ...one("q", filter.text, (text) => `title: ${text}`),
    ...each("source", filter.source, (id) => sources.get(id) ?? id),
    ...each("level", filter.level, stated),
    ...each("status", filter.status, stated),
    ...each("outcome", filter.outcome, (outcome) => outcome),
    ...one("since", filter.since, (day) => `changed since ${day}`),
    ...one("event", filter.event, (event) => `event: ${event}`),
    ...one("technique", filter.technique, (id) => `technique: ${id}${words.technique === null ? "" : ` ${words.technique}`}`),
    ...(filter.ownOnly && filter.technique !== null ? [chip(address, "sub", "without its sub-techniques", "0")] : []),
    ...one("field", filter.field, (field) => `field: ${names(field).shown}`),
    ...one("indicator", filter.indicator, (key) => `looks for: ${words.indicator ?? key}`),
    ...one("excluding", filter.excluding, (key) => `excludes: ${words.excluding ?? key}`),
    ...one("threshold", filter.threshold, (key) => `threshold: ${words.threshold ?? key}`),
    ...one("log", filter.log, (key) => `reads: ${words.log ?? key}`),
  ];
}
