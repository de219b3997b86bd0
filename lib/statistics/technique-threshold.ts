/** What rules of a technique count, and from which number on they fire. */
import type { Statistic } from "./statistic.ts";
import { techniqueMembers } from "./technique-members.ts";

export const techniqueThreshold: Statistic = {
  id: "technique-threshold",
  question: "What do rules of this technique count, by what, within which window, and where is the line?",
  numerator: "Rules of the technique with the threshold",
  denominator: "Rules of the technique",
  table: "technique_threshold",
  columns: ["snapshot_id", "technique_id", "scope", "aggregate", "operator", "value", "group_by", "window", "segment_id", "rules"],
  sql: (snapshot) => `
    with ${techniqueMembers(snapshot)}, threshold as materialized (
      select distinct p.rule_id, coalesce(p.field, '') as aggregate, p.operator, p.value, array_to_string(p.group_by, ', ') as group_by,
        coalesce(r."window", '') as "window"
      from predicate p
      join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = p.rule_id
      join rule r on r.id = p.rule_id
      where p.lane = 'threshold' and p.polarity = 'match'
    )
    select ${snapshot}, technique_id, scope, aggregate, operator, value, group_by, "window", coalesce(segment_id, 0), count(*)
    from member join place using (place) join threshold using (rule_id)
    group by grouping sets (
      (technique_id, scope, aggregate, operator, value, group_by, "window", segment_id),
      (technique_id, scope, aggregate, operator, value, group_by, "window"))`,
};
