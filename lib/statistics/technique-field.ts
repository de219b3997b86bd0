/** Fields that rules of a technique filter on, how (operators), and with which values most. */
import type { Statistic } from "./statistic.ts";
import { familyCounts, techniqueMembers } from "./technique-members.ts";

/** Values shown as samples of a field: those of the rows of technique-clause with most rules. */
const sampleCount = 5;

export const techniqueField: Statistic = {
  id: "technique-field",
  question: "Which fields do rules of this technique filter on, and how?",
  numerator: "Rules with a match predicate on the field, and the same per operator; selectors stand apart by lane",
  denominator: "Rules of the technique",
  table: "technique_field",
  columns: ["snapshot_id", "technique_id", "scope", "lane", "field", "segment_id", "rules", "families", "mapped", "operators", "samples"],
  sql: (snapshot) => `
    with ${techniqueMembers(snapshot)}, used as materialized (
      select p.rule_id, p.lane, p.field, p.operator, bool_or(p.mapped) as mapped
      from predicate p join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = p.rule_id
      where p.polarity = 'match' and p.field is not null
      group by p.rule_id, p.lane, p.field, p.operator
    ), known_field as materialized (
      select row_number() over ()::int as number, lane, field, bool_or(mapped) as mapped from used group by lane, field
    ), numbered as materialized (
      select u.rule_id, f.number, u.operator from used u join known_field f using (lane, field)
    ), by_operator as (
      select place, number, coalesce(segment_id, 0) as segment_id, operator, count(*) as rules
      from member join numbered using (rule_id)
      group by grouping sets ((place, number, operator, segment_id), (place, number, operator))
    ), operators as (
      select place, number, segment_id, jsonb_object_agg(operator, rules) as operators from by_operator group by place, number, segment_id
    ), ${familyCounts("number", "member join (select distinct rule_id, number from numbered) n using (rule_id)")},
    ranked as (
      select place, number, indicator_id, row_number() over (partition by place, number order by max(rules) desc, indicator_id) as rank
      from (
        select place, t.lane, c.indicator_id, t.rules from technique_clause t
        join place using (technique_id, scope)
        join clause_indicator c on c.clause_id = t.fold_id
        where t.snapshot_id = ${snapshot} and t.segment_id = 0 and t.polarity = 'match'
      ) t join indicator i on i.id = t.indicator_id join known_field f on f.lane = t.lane and f.field = i.field
      group by place, number, indicator_id
    ), sample as (
      select place, number, array_agg(value order by rank) as samples
      from ranked join indicator i on i.id = indicator_id where rank <= ${sampleCount} group by place, number
    )
    select ${snapshot}, technique_id, scope, lane, field, segment_id, rules, lone_rules + coalesce(families, 0), mapped, operators,
      case when segment_id = 0 then coalesce(samples, '{}') else '{}' end
    from counted join operators using (place, number, segment_id) join place using (place) join known_field using (number)
    left join shared using (place, number, segment_id) left join sample using (place, number)`,
};
