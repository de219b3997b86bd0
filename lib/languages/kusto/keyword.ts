/** Tests of no column: texts that any column may hold, and bounds on time. https://learn.microsoft.com/kusto/query/search-operator */
import { type Expression, not, predicate } from "../../expression/expression.ts";
import type { Comparison } from "./comparison.ts";
import { type KustoNode, spanOf } from "./node.ts";
import { type Operand, type Session, unread } from "./place.ts";
import { isScalar } from "./value.ts";

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

/** `* has "x"`, and a bare text in `search`: any column may hold it. */
export function keyword(comparison: Comparison, right: Operand, node: KustoNode): Expression | null {
  if (right.kind !== "constant" || !isScalar(right.value)) return unread(node, "Any column is tested against something else than a text");
  const { text, raw } = right.value;
  const value = text.replace(/^\*+|\*+$/g, "");
  if (value === "") return null;
  const literal = {
    field: null,
    operator: "keyword",
    value,
    caseSensitive: false,
    raw: { field: null, operator: comparison.raw, value: raw },
  } as const;
  return comparison.negated ? not(predicate({ ...literal, span: spanOf(node) })) : predicate({ ...literal, span: spanOf(node) });
}
