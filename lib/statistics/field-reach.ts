/** How many rules of the whole catalog test a field, with which operators, and in which vendors' languages. */
import type { Statistic } from "./statistic.ts";

export const fieldReach: Statistic = {
  id: "field-reach",
  question: "How many rules of the whole catalog test this field, and how?",
  numerator: "Rules with a match predicate on the field, families of them, and the same per operator and vendor",
  denominator: "Rules of the snapshot",
  table: "field_reach",
  columns: ["snapshot_id", "lane", "field", "segment_id", "rules", "families", "mapped", "operators", "by_vendor"],
  sql: (snapshot) => `
    with standing as materialized (
      select f.lane, f.field, f.mapped, f.operators, s.segment_id, s.family_id, s.vendor
      from field_rule f join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = f.rule_id
      where f.snapshot_id = ${snapshot}
    ), counted as (
      select lane, field, coalesce(segment_id, 0) as segment_id, count(*) as rules, count(distinct family_id) as families, bool_or(mapped) as mapped
      from standing group by grouping sets ((lane, field, segment_id), (lane, field))
    ), used as (
      select lane, field, segment_id, jsonb_object_agg(operator, rules) as operators
      from (
        select lane, field, coalesce(segment_id, 0) as segment_id, o.operator, count(*) as rules
        from standing cross join unnest(operators) o (operator)
        group by grouping sets ((lane, field, segment_id, o.operator), (lane, field, o.operator))
      ) by_operator
      group by lane, field, segment_id
    ), spoken as (
      select lane, field, segment_id, jsonb_object_agg(vendor, rules) as by_vendor
      from (
        select lane, field, coalesce(segment_id, 0) as segment_id, vendor, count(*) as rules
        from standing group by grouping sets ((lane, field, segment_id, vendor), (lane, field, vendor))
      ) of_vendor
      group by lane, field, segment_id
    )
    select ${snapshot}, lane, field, segment_id, rules, families, mapped, operators, by_vendor
    from counted join used using (lane, field, segment_id) join spoken using (lane, field, segment_id)`,
};
