/** Counts again, log source by log source and rule by rule, what log-source-reading says. */
import type pg from "pg";
import { splitEvent } from "../model/event-id.ts";
import type { RawRule } from "./recount-input.ts";

interface LogSource {
  readonly analytic: string;
  readonly position: number;
  readonly name: string;
  readonly events: readonly string[];
  readonly technique: string | null;
}

/** Rules of the technique, its sub-techniques included, by each event that an analytic asks for; keys are `AN1057 0 WinEventLog:Sysmon/1`. */
export async function countReadings(client: pg.ClientBase, snapshot: number, rules: readonly RawRule[]): Promise<Map<string, number>> {
  const { rows } = await client.query<LogSource>(
    `select l.analytic_id as analytic, l.position, l.name, l.event_ids as events, s.technique_ids[1] as technique
     from snapshot n join detection_strategy s on s.attack_version_id = n.attack_version_id
     join analytic a on a.attack_version_id = s.attack_version_id and a.strategy_id = s.id
     join analytic_log_source l on l.attack_version_id = a.attack_version_id and l.analytic_id = a.id where n.id = $1`,
    [snapshot],
  );
  const counts = new Map<string, number>();
  for (const { analytic, position, name, events, technique } of rows) {
    const own = rules.filter(({ techniques }) => techniques.some((id) => id === technique || id.startsWith(`${technique}.`)));
    if (events.length === 0) {
      const reading = own.filter((rule) => rule.events.some((event) => splitEvent(event).provider === name));
      counts.set(`${analytic} ${position} `, reading.length);
    }
    for (const event of events) counts.set(`${analytic} ${position} ${event}`, own.filter((rule) => rule.events.includes(event)).length);
  }
  return counts;
}
