/** How far an exclusion reaches in the whole catalog: parts that exclude only together are one, found under each field that they name. */
import type { Statistic } from "./statistic.ts";

export const exclusionReach: Statistic = {
  id: "exclusion-reach",
  question: "What do rules of the whole catalog leave out as harmless, in which fields, and how many of them?",
  numerator: "Rules with the exclusion, and families of them; exclusions of one shape in exactly the same rules are one row",
  denominator: "Rules of the snapshot",
  table: "exclusion_reach",
  columns: ["snapshot_id", "field", "fold_id", "segment_id", "first", "lane", "parts", "values", "rules", "families"],
  // A fold is named by one of its clauses, which stands for all: they share their rules, and their parts name the same fields.
  sql: (snapshot) => `
    with fold as materialized (
      select r.fold_id, min(r.lane) as lane, count(*) as "values"
      from clause_reach r where r.snapshot_id = ${snapshot} and r.polarity = 'exclude' group by r.fold_id
    ), counted as (
      select f.fold_id, coalesce(s.segment_id, 0) as segment_id, count(*) as rules, count(distinct s.family_id) as families
      from fold f
      join rule_clause c on c.clause_id = f.fold_id and c.polarity = 'exclude'
      join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = c.rule_id
      group by grouping sets ((f.fold_id, s.segment_id), (f.fold_id))
    ), named as (
      select f.fold_id, f.lane, f."values", c.size as parts, p.field, p.field = min(p.field) over (partition by f.fold_id) as "first"
      from fold f
      join clause c on c.id = f.fold_id
      cross join lateral (select distinct coalesce(e ->> 'field', '') as field from jsonb_array_elements(c.parts) e) p
    )
    select ${snapshot}, field, fold_id, segment_id, "first", lane, parts, "values", rules, families
    from named join counted using (fold_id)`,
};
