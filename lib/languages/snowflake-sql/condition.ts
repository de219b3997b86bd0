/** Conditions → expression: comparisons, lists, patterns, regular expressions, functions that answer true or false. Null says nothing of the event. */
import { type Expression, opaque } from "../../expression/expression.ts";
import type { Operator } from "../../model/predicate.ts";
import { arrayCall, overlapTest } from "./array-test.ts";
import { allOf, anyOf, equals, negate, testOf } from "./literal.ts";
import { isMacroOfTime, macroWindow } from "./macros.ts";
import { type Operand, type OperandContext, operandOf, type Tested } from "./operand.ts";
import { patternCall, patternTest } from "./pattern-test.ts";
import type { CallNode, CompareNode, SqlNode, ValueNode } from "./tree.ts";

export interface ConditionContext extends OperandContext {
  /** Hears of a bound on time, when it tells how far back. */
  readonly onWindow: (window: string) => void;
}

const unread = (node: SqlNode, message: string): Expression => opaque("query-broken", node.span, message);

/** Lowers a condition; total. */
export function lowerCondition(node: SqlNode, context: ConditionContext): Tested {
  switch (node.kind) {
    case "and":
      return allOf(node.children.map((child) => lowerCondition(child, context)));
    case "or":
      return anyOf(node.children.map((child) => lowerCondition(child, context)));
    case "not":
      return negate(lowerCondition(node.child, context), true);
    case "cast":
      return lowerCondition(node.child, context);
    case "compare":
      return negate(lowerComparison(node, context), node.negated);
    case "call":
      return lowerCall(node, context);
    case "value":
      return node.type === "boolean" ? null : unread(node, "A constant is no condition");
    case "broken":
      return opaque(node.code, node.span, node.message);
    case "column":
    case "path":
    case "case":
      return chosen(operandOf(node, context), truth(node.span), "", node, context);
    case "subquery":
      return unread(node, "A query inside alternatives is not read");
    default:
      return unread(node, "This is no condition");
  }
}

const flipped: Readonly<Record<string, string>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
const ranges: Readonly<Record<string, Operator>> = { "<": "lt", ">": "gt", "<=": "lte", ">=": "gte" };

function lowerComparison(node: CompareNode, context: ConditionContext): Tested {
  const { operator } = node;
  if (operator === "is") return lowerIs(node, context);
  if (operator === "in") return lowerIn(node, context);
  if (operator === "between") return lowerBetween(node, context);
  if (/^(?:like|ilike|rlike|regexp)/.test(operator)) return patternTest(node, context);
  const overlap = overlapTest(node, context);
  if (overlap) return overlap;
  const [left, right] = [operandOf(node.left, context), operandOf(node.right, context)];
  if (left.kind === "moment" || right.kind === "moment") return window([left, right], context);
  if (left.kind === "constant" && right.kind !== "constant")
    return compare(right, flipped[operator] ?? operator, left.value, node, context);
  if (right.kind === "constant") return left.kind === "constant" ? null : compare(left, operator, right.value, node, context);
  return compareColumns(left, right, node);
}

function window(sides: readonly Operand[], context: ConditionContext): null {
  for (const side of sides) if (side.kind === "moment" && side.window !== null) context.onWindow(side.window);
  return null;
}

/** The event's own time, as logs in Snowflake call it. */
const ownTime = /^(?:p_)?(?:event|log|ingest|parse)_?time(?:stamp)?$|^_time$|^timestamp$/i;

/** Whether a constant bounds the event's own time: the rule's window, in dates. */
function boundsTime(subject: Operand, value: ValueNode): boolean {
  return subject.kind === "column" && ownTime.test(subject.name) && /^\d{4}-\d{2}-\d{2}\b/.test(value.text);
}

function compare(subject: Operand, operator: string, value: ValueNode, node: SqlNode, context: ConditionContext): Tested {
  if (boundsTime(subject, value)) return null;
  const range = ranges[operator];
  if (range === undefined) return chosen(subject, value, operator, node, context);
  if (subject.kind === "position") return null;
  if (subject.kind === "cases" || subject.kind === "constant" || subject.kind === "moment")
    return unread(node, "This comparison is not read");
  const placeholder = value.type === "parameter";
  return testOf({
    subject,
    operator: range,
    value: value.text,
    caseSensitive: false,
    raw: { operator, value: value.written },
    span: node.span,
    placeholder,
  });
}

