/** Lists in tests: one literal for each value. https://learn.microsoft.com/kusto/query/in-operator */
import { and, type Expression, not, or } from "../../expression/expression.ts";
import { type Comparison, compareField, memberOf } from "./comparison.ts";
import { type KustoNode, spanOf } from "./node.ts";
import { shortText } from "./operand.ts";
import { type Operand, type Session, unread } from "./place.ts";
import { isScalar, type Value } from "./value.ts";

/** A conjunction or disjunction of what says something; null when nothing does. */
export const join = (kind: "and" | "or", parts: readonly (Expression | null)[]): Expression | null => {
  const said = parts.filter((expression) => expression !== null);
  return said.length === 0 ? null : kind === "and" ? and(said) : or(said);
};

/** One literal for each value; its span is the value's. */
export function anyOf(
  left: Extract<Operand, { kind: "field" }>,
  comparison: Comparison,
  values: readonly Value[],
  kind: "and" | "or",
  session: Session,
): Expression | null {
  const positive = { ...comparison, negated: false };
  const flat = values.flatMap((value) => (value.kind === "list" ? value.items : [value])).filter(isScalar);
  const inner = join(
    kind,
    flat.map((value) => compareField(left, labelled(positive, comparison), value, value.span, session)),
  );
  return comparison.negated ? inner && not(inner) : inner;
}

const labelled = (positive: Comparison, { raw }: Comparison): Comparison => ({ ...positive, raw });

/** A list to fill in. */
export function emptyList(
  subject: Operand,
  comparison: Comparison,
  list: Value,
  right: KustoNode,
  node: KustoNode,
  session: Session,
): Expression | null {
  if (subject.kind !== "field") return unread(node, "An empty list is tested against no column");
  const written = shortText(right, session.text);
  return memberOf(subject, comparison, { name: list.binding ?? written, written, lookup: true }, spanOf(node));
}
