/** How far an indicator (field, operator, value) reaches in the whole catalog, by segment, and a score that ranks values of one field. */
import type { Statistic } from "./statistic.ts";

export const indicatorReach: Statistic = {
  id: "indicator-reach",
  question: "How many rules of the whole catalog look for this value in this field?",
  numerator: "Rules with the indicator under match, inside AND groups or alone, and families of them",
  denominator: "Rules of the snapshot",
  table: "indicator_reach",
  columns: ["snapshot_id", "indicator_id", "segment_id", "field", "lane", "rules", "families", "score", "alone"],
  // Lane, rules and families of all segments together are those of clause-reach: one literal, one reach.
  sql: (snapshot) => `
    with literal as materialized (
      select i.id, coalesce(i.field, '') as field, r.lane, r.rules, r.families,
        r.rules * ln((select greatest(count(*), 1) from snapshot_rule where snapshot_id = ${snapshot})::float / r.rules) as score
      from clause_reach r join indicator i on i.id = r.clause_id
      where r.snapshot_id = ${snapshot} and r.polarity = 'match'
    ), counted as (
      select c.clause_id as id, s.segment_id, count(*) as rules, count(distinct s.family_id) as families, bool_or(c.alone) as alone
      from rule_clause c
      join literal l on l.id = c.clause_id
      join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = c.rule_id
      where c.polarity = 'match'
      group by c.clause_id, s.segment_id
    )
    select ${snapshot}, id, segment_id, field, lane, counted.rules, counted.families, 0, alone from counted join literal using (id)
    union all
    select ${snapshot}, id, 0, field, lane, literal.rules, literal.families, score, alone
    from literal join (select id, bool_or(alone) as alone from counted group by id) a using (id)`,
};
