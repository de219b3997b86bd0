/** The log of an event id, in SQL as in lib/model/event-id.ts: names of Windows logs may hold slashes, codes of other logs may. */

/** @param column an expression of type text: `WinEventLog:Sysmon/1` gives `WinEventLog:Sysmon`, `azure:activity/A/B` gives `azure:activity` */
export function eventProvider(column: string): string {
  return `case when ${column} like 'WinEventLog:%' then regexp_replace(${column}, '/[^/]*$', '') else split_part(${column}, '/', 1) end`;
}
