/** How many rules of the whole catalog read an event. */
import type { Statistic } from "./statistic.ts";

export const eventReach: Statistic = {
  id: "event-reach",
  question: "How many rules of the whole catalog read this event?",
  numerator: "Rules that read the event, and the same per vendor",
  denominator: "Rules of the snapshot",
  table: "event_reach",
  columns: ["snapshot_id", "event_id", "rules", "by_vendor"],
  sql: (snapshot) => `
    select ${snapshot}, event_id, sum(rules), jsonb_object_agg(vendor, rules)
    from (
      select e.event_id, s.vendor, count(*) as rules
      from snapshot_rule s cross join unnest(s.event_ids) as e (event_id)
      where s.snapshot_id = ${snapshot}
      group by e.event_id, s.vendor
    ) v
    group by event_id`,
};
