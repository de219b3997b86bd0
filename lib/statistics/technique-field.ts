/** Fields that rules of a technique filter on, how (operators), and with which values most. */
import type { Statistic } from "./statistic.ts";
import { techniqueMembers } from "./technique-members.ts";

/** Values shown as samples of a field. */
const sampleCount = 5;

export const techniqueField: Statistic = {
  id: "technique-field",
  question: "Which fields do rules of this technique filter on, and how?",
  numerator: "Rules with a match predicate on the field, and the same per operator; selectors stand apart by lane",
  denominator: "Rules of the technique",
  table: "technique_field",
  columns: ["snapshot_id", "technique_id", "scope", "lane", "field", "segment_id", "rules", "families", "mapped", "operators", "samples"],
  sql: (snapshot) => `
    with member as materialized (select * from ${techniqueMembers(snapshot)} m),
    used as materialized (
      select p.rule_id, p.field, p.lane, p.operator, bool_or(p.mapped) as mapped
      from predicate p join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = p.rule_id
      where p.polarity = 'match' and p.field is not null
      group by p.rule_id, p.field, p.lane, p.operator
    ), by_operator as (
      select technique_id, scope, lane, field, coalesce(segment_id, 0) as segment_id, operator, count(*) as rules
      from member join used using (rule_id)
      group by grouping sets ((technique_id, scope, lane, field, operator, segment_id), (technique_id, scope, lane, field, operator))
    ), operators as (
      select technique_id, scope, lane, field, segment_id, jsonb_object_agg(operator, rules) as operators
      from by_operator group by technique_id, scope, lane, field, segment_id
    ), field_of_rule as (
      select rule_id, field, lane, bool_or(mapped) as mapped from used group by rule_id, field, lane
    ), total as (
      select technique_id, scope, lane, field, coalesce(segment_id, 0) as segment_id, count(*) as rules, count(distinct family_id) as families,
        bool_or(mapped) as mapped
      from member join field_of_rule using (rule_id)
      group by grouping sets ((technique_id, scope, lane, field, segment_id), (technique_id, scope, lane, field))
    ), sample as (
      select technique_id, scope, ranked.lane, ranked.field, array_agg(i.value order by rank) as samples
      from (
        select technique_id, scope, lane, field, indicator_id,
          row_number() over (partition by technique_id, scope, lane, field order by count(*) desc, indicator_id) as rank
        from member
        join (select distinct rule_id, lane, field, indicator_id from predicate
              where polarity = 'match' and field is not null and operator not in ('exists', 'missing', 'fieldref')) p using (rule_id)
        group by technique_id, scope, lane, field, indicator_id
      ) ranked join indicator i on i.id = indicator_id
      where rank <= ${sampleCount}
      group by technique_id, scope, ranked.lane, ranked.field
    )
    select ${snapshot}, technique_id, scope, lane, field, segment_id, rules, families, mapped, operators,
      case when segment_id = 0 then coalesce(samples, '{}') else '{}' end
    from total join operators using (technique_id, scope, lane, field, segment_id) left join sample using (technique_id, scope, lane, field)`,
};
