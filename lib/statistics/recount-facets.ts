/** The facets of a rule, told from its raw predicates, tags and metadata: what rule-facet counts in SQL. */
import { splitEvent } from "../model/event-id.ts";
import type { RawRule } from "./recount-input.ts";

/** Every facet's values of the rule, each once. */
export function facetsOf(rule: RawRule): readonly (readonly [facet: string, value: string])[] {
  const { predicates, year, firstYear } = rule;
  const fields = (lane: string) =>
    predicates.flatMap((predicate) =>
      predicate.polarity === "match" && predicate.lane === lane && predicate.field !== null ? [predicate.field] : [],
    );
  const years =
    year === null || firstYear === null ? [] : Array.from({ length: year - firstYear + 1 }, (_, index) => `${firstYear + index}-01-01`);
  const values: Readonly<Record<string, readonly string[]>> = {
    vendor: [rule.vendor],
    source: [rule.source],
    level: [rule.level ?? "none"],
    status: [rule.status ?? "none"],
    outcome: [rule.outcome],
    platform: rule.platforms,
    event: rule.events,
    provider: rule.events.map((event) => splitEvent(event).provider),
    technique: rule.techniques.flatMap((technique) => [technique, technique.split(".")[0] ?? technique]),
    field: fields("behavior"),
    selector: fields("selector"),
    since: years,
  };
  return Object.entries(values).flatMap(([facet, all]) => [...new Set(all)].map((value) => [facet, value] as const));
}
