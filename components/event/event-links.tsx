/** Events of a row, shortly, each a link to its own page. */
import { type Params, routes } from "@/lib/routes";
import { Dash } from "../ui/value";

/** `WinEventLog:Sysmon/1` as people say it. */
export function shortEvent(event: string): string {
  return event.replace(/^WinEventLog:/, "").replace("/", " ");
}

export interface EventLinksProps {
  readonly events: readonly string[];
  readonly carry: Params;
  /** How many are shown before "and n more". */
  readonly most: number;
}

export function EventLinks({ events, carry, most }: EventLinksProps) {
  if (events.length === 0) return <Dash label="none stated" />;
  const rest = events.length - most;
  return (
    <>
      {events.slice(0, most).map((event, index) => (
        <span key={event}>
          {index > 0 && ", "}
          <a href={routes.event(event, carry)} title={event}>
            {shortEvent(event)}
          </a>
        </span>
      ))}
      {rest > 0 && <span className="soft"> and {rest} more</span>}
    </>
  );
}
