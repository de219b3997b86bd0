/** Rows on their way through a pipe: one table, a union of several, or a join of two; each table's tests become its own scope. */
import { and, type Expression } from "../../expression/expression.ts";
import { leavesOf } from "../../expression/normal-form.ts";
import type { LogSource, Scope } from "../language.ts";
import { eitherOf, noColumns, withColumn } from "./columns.ts";
import { lowerCondition } from "./condition.ts";
import { kustoColumns } from "./fields.ts";
import { chainOf, type KustoNode, namesIn } from "./node.ts";
import type { Column, Leg, Names, Place, Session, Stream } from "./place.ts";

export function makeLeg(table: string | null, negated: boolean, session: Session, list: string | null = null): Leg {
  if (table !== null && session.muted === 0) session.tables.add(table);
  return { kind: "leg", table, list, place: { columns: noColumns, names: null, negated }, conditions: [], counts: [] };
}

export function legsOf(stream: Stream): readonly Leg[] {
  switch (stream.kind) {
    case "leg":
      return [stream];
    case "union":
      return stream.legs.flatMap(legsOf);
    case "join":
      return [...legsOf(stream.left), ...legsOf(stream.right)];
  }
}

/** What an expression after the stream sees: of a union the first table's columns, of a join both sides', the left before the right. */
export function placeOf(stream: Stream, names: Names | null): Place {
  switch (stream.kind) {
    case "leg":
      return { ...stream.place, names };
    case "union":
      return stream.legs[0] ? placeOf(stream.legs[0], names) : { columns: noColumns, names, negated: false };
    case "join": {
      const [left, right] = [placeOf(stream.left, names), placeOf(stream.right, names)];
      return { ...left, columns: eitherOf(left.columns, right.columns) };
    }
  }
}

/** Gives a column a meaning, in every leg or on the side of a join that it comes from. */
export function define(stream: Stream, name: string, make: (place: Place) => Column, names: Names | null, about: readonly string[]): void {
  if (stream.kind === "union") for (const leg of stream.legs) define(leg, name, make, names, about);
  else if (stream.kind === "join") {
    const column = make(placeOf(stream, names));
    const side = isOfRight(stream, about) ? stream.right : stream.left;
    define(side, name, () => column, names, about);
    forget(side === stream.left ? stream.right : stream.left, name);
  } else stream.place = { ...stream.place, columns: withColumn(stream.place.columns, name, make({ ...stream.place, names })) };
}

function forget(stream: Stream, name: string): void {
  for (const leg of legsOf(stream)) {
    if (leg.place.columns.has(name)) leg.place = { ...leg.place, columns: withColumn(leg.place.columns, name, null) };
  }
}

/** Whether the right side of a join is meant: it has the columns, and the left has none of them. */
function isOfRight(stream: Extract<Stream, { kind: "join" }>, names: readonly string[]): boolean {
  const knows = (side: Stream, name: string): boolean =>
    legsOf(side).some((leg) => leg.place.columns.has(name) || (leg.table !== null && (kustoColumns.get(leg.table)?.has(name) ?? false)));
  return !names.some((name) => knows(stream.left, name)) && names.some((name) => knows(stream.right, name));
}

/** Adds the tests of a condition; each conjunct goes where its columns are. */
export function filter(stream: Stream, condition: KustoNode, names: Names | null, session: Session): void {
  for (const conjunct of chainOf(condition, "and", session.text)) filterOne(stream, conjunct, names, session);
}

function filterOne(stream: Stream, conjunct: KustoNode, names: Names | null, session: Session): void {
  if (stream.kind === "join") {
    const side = isOfRight(stream, namesIn(conjunct, session.text)) ? stream.right : stream.left;
    filterSide(stream, side, conjunct, names, session);
  } else if (stream.kind === "union") {
    const [first] = stream.legs;
    const expression = first ? lowerCondition(conjunct, placeOf(first, names), session) : null;
    if (expression && testsCount(expression)) stream.counts.push(expression);
    else for (const leg of stream.legs) filterOne(leg, conjunct, names, session);
  } else {
    const expression = lowerCondition(conjunct, { ...stream.place, names }, session);
    if (expression) addTest(stream, expression);
  }
}

/** A test on one side of a join sees the columns of both. */
function filterSide(stream: Stream, side: Stream, conjunct: KustoNode, names: Names | null, session: Session): void {
  if (side.kind !== "leg") {
    filterOne(side, conjunct, names, session);
    return;
  }
  const expression = lowerCondition(conjunct, { ...placeOf(stream, names), negated: side.place.negated }, session);
  if (expression) addTest(side, expression);
}

/** Adds a test to each table of a stream. */
export function addTest(stream: Stream, expression: Expression): void {
  if (stream.kind === "union") for (const leg of stream.legs) addTest(leg, expression);
  else if (stream.kind === "join") addTest(stream.left, expression);
  else if (testsCount(expression)) stream.counts.push(expression);
  else stream.conditions.push(expression);
}

const testsCount = (expression: Expression): boolean => leavesOf(expression).some(({ lane }) => lane === "threshold");

/** Drops the tests of a side that only enriches. */
export function clearTests(stream: Stream): void {
  for (const leg of legsOf(stream)) [leg.conditions, leg.counts] = [[], []];
  if (stream.kind !== "leg") stream.counts.length = 0;
}

const sourceOf = (tables: readonly (string | null)[]): LogSource => ({
  product: null,
  category: null,
  service: null,
  names: [...new Set(tables.filter((table) => table !== null))],
});

/** The scopes of a stream: one for each table with tests, then the tests of counts. */
export function scopesOf(stream: Stream, label: string | null): readonly Scope[] {
  const events = legsOf(stream).flatMap((leg): readonly Scope[] => {
    const scope = { label: label ?? null, logSource: sourceOf([leg.table]) };
    const event: Scope[] = leg.conditions.length > 0 ? [{ ...scope, kind: "event", expression: and(leg.conditions) }] : [];
    return leg.counts.length > 0 ? [...event, { ...scope, kind: "count", expression: and(leg.counts) }] : event;
  });
  const counts = countsOf(stream);
  const tables = legsOf(stream).map((leg) => leg.table);
  return counts.length > 0 ? [...events, { kind: "count", label, expression: and(counts), logSource: sourceOf(tables) }] : events;
}

function countsOf(stream: Stream): readonly Expression[] {
  if (stream.kind === "leg") return [];
  const inner = stream.kind === "union" ? stream.legs : [stream.left, stream.right];
  return [...inner.flatMap(countsOf), ...stream.counts];
}

/** The scopes of rows that must not be there: of a union each table on its own, of a join all together. */
export function absentScopesOf(stream: Stream, label: string | null): readonly Scope[] {
  if (stream.kind === "union" && stream.counts.length === 0) return stream.legs.flatMap((leg) => absentScopesOf(leg, label));
  const legs = legsOf(stream);
  const tests = [...legs.flatMap((leg) => [...leg.conditions, ...leg.counts]), ...countsOf(stream)];
  const logSource = sourceOf(legs.map((leg) => leg.table));
  return tests.length > 0 ? [{ kind: "absent", label, expression: and(tests), logSource }] : [];
}
