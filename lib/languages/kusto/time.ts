/** The event's own time: its names, and what is computed of it. Bounds on it are a rule's window. */
import type { Operand, Session } from "./place.ts";
import { isScalar } from "./value.ts";

/** The event's own time in its spellings. */
export const ownTime: ReadonlySet<string> = new Set([
  "TimeGenerated",
  "Timestamp",
  "timestamp",
  "ingestion_time()",
  "TimeCreated",
  "EventTime",
  // When the record was made, under the names of some tables.
  "CreationTime",
  "CreatedTime",
  "CreatedDateTime",
  "ActivityDateTime",
  "EventStartTime",
  "EventEndTime",
  "published_t",
]);
/** Functions that make a time of a time, or a duration of two. */
export const ofTimes: ReadonlySet<string> = new Set(
  `startofday startofweek startofmonth startofyear endofday endofweek endofmonth endofyear bin bin_at floor todatetime make_datetime
  datetime_add datetime_diff datetime_local_to_utc datetime_utc_to_local unixtime_milliseconds_todatetime min_of max_of abs`.split(/\s+/),
);
/** The event's own time, or one of a list of such times. */
export const isTime = (operand: Operand): boolean =>
  operand.kind === "time" || (operand.kind === "field" && (operand.threshold?.times ?? false));

/** Times and constants, and at least one time. */
export const allTimes = (operands: readonly Operand[]): boolean =>
  operands.some(isTime) && operands.every((operand) => operand.kind === "constant" || isTime(operand));

/** Columns that say until when other data holds. */
const validity = /expir|valid/i;

/** Whether a test bounds the event's own time. Against a column of validity it is a test like any other. */
export function isBound(left: Operand, right: Operand): boolean {
  const other = left.kind === "time" ? right : right.kind === "time" ? left : null;
  return other !== null && !(other.kind === "field" && (other.ofOtherRow === true || validity.test(other.name)));
}

/** A bound on the event's own time is the rule's window. */
export function noteBound(left: Operand, right: Operand, session: Session): null {
  for (const side of [left, right]) {
    if (side.kind !== "constant" || !isScalar(side.value) || session.muted > 0) continue;
    session.window.bound ??= side.value.ago ?? (side.value.kind === "timespan" ? side.value.text : null);
  }
  return null;
}
