/** Catalog events that rules of a technique read. */
import type { Statistic } from "./statistic.ts";
import { techniqueMembers } from "./technique-members.ts";

export const techniqueEvent: Statistic = {
  id: "technique-event",
  question: "Which events do rules of this technique read?",
  numerator: "Rules of the technique that read the event",
  denominator: "Rules of the technique",
  table: "technique_event",
  columns: ["snapshot_id", "technique_id", "scope", "event_id", "segment_id", "rules"],
  sql: (snapshot) => `
    with ${techniqueMembers(snapshot)}
    select ${snapshot}, technique_id, scope, event_id, segment_id, rules
    from (
      select m.place, e.event_id, coalesce(m.segment_id, 0) as segment_id, count(*) as rules
      from member m
      join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = m.rule_id
      cross join unnest(s.event_ids) as e (event_id)
      group by grouping sets ((m.place, e.event_id, m.segment_id), (m.place, e.event_id))
    ) counted join place using (place)`,
};
