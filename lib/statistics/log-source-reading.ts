/** What each analytic of the shown ATT&CK version asks for, event by event, and how many rules of its technique read it. */
import { eventProvider } from "./event-provider.ts";
import type { Statistic } from "./statistic.ts";

export const logSourceReading: Statistic = {
  id: "log-source-reading",
  question: "Which of the events that an analytic asks for do rules of its technique read?",
  numerator:
    "Rules of the strategy's technique, its sub-techniques included, that read the event, or any event of a free-text log source's provider",
  denominator: "Rules of the technique; events and free-text log sources that analytics name",
  table: "log_source_reading",
  columns: ["snapshot_id", "strategy_id", "analytic_id", "position", "event_id", "rules", "segments"],
  sql: (snapshot) => `
    with wanted as materialized (
      select s.id as strategy_id, s.technique_ids[1] as technique_id, l.analytic_id, l.position, coalesce(e.event_id, '') as event_id,
        e.event_id is null as any_event, coalesce(e.event_id, l.name) as name
      from snapshot n
      join detection_strategy s on s.attack_version_id = n.attack_version_id
      join analytic a on a.attack_version_id = s.attack_version_id and a.strategy_id = s.id
      join analytic_log_source l on l.attack_version_id = a.attack_version_id and l.analytic_id = a.id
      left join unnest(l.event_ids) as e (event_id) on true
      where n.id = ${snapshot}
    ), reading as materialized (
      select technique_id, any_event, name, segment_id, count(*) as rules
      from (
        select distinct t.technique_id, t.rule_id, r.segment_id, k.any_event, k.name
        from technique_rule t
        join snapshot_rule r on r.snapshot_id = ${snapshot} and r.rule_id = t.rule_id
        cross join unnest(r.event_ids) as e (event_id)
        cross join lateral (values (false, e.event_id), (true, ${eventProvider("e.event_id")})) as k (any_event, name)
        where t.snapshot_id = ${snapshot}
      ) d
      group by technique_id, any_event, name, segment_id
    )
    select ${snapshot}, strategy_id, analytic_id, position, event_id, coalesce(sum(rules), 0),
      coalesce(array_agg(segment_id order by segment_id) filter (where segment_id is not null), '{}')
    from wanted left join reading using (technique_id, any_event, name)
    group by strategy_id, analytic_id, position, event_id`,
};
