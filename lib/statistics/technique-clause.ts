/** Indicators, AND groups, exclusions and thresholds of a technique: rules here, corpus reach, and a score that puts behaviour before selectors. */
import type { Statistic } from "./statistic.ts";
import { techniqueMembers } from "./technique-members.ts";

export const techniqueClause: Statistic = {
  id: "technique-clause",
  question: "Which values and exclusions do rules of this technique use most, and how particular to it are they?",
  numerator: "Rules of the technique with the clause; clauses of one shape in exactly the same rules are one row",
  denominator: "Rules of the technique; for reach, rules of the snapshot",
  table: "technique_clause",
  columns: [
    ...["snapshot_id", "technique_id", "scope", "polarity", "lane", "segment_id", "fold_id", "values", "rules", "families", "reach", "score"],
  ],
  // A fold is named by one of its clauses, which stands for all: they share their rules. A literal that every rule of the technique
  // has only inside AND groups has no row: the group has one.
  sql: (snapshot) => `
    with fold as materialized (
      select fold_id, polarity, lane, count(*) as "values", max(rules) as reach,
        ln((select greatest(count(*), 1) from snapshot_rule where snapshot_id = ${snapshot})::float / max(rules)) as weight
      from clause_reach where snapshot_id = ${snapshot} group by fold_id, polarity, lane
    ), standing as (
      select m.technique_id, m.scope, c.clause_id, c.polarity, m.segment_id, count(*) as rules, count(distinct m.family_id) as families,
        grouping(m.segment_id) as together, bool_or(c.alone) as alone
      from ${techniqueMembers(snapshot)} m
      join rule_clause c on c.rule_id = m.rule_id
      join fold f on f.fold_id = c.clause_id and f.polarity = c.polarity
      group by grouping sets ((m.technique_id, m.scope, c.clause_id, c.polarity, m.segment_id), (m.technique_id, m.scope, c.clause_id, c.polarity))
    ), shown as (
      select *, bool_or(alone) over (partition by technique_id, scope, clause_id, polarity) as has_row from standing
    )
    select ${snapshot}, s.technique_id, s.scope, s.polarity, f.lane, coalesce(s.segment_id, 0), f.fold_id, f."values", s.rules, s.families,
      f.reach, case when s.together = 1 then s.rules * f.weight else 0 end
    from shown s join fold f on f.fold_id = s.clause_id and f.polarity = s.polarity
    where s.has_row`,
};
