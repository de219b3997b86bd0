/** Joins, lookups and unions: each side with its own tests, an anti-join's other side as an absence. https://learn.microsoft.com/kusto/query/join-operator */
import { type Expression, not, or } from "../../expression/expression.ts";
import { diagnose } from "../../model/diagnostic.ts";
import { noColumns } from "./columns.ts";
import { memberOf } from "./comparison.ts";
import { items, type KustoNode, nameOf, part, spanOf, textOf, ungrouped } from "./node.ts";
import { readOperand, shortText } from "./operand.ts";
import type { Stream } from "./place.ts";
import { findName, type Names, type Place, type Session } from "./place.ts";
import { absentScopesOf, addTest, clearTests, legsOf, placeOf, scopesOf } from "./stream.ts";

/** The kind that a join states; a lookup enriches unless it says otherwise. */
export function joinKind(operator: KustoNode, text: string): string {
  const stated = items(operator, "Parameters").find((parameter) => /^kind$/i.test(nameOf(part(parameter, "Name"), text)));
  const word = textOf(part(stated ?? null, "Expression"), text).toLowerCase();
  return word === "" ? (operator.kind === "LookupOperator" ? "leftouter" : "innerunique") : word;
}

export const isRightAnti = (kind: string): boolean => kind === "rightanti" || kind === "rightantisemi";
const isLeftAnti = (kind: string): boolean => ["leftanti", "anti", "leftantisemi"].includes(kind);

/** Joins a stream with an operator's right side. */
export function join(stream: Stream, operator: KustoNode, names: Names | null, session: Session): Stream {
  const kind = joinKind(operator, session.text);
  const expression = part(operator, "Expression");
  if (!expression) return stream;
  // Every look at a join of joins visits all its tables.
  session.steps += 4 * legsOf(stream).length;
  const negated = placeOf(stream, names).negated;
  const enriches = kind === "leftouter";
  if (isLeftAnti(kind)) {
    const right = session.rows(expression, { columns: noColumns, names, negated: !negated });
    keepAbsence(right, negated, session);
    for (const test of listTests(stream, right, operator, names, session)) addTest(stream, not(test));
    return stream;
  }
  if (enriches) session.muted += 1;
  const right = session.rows(expression, { columns: noColumns, names, negated });
  if (enriches) {
    session.muted -= 1;
    clearTests(right);
    sayEnriching(expression, names, session);
  } else if (kind === "rightouter") clearTests(stream);
  else if (kind !== "fullouter") for (const test of listTests(stream, right, operator, names, session)) addTest(stream, test);
  return { kind: "join", left: stream, right, counts: [] };
}

/** What is asked of a side that only enriches selects no event, and is said instead. */
function sayEnriching(side: KustoNode, names: Names | null, session: Session): void {
  const node = ungrouped(side);
  const content = node.kind === "NameReference" ? findName(names, nameOf(node, session.text))?.content : undefined;
  const span = spanOf(content && "node" in content ? content.node : side);
  session.diagnostics.push(
    diagnose("selection-unused", "info", span, "This side of the join only adds columns: its tests select no event"),
  );
}

/** Rows that must not be there; under a negation, rows that must. */
export function keepAbsence(stream: Stream, negated: boolean, session: Session): void {
  if (session.muted > 0) return;
  session.scopes.push(...(negated ? scopesOf(stream, null) : absentScopesOf(stream, null)));
}

/** A join with a list that is kept elsewhere is membership in it. */
function listTests(left: Stream, right: Stream, operator: KustoNode, names: Names | null, session: Session): readonly Expression[] {
  const [list] = legsOf(right).flatMap((leg) => leg.list ?? []);
  if (list === undefined || legsOf(right).some((leg) => leg.table !== null)) return [];
  const clause = part(operator, "ConditionClause") ?? part(operator, "LookupClause");
  return items(clause, "Expressions").flatMap((key) => {
    const node = leftKey(key, session.text);
    const operand = node && readOperand(node, keyPlace(left, names), session);
    if (operand?.kind !== "field") return [];
    const comparison = { operator: "in_list", negated: false, caseSensitive: true, raw: "join" } as const;
    return [or([memberOf(operand, comparison, { name: list, written: shortText(key, session.text), lookup: true }, spanOf(key))])];
  });
}

/** `x` or the `x` of `$left.x == $right.y`; `$left` is no column. */
function leftKey(key: KustoNode, text: string): KustoNode | null {
  if (key.kind === "NameReference") return key;
  const side = [part(key, "Left"), part(key, "Right")].find((node) => textOf(node, text).startsWith("$left"));
  return side ? part(side, "Selector") : null;
}

const keyPlace = (left: Stream, names: Names | null): Place => placeOf(left, names);

/** The tables of a union, each a stream of its own; a pipe before it is one of them. */
export function union(first: Stream | null, operator: KustoNode, names: Names | null, negated: boolean, session: Session): Stream {
  const legs = items(operator, "Expressions").map((expression) => session.rows(expression, { columns: noColumns, names, negated }));
  return { kind: "union", legs: first ? [first, ...legs] : legs, counts: [] };
}
