/** Functions that are tests: presence, addresses, sets. https://learn.microsoft.com/kusto/query/scalar-functions */
import { and, type Expression, or } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { Operator } from "../../model/predicate.ts";
import { type Comparison, compareField, compareFields, memberOf, presence } from "./comparison.ts";
import { argumentsOf, type KustoNode, nameOf, part, spanOf } from "./node.ts";
import { readOperand, shortText } from "./operand.ts";
import { type FieldOperand, type Operand, type Place, type Session, unread } from "./place.ts";
import { rowListOf } from "./rows.ts";
import { isScalar, type Scalar } from "./value.ts";

type Lower = (node: KustoNode, place: Place, session: Session) => Expression | null;

/** https://learn.microsoft.com/kusto/query/ipv4-is-private-function */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Reads a call of one of `tests`. */
export function testCall(word: string, node: KustoNode, place: Place, session: Session, lower: Lower): Expression | null {
  const nodes = argumentsOf(node);
  const [first] = nodes;
  if (!first) return unread(node, `${word}() without a value`);
  const operands = nodes.map((argument) => readOperand(argument, place, session));
  if (/^(?:is)?(?:not)?(?:empty|null)$/.test(word)) return presenceTest(word, operands[0], node, session);
  if (word === "bag_has_key") return keyTest(operands[0], operands[1], node, nameOf(part(node, "Name"), session.text));
  const operator = operatorOf(word);
  return operator ? memberTest(word, operator, operands, { node, negated: place.negated }, session) : lower(first, place, session);
}

function operatorOf(word: string): Operator | null {
  if (/^ipv[46]_is_/.test(word)) return "cidr";
  if (word.startsWith("has_")) return "contains";
  return word === "set_has_element" ? "eq" : null;
}

/** A column and what it is tested for, in either order. */
function memberTest(
  word: string,
  operator: Operator,
  operands: readonly Operand[],
  { node, negated }: { readonly node: KustoNode; readonly negated: boolean },
  session: Session,
): Expression {
  const [subject, others] = turned(operands);
  const raw = nameOf(part(node, "Name"), session.text);
  const comparison: Comparison = { operator, negated: false, caseSensitive: word === "set_has_element", raw };
  if (subject?.kind !== "field") return unread(node, `${word}() is not tested on a column`);
  const values = word.endsWith("_is_private") ? privateRanges.map(textScalar(node)) : valuesOf(word, others);
  const span = (value: Scalar): Span => (value.span[1] > value.span[0] ? value.span : spanOf(node));
  const literals = values.flatMap((value) => {
    const isAddress = operator === "cidr" && !value.text.includes("/");
    return compareField(subject, isAddress ? { ...comparison, operator: "eq" } : comparison, value, span(value), session) ?? [];
  });
  const references = others.flatMap((other): readonly Expression[] => {
    if (other.kind === "field") return [compareFields(subject, comparison, other, spanOf(node), session)];
    if (other.kind !== "rows") return [];
    session.subquery(other.node, { ...other.place, negated }, other.binding);
    return [memberOf(subject, comparison, rowListOf(other, session, shortText(other.node, session.text)), spanOf(node))];
  });
  const tests = [...literals, ...references];
  return tests.length > 0 ? or(tests) : unread(node, `${word}() has no value`);
}

function turned(operands: readonly Operand[]): readonly [Operand | undefined, readonly Operand[]] {
  const [first, second, ...rest] = operands;
  const swap = first?.kind === "constant" && second !== undefined && second.kind !== "constant";
  return swap ? [second, [first, ...rest]] : [first, operands.slice(1)];
}

/** The values that are asked for; `("10.0.0.0", 8)` is 10.0.0.0/8. */
function valuesOf(word: string, operands: readonly Operand[]): readonly Scalar[] {
  const values = operands.flatMap(scalarsOf);
  const length = word.startsWith("ipv") ? values.find(({ kind }) => kind === "number")?.text : undefined;
  if (length === undefined) return values;
  return values
    .filter(({ kind }) => kind !== "number")
    .map((value) => (value.text.includes("/") ? value : { ...value, text: `${value.text}/${length}` }));
}

const textScalar =
  (node: KustoNode) =>
  (text: string): Scalar => ({ kind: "string", text, raw: "", span: spanOf(node) });

const scalarsOf = (operand: Operand): readonly Scalar[] => {
  if (operand.kind !== "constant") return [];
  return operand.value.kind === "list" ? operand.value.items.filter(isScalar) : isScalar(operand.value) ? [operand.value] : [];
};

function presenceTest(word: string, subject: Operand | undefined, node: KustoNode, session: Session): Expression | null {
  const operator = word.includes("not") ? "exists" : "missing";
  switch (subject?.kind) {
    case "field":
      return presence(subject, operator, word, spanOf(node));
    case "choice": {
      const field: FieldOperand = { kind: "field", name: subject.name, raw: subject.name, folded: false, computed: true };
      return presence(field, operator, word, spanOf(node));
    }
    case "constant":
    case "time":
      return null;
    case "rows":
    case "test": {
      const name = shortText(argumentsOf(node)[0] ?? node, session.text);
      return presence({ kind: "field", name, raw: name, folded: false, computed: true }, operator, word, spanOf(node));
    }
    default:
      return unread(node, `${word}() is not asked of a column`);
  }
}

function keyTest(subject: Operand | undefined, asked: Operand | undefined, node: KustoNode, raw: string): Expression {
  const key = asked ? scalarsOf(asked)[0] : undefined;
  if (subject?.kind !== "field" || !key) return unread(node, "bag_has_key() is not asked of a column");
  const name = `${subject.name}.${key.text}`;
  return and([presence({ ...subject, name, raw: `${subject.raw}.${key.text}` }, "exists", raw, spanOf(node))]);
}
