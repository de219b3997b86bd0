/** Fields that rules of a technique filter on, how (operators), and with which values most. */
import type { Statistic } from "./statistic.ts";
import { familyMarks, techniqueMembers } from "./technique-members.ts";

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
    ), marked as (
      select place, number, segment_id, ${familyMarks("number")}
      from member join (select distinct rule_id, number from numbered) n using (rule_id)
    ), counted as (
      select place, number, coalesce(segment_id, 0) as segment_id, count(*) as rules,
        case when grouping(segment_id) = 1 then sum(new_family) else sum(new_here) end as families
      from marked group by grouping sets ((place, number, segment_id), (place, number))
    ), sample as (
      select place, lane, field, array_agg(value order by rank) as samples
      from (
        select place, t.lane, i.field, i.value,
          row_number() over (partition by place, t.lane, i.field order by max(t.rules) desc, i.id) as rank
        from technique_clause t
        join place using (technique_id, scope)
        join clause_indicator c on c.clause_id = t.fold_id
        join indicator i on i.id = c.indicator_id
        where t.snapshot_id = ${snapshot} and t.segment_id = 0 and t.polarity = 'match' and i.field is not null
        group by place, t.lane, i.field, i.value, i.id
      ) ranked
      where rank <= ${sampleCount}
      group by place, lane, field
    )
    select ${snapshot}, technique_id, scope, lane, field, segment_id, rules, families, mapped, operators,
      case when segment_id = 0 then coalesce(samples, '{}') else '{}' end
    from counted join operators using (place, number, segment_id) join place using (place) join known_field using (number)
    left join sample using (place, lane, field)`,
};