/** Equality with what a subject stands for; of a choice, the conditions that lead to the constant. */
function chosen(
  subject: Operand,
  value: ValueNode,
  raw: string,
  node: SqlNode,
  context: ConditionContext,
  alike: ReadonlySet<string> = new Set(),
): Tested {
  if (subject.kind === "position" || subject.kind === "moment" || subject.kind === "constant") return null;
  if (subject.kind !== "cases") return equals(subject, value, raw, node.span);
  const earlier: (Expression | null)[] = [];
  const ways: (Expression | null)[] = [];
  for (const { when, value: result } of subject.cases) {
    const condition = when ? lowerCondition(when, context) : null;
    if (result === null) return unread(node, "What this chooses is no constant");
    if (result.text.toLowerCase() === value.text.toLowerCase())
      ways.push(allOf([...earlier.map((other) => negate(other, true)), condition]));
    // A branch that another value of the list asks for need not be denied.
    else if (!alike.has(result.text.toLowerCase())) earlier.push(condition);
  }
  return ways.length === 0 ? unread(node, "Nothing leads to this constant") : anyOf(ways);
}

function compareColumns(left: Operand, right: Operand, node: CompareNode): Tested {
  if (left.kind === "position" || right.kind === "position") return null;
  if (left.kind === "cases" || right.kind === "cases" || left.kind === "moment" || left.kind === "constant")
    return unread(node, "This comparison is not read");
  const other = right.kind === "column" ? right.name : right.kind === "aggregate" || right.kind === "computed" ? right.written : "";
  const raw = { operator: node.operator, value: right.kind === "column" || right.kind === "computed" ? right.written : other };
  return testOf({ subject: left, operator: "fieldref", value: other, caseSensitive: true, raw, span: node.span });
}

function lowerIs(node: CompareNode, context: ConditionContext): Tested {
  const value = node.right.kind === "value" ? node.right : null;
  const operand = operandOf(node.left, context);
  if (value?.type === "boolean") return chosen(operand, value, "is", node, context);
  if (operand.kind === "position" || operand.kind === "moment" || operand.kind === "constant") return null;
  if (operand.kind === "cases") return unread(node, "Whether a choice is NULL is not read");
  return testOf({
    subject: operand,
    operator: "missing",
    value: "",
    caseSensitive: false,
    raw: { operator: "is", value: "null" },
    span: node.span,
  });
}

function lowerIn(node: CompareNode, context: ConditionContext): Tested {
  if (node.right.kind === "subquery") return unread(node, "A query inside alternatives is not read");
  const items = node.right.kind === "list" ? node.right.items : [node.right];
  const operand = operandOf(node.left, context);
  const alike = new Set(items.flatMap((item) => (item.kind === "value" ? [item.text.toLowerCase()] : [])));
  const parts = items.map((item): Tested => {
    const value = operandOf(item, context);
    if (value.kind === "constant") return chosen(operand, value.value, "in", item, context, alike);
    return unread(item, "A list of constants was expected");
  });
  return anyOf(parts);
}

function lowerBetween(node: CompareNode, context: ConditionContext): Tested {
  const [low, high] = node.right.kind === "list" ? node.right.items : [];
  if (!low || !high) return unread(node, "BETWEEN has two bounds");
  const operands = [operandOf(node.left, context), operandOf(low, context), operandOf(high, context)] as const;
  if (operands.some(({ kind }) => kind === "moment")) return window(operands, context);
  const [subject, from, to] = operands;
  if (from.kind !== "constant" || to.kind !== "constant") return unread(node, "BETWEEN has constants as bounds");
  return allOf([compare(subject, ">=", from.value, node, context), compare(subject, "<=", to.value, node, context)]);
}

function lowerCall(call: CallNode, context: ConditionContext): Tested {
  const { name, arguments: items, span } = call;
  const [first] = items;
  if (isMacroOfTime(name)) {
    const back = macroWindow(call);
    if (back !== null) context.onWindow(back);
    return null;
  }
  const known = patternCall(call, context) ?? arrayCall(call, context);
  if (known) return known;
  if (/^(?:is_null_value|is_null)$/.test(name) && first) {
    const nothing: ValueNode = { kind: "value", type: "null", text: "", written: "null", span };
    return lowerIs({ kind: "compare", operator: "is", negated: false, left: first, right: nothing, escape: null, span }, context);
  }
  const operand = operandOf(call, context);
  if (operand.kind === "cases" || operand.kind === "column") return chosen(operand, truth(span), "", call, context);
  return unread(call, `The function ${name} is no condition that is read`);
}

const truth = (span: SqlNode["span"]): ValueNode => ({ kind: "value", type: "boolean", text: "true", written: "", span });
