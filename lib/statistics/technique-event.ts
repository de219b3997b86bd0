/** Catalog events that rules of a technique read. */
import type { Statistic } from "./statistic.ts";
import { numberedMembers, scopedCounts } from "./technique-members.ts";

export const techniqueEvent: Statistic = {
  id: "technique-event",
  question: "Which events do rules of this technique read?",
  numerator: "Rules of the technique that read the event",
  denominator: "Rules of the technique",
  table: "technique_event",
  columns: ["snapshot_id", "technique_id", "scope", "event_id", "segment_id", "rules"],
  sql: (snapshot) => `
    with ${numberedMembers(snapshot)}, event as materialized (
      select row_number() over (order by event_id)::int as event, event_id
      from (select distinct e.event_id from snapshot_rule s cross join unnest(s.event_ids) as e (event_id) where s.snapshot_id = ${snapshot}) e
    ), reading as materialized (
      select s.rule_id, event from snapshot_rule s cross join unnest(s.event_ids) as e (event_id) join event using (event_id) where s.snapshot_id = ${snapshot}
    ), ${scopedCounts("event", "member join reading using (rule_id)", { families: false })}
    select ${snapshot}, technique_id, scope, event_id, segment_id, rules
    from scoped join technique_number using (technique) join event using (event)
    order by technique, scope, event, segment_id`,
};
