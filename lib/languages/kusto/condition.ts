/** Conditions → expressions: `where`, `search`, `find` and every test inside them. Null stands for what says nothing (a bound on time). */
import { type Expression, not } from "../../expression/expression.ts";
import { diagnose } from "../../model/diagnostic.ts";
import { anyOf, emptyList, join } from "./any-of.ts";
import { bindArguments } from "./call.ts";
import { readChoice } from "./choice.ts";
import { type Comparison, compareField, compareFields, flipped, holds, memberOf, presence, readComparison } from "./comparison.ts";
import { keyword } from "./keyword.ts";
import { membersIn } from "./members.ts";
import { argumentsOf, chainOf, type KustoNode, nameOf, part, spanOf, textOf, ungrouped } from "./node.ts";
import { fieldOperand, readOperand, shortText, tests } from "./operand.ts";
import { findName, negate, type Operand, type Place, type Session, unread, within } from "./place.ts";
import { rowListOf, rowValues } from "./rows.ts";
import { testCall } from "./test-call.ts";
import { isBound, noteBound } from "./time.ts";
import { isScalar, type Scalar, type Value } from "./value.ts";

export function lowerCondition(node: KustoNode, place: Place, session: Session): Expression | null {
  const inner = ungrouped(node);
  // Nothing stands where the grammar asks for a test, and the parser has said so.
  return isEmpty(inner) ? null : within(session, () => lower(inner, place, session));
}

const isEmpty = (node: KustoNode): boolean => node.end <= node.start;

function lower(node: KustoNode, place: Place, session: Session): Expression | null {
  switch (node.kind) {
    case "BinaryExpression":
      return lowerBinary(node, place, session);
    case "InExpression":
    case "HasAnyExpression":
    case "HasAllExpression":
      return lowerMembership(node, place, session);
    case "BetweenExpression":
      return lowerBetween(node, place, session);
    case "FunctionCallExpression":
      return lowerCall(node, place, session);
    default:
      return truthOf(readOperand(node, place, session), node, place, session);
  }
}

const unless = (inner: Expression | null): Expression | null => inner && not(inner);

function lowerBinary(node: KustoNode, place: Place, session: Session): Expression | null {
  const operator = textOf(part(node, "Operator"), session.text).toLowerCase();
  if (operator === "and" || operator === "or") {
    return join(
      operator,
      chainOf(node, operator, session.text).map((term) => lowerCondition(term, place, session)),
    );
  }
  const comparison = readComparison(operator);
  const [left, right] = [part(node, "Left"), part(node, "Right")];
  if (!comparison || !left || !right) return unread(node, `The operator "${operator}" has no predicate`);
  return compare(left, comparison, right, node, place, session);
}

/** A test between two expressions. */
export function compare(
  left: KustoNode,
  comparison: Comparison,
  right: KustoNode,
  node: KustoNode,
  place: Place,
  session: Session,
): Expression | null {
  if (isEmpty(ungrouped(left)) || isEmpty(ungrouped(right))) return unread(node, "The test has one side only");
  const [a, b] = [readOperand(left, place, session), readOperand(right, place, session)];
  return compareOperands(a, comparison, b, { node, left, right, place, session });
}

interface Context {
  /** The whole test. */
  readonly node: KustoNode;
  readonly left: KustoNode;
  readonly right: KustoNode;
  readonly place: Place;
  readonly session: Session;
}

