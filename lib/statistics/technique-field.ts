/** Fields that rules of a technique filter on, how (operators), and with which values most. */
import type { Statistic } from "./statistic.ts";
import { numberedMembers, scopedCounts } from "./technique-members.ts";

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
    with ${numberedMembers(snapshot)}, known_field as materialized (
      select row_number() over (order by lane, field)::int as number, lane, field, bool_or(mapped) as mapped
      from field_rule where snapshot_id = ${snapshot} group by lane, field
    ), tested as materialized (
      select f.rule_id, k.number, f.operators from field_rule f join known_field k using (lane, field) where f.snapshot_id = ${snapshot}
    ), ${scopedCounts("number", "member join tested using (rule_id)")},
    by_operator as (
      select technique, number, coalesce(segment_id, 0) as segment_id, operator, count(*) as rules, count(*) filter (where own and mixed) as own_rules
      from member join tested using (rule_id) cross join unnest(tested.operators) o (operator)
      group by grouping sets ((technique, number, operator, segment_id), (technique, number, operator))
    ), operators as (
      select technique, number, segment_id, jsonb_object_agg(operator, rules) as operators,
        jsonb_object_agg(operator, own_rules) filter (where own_rules > 0) as own_operators
      from by_operator group by technique, number, segment_id
    ), ranked as (
      select technique, own, number, indicator_id, row_number() over (partition by technique, own, number order by max(rules) desc, indicator_id) as rank
      from (
        select technique, s.own, t.lane, c.indicator_id, t.rules from technique_clause t
        join technique_number n using (technique_id)
        join (values ('all', false), ('both', false), ('own', true), ('both', true)) s (scope, own) on s.scope = t.scope and (n.mixed or not s.own)
        join clause_indicator c on c.clause_id = t.fold_id
        where t.snapshot_id = ${snapshot} and t.segment_id = 0 and t.polarity = 'match'
      ) t join indicator i on i.id = t.indicator_id join known_field f on f.lane = t.lane and f.field = i.field
      group by technique, own, number, indicator_id
    ), sample as (
      select technique, own, number, array_agg(value order by rank) as samples
      from ranked join indicator i on i.id = indicator_id where rank <= ${sampleCount} group by technique, own, number
    )
    select ${snapshot}, technique_id, scoped.scope, lane, field, segment_id, rules, families, mapped, case when scoped.scope = 'own' then own_operators else operators end,
      case when segment_id = 0 then coalesce(samples, '{}') else '{}' end
    from scoped join operators using (technique, number, segment_id) join technique_number using (technique) join known_field using (number)
    left join sample s on s.technique = technique_number.technique and s.number = known_field.number and s.own = (scoped.scope = 'own')`,
};
