/** Indicators, AND groups, exclusions and thresholds of a technique: rules here, corpus reach, and a score that puts behaviour before selectors. */
import type { Statistic } from "./statistic.ts";
import { numberedMembers, scopedCounts } from "./technique-members.ts";

export const techniqueClause: Statistic = {
  id: "technique-clause",
  question: "Which values and exclusions do rules of this technique use most, and how particular to it are they?",
  numerator: "Rules of the technique with the clause; clauses of one shape in exactly the same rules are one row",
  denominator: "Rules of the technique; for reach, rules of the snapshot",
  table: "technique_clause",
  columns: [
    ...[
      "snapshot_id",
      "technique_id",
      "scope",
      "polarity",
      "lane",
      "segment_id",
      "fold_id",
      "values",
      "rules",
      "families",
      "reach",
      "score",
    ],
  ],
  // A fold is named by one of its clauses, which stands for all: they share their rules. A literal that every rule of the technique
  // has only inside AND groups has no row: the groups have one. Rows are put in the order of the key, by one number that says as much.
  sql: (snapshot) => `
    with ${numberedMembers(snapshot)}, fold as materialized (
      select row_number() over (order by polarity, lane, fold_id)::int as fold, fold_id, polarity, lane, count(*) as "values", max(rules) as reach,
        ln((select greatest(count(*), 1) from snapshot_rule where snapshot_id = ${snapshot})::float / max(rules)) as weight
      from clause_reach where snapshot_id = ${snapshot} group by fold_id, polarity, lane
    ), standing as materialized (
      select c.rule_id, f.fold, c.alone from rule_clause c join fold f on f.fold_id = c.clause_id and f.polarity = c.polarity
    ), ${scopedCounts("fold", "member join standing using (rule_id)", { kept: "alone" })}
    select ${snapshot}, technique_id, scope, polarity, lane, segment_id, fold_id, "values", rules, families, reach,
      case when segment_id = 0 then rules * weight else 0 end
    from scoped join technique_number using (technique) join fold using (fold)
    order by ((technique * 4 + case scope when 'all' then 0 when 'both' then 1 else 2 end)::bigint << 40) | (fold::bigint << 16) | segment_id`,
};