function compareOperands(left: Operand, comparison: Comparison, right: Operand, context: Context): Expression | null {
  const { node, session } = context;
  if (isBound(left, right)) return noteBound(left, right, session);
  if (left.kind === "test") return compareTruth(left, comparison, right, context);
  if (left.kind === "choice") return readChoice(left, comparison, right, choiceContext(context));
  if (left.kind === "constant" && right.kind === "constant") return constantTest(comparison, left.value, right.value, node, session);
  const turned = left.kind === "constant" || left.kind === "rows" ? flipped(comparison) : null;
  if (turned && right.kind === "field") return compareOperands(right, turned, left, context);
  if (left.kind === "constant") return unread(node, "A constant is tested against a column");
  if (left.kind === "time") return compareOperands(fieldOperand(shortText(context.left, session.text)), comparison, right, context);
  if (left.kind === "anything") return keyword(comparison, right, node);
  if (left.kind !== "field") return unread(node, "Rows are tested as a value");
  switch (right.kind) {
    case "constant":
      return compareValue(left, comparison, right.value, context);
    case "rows":
      return compareRows(left, comparison, right, context);
    case "field":
      return compareFields(left, comparison, right, spanOf(node), session);
    default:
      return compareFields(left, comparison, fieldOperand(shortText(context.right, session.text)), spanOf(node), session);
  }
}

const choiceContext = (context: Context) => ({
  ...context,
  compareOperands: (left: Operand, comparison: Comparison, right: Operand) => compareOperands(left, comparison, right, context),
  condition: (node: KustoNode, place: Place) => lowerCondition(node, { ...place, negated: context.place.negated }, context.session),
});

/** Constants differ or agree once and for all: that says nothing of an event, and is said. */
function constantTest(comparison: Comparison, left: Value, right: Value, node: KustoNode, session: Session): Expression | null {
  if (holds(comparison, left, right) === null) return unread(node, "Constants are compared in a way that is not followed");
  session.diagnostics.push(diagnose("selection-unused", "info", spanOf(node), "Constants are compared: the test selects no event"));
  return null;
}

/** `(a has "x") == false`. */
function compareTruth(
  left: Extract<Operand, { kind: "test" }>,
  comparison: Comparison,
  right: Operand,
  context: Context,
): Expression | null {
  const word = right.kind === "constant" && isScalar(right.value) ? right.value.text.toLowerCase() : "";
  const asked = word === "true" || word === "1" ? true : word === "false" || word === "0" ? false : null;
  if (asked === null || comparison.operator !== "eq")
    return unread(context.node, "A test is compared with something else than true or false");
  const wanted = asked !== comparison.negated;
  const place = { ...left.place, negated: context.place.negated };
  return wanted ? lowerCondition(left.node, place, context.session) : unless(lowerCondition(left.node, negate(place), context.session));
}

function compareValue(
  left: Extract<Operand, { kind: "field" }>,
  comparison: Comparison,
  value: Value,
  { node, session }: Context,
): Expression | null {
  if (isScalar(value)) return compareField(left, comparison, value, spanOf(node), session);
  if (value.kind === "list" && comparison.operator !== "fieldref") return anyOf(left, comparison, value.items, "or", session);
  return unread(node, "A column is compared with a structured value", "value-unreadable");
}

function compareRows(
  left: Extract<Operand, { kind: "field" }>,
  comparison: Comparison,
  right: Extract<Operand, { kind: "rows" }>,
  { node, right: written, place, session }: Context,
): Expression | null {
  const values = rowValues(right, session);
  if (values) return values.length > 0 ? anyOf(left, comparison, values, "or", session) : unread(node, "The table has no such column");
  const here = comparison.negated ? negate(place) : place;
  session.subquery(right.node, { ...right.place, negated: here.negated }, right.binding);
  const list = rowListOf(right, session, shortText(written, session.text));
  const ordered = ["gt", "gte", "lt", "lte"].includes(comparison.operator);
  return ordered
    ? compareFields(left, comparison, fieldOperand(list.name), spanOf(node), session)
    : memberOf(left, comparison, list, spanOf(node));
}

