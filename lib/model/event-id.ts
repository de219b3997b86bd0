/** The two halves of a catalog event's id: the log that provides it, and what the log calls the event. */

export interface EventId {
  readonly provider: string;
  /** Empty where the id stands for every event of the log. */
  readonly code: string;
}

/** `WinEventLog:Sysmon/1` as `WinEventLog:Sysmon` and `1`. Names of Windows logs may hold slashes; elsewhere the event's name may. */
export function splitEvent(event: string): EventId {
  const slash = event.startsWith("WinEventLog:") ? event.lastIndexOf("/") : event.indexOf("/");
  return slash < 0 ? { provider: event, code: "" } : { provider: event.slice(0, slash), code: event.slice(slash + 1) };
}
