/**
 * The rules that have each value of each facet, as sets. A set is a bit string: bit n says that rule number n (rule-number) has the value.
 * Filters are then `&` and `|` of strings, and a count under any combination of filters is bit_count of one more `&`: no facet needs rows
 * per segment, and none is counted by joining rules.
 */
import { eventProvider } from "./event-provider.ts";
import type { Statistic } from "./statistic.ts";

/** Facets, each with the SELECT of its (value, number) pairs over `numbered`; a pair that comes twice is one. */
const facets: Readonly<Record<string, (snapshot: number) => string>> = {
  vendor: () => "select vendor, number from numbered",
  source: () => "select source_id, number from numbered",
  level: () => "select coalesce(level, 'none'), number from numbered",
  status: () => "select coalesce(status, 'none'), number from numbered",
  outcome: () => "select outcome, number from numbered",
  platform: (snapshot) => `
    select p.platform, number from numbered n
    join segment g on g.snapshot_id = ${snapshot} and g.id = n.segment_id cross join unnest(g.platforms) p (platform)`,
  event: () => "select e.event, number from numbered cross join unnest(event_ids) e (event)",
  provider: () => `select ${eventProvider("e.event")}, number from numbered cross join unnest(event_ids) e (event)`,
  technique: (snapshot) => `
    select t.technique_id, number from technique_rule t join numbered n on n.rule_id = t.rule_id where t.snapshot_id = ${snapshot}`,
  field: (snapshot) => used(snapshot, "behavior"),
  selector: (snapshot) => used(snapshot, "selector"),
  // Rules changed on or after the first day of a year; a rule without a date is in none.
  since: () => `
    select y.year || '-01-01', number from numbered
    cross join generate_series((select extract(year from min(changed))::int from numbered), extract(year from changed)::int) y (year)`,
};

/** Fields that rules test under match. */
function used(snapshot: number, lane: string): string {
  return `select f.field, number from numbered join field_rule f using (rule_id) where f.snapshot_id = ${snapshot} and f.lane = '${lane}'`;
}

export const ruleFacet: Statistic = {
  id: "rule-facet",
  question: "Which rules have this vendor, source, level, status, platform, event, technique, field or outcome?",
  numerator: "Rules of the snapshot with the value; a rule counts once a value",
  denominator: "Rules of the snapshot",
  table: "rule_facet",
  columns: ["snapshot_id", "facet", "value", "rules", "members"],
  // A set is written as text, rule by rule: the noughts since the rule before, and a one; noughts fill up the rest. Setting one bit after the
  // other copies the whole set each time.
  sql: (snapshot) => `
    with numbered as materialized (
      select s.*, n.number from snapshot_rule s join rule_number n on n.snapshot_id = ${snapshot} and n.rule_id = s.rule_id
      where s.snapshot_id = ${snapshot}
    ), has as materialized (
      ${Object.entries(facets)
        .map(([facet, pairs]) => `select distinct '${facet}' as facet, * from (${pairs(snapshot)}) ${facet} (value, number)`)
        .join("\n      union all ")}
    ), value as materialized (
      select row_number() over ()::int as place, facet, value from (select distinct facet, value from has) v
    ), spaced as (
      select place, number, repeat('0', number - coalesce(lag(number) over (partition by place order by number), -1) - 1) || '1' as bits
      from has join value using (facet, value)
    ), written as (
      select place, count(*) as rules, string_agg(bits, '' order by number) || repeat('0', (select count(*)::int from numbered) - 1 - max(number)) as bits
      from spaced group by place
    )
    select ${snapshot}, facet, value, rules, bits::bit varying
    from written join value using (place)`,
};