/** `in`, `has_any`, `has_all` and their negations. */
function lowerMembership(node: KustoNode, place: Place, session: Session): Expression | null {
  const comparison = readComparison(textOf(part(node, "Operator"), session.text));
  const [left, right] = [part(node, "Left"), part(node, "Right")];
  if (!comparison || !left || !right) return unread(node, "The list's operator is not known");
  const subject = readOperand(left, place, session);
  const kind = node.kind === "HasAllExpression" ? "and" : "or";
  const inner = comparison.negated ? { ...comparison, negated: false } : comparison;
  const inside = comparison.negated ? negate(place) : place;
  const members = membersIn(right, inside, session).map(({ node: member, place: there }) => {
    const operand = readOperand(member, there, session);
    const context = { node, left, right: member, place: inside, session };
    const values = operand.kind === "constant" ? listOf(operand.value) : null;
    if (subject.kind === "field" && values && values.length > 0) return anyOf(subject, inner, values, kind, session);
    if (operand.kind === "constant" && operand.value.kind === "list" && operand.value.items.length === 0) {
      return emptyList(columnOf(subject), inner, operand.value, member, context.node, session);
    }
    return compareOperands(subject, inner, operand, context);
  });
  const all = join(kind, members);
  return comparison.negated ? unless(all) : all;
}

/** A choice as the column that it computes. */
const columnOf = (operand: Operand): Operand => (operand.kind === "choice" ? { ...fieldOperand(operand.name), computed: true } : operand);

const listOf = (value: Value): readonly Value[] | null => (value.kind === "list" ? value.items : isScalar(value) ? [value] : null);

/** `between (a .. b)` is two comparisons. */
function lowerBetween(node: KustoNode, place: Place, session: Session): Expression | null {
  const couple = part(node, "Right");
  const [left, from, to] = [part(node, "Left"), part(couple, "First"), part(couple, "Second")];
  const raw = textOf(part(node, "Operator"), session.text).toLowerCase();
  if (!left || !from || !to) return unread(node, "The range has no two ends");
  const bound = (operator: "gte" | "lte", end: KustoNode): Expression | null =>
    compare(left, { operator, negated: false, caseSensitive: true, raw }, end, node, place, session);
  const both = join("and", [bound("gte", from), bound("lte", to)]);
  return raw.startsWith("!") ? unless(both) : both;
}

function lowerCall(node: KustoNode, place: Place, session: Session): Expression | null {
  const name = nameOf(part(node, "Name"), session.text);
  const word = name.toLowerCase();
  const [argument] = argumentsOf(node);
  if (word === "not") return argument ? unless(lowerCondition(argument, negate(place), session)) : unread(node, "not() without a test");
  if ((word === "tobool" || word === "toboolean") && argument) return lowerCondition(argument, place, session);
  const binding = findName(place.names, name);
  if (binding) {
    session.used.add(binding);
    const opened = bindArguments(binding, node, place, session);
    if (opened) return lowerCondition(opened.body, opened.place, session);
  }
  if (tests.has(word)) return testCall(word, node, place, session, lowerCondition);
  return truthOf(readOperand(node, place, session), node, place, session);
}

/** A value that stands for a test: a boolean column, a test with a name, a constant. */
function truthOf(operand: Operand, node: KustoNode, place: Place, session: Session): Expression | null {
  const yes: Comparison = { operator: "eq", negated: false, caseSensitive: true, raw: "==" };
  const truth: Scalar = { kind: "boolean", text: "true", raw: "true", span: spanOf(node) };
  switch (operand.kind) {
    case "test":
      return lowerCondition(operand.node, { ...operand.place, negated: place.negated }, session);
    case "choice":
    case "field":
      if (operand.kind === "field" && operand.computed && operand.name.includes("("))
        return unread(node, "A function that is not known as a test", "condition-unknown-name");
      return compareOperands(operand, yes, { kind: "constant", value: truth }, { node, left: node, right: node, place, session });
    case "constant":
      if (isScalar(operand.value) && operand.value.kind === "string") return keyword({ ...yes, raw: "" }, operand, node);
      return isScalar(operand.value) && operand.value.kind === "boolean" ? null : unread(node, "A constant stands for a test");
    case "anything":
      return null;
    case "time":
      return presence(fieldOperand(shortText(node, session.text)), "exists", "", spanOf(node));
    case "rows":
      return unread(node, "Rows stand for a test");
  }
}
