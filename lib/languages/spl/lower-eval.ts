/** Lowers eval conditions to expressions; `where` compares with case. Functions: https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonEvalFunctions */
import type { Operator } from "../../model/predicate.ts";
import { allOf, anyOf, broken, type Context, noteBound, noteSource, notOf, textOf, unreadable } from "./context.ts";
import { type Lowered, withoutDataSet } from "./environment.ts";
import type { EvalNode } from "./eval-expression.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerMark } from "./lower-mark.ts";
import { sourceFields } from "./lower-search.ts";
import { isTime, type Subject, subjectOf, usesAggregate } from "./subject.ts";
import { testBinding } from "./test-field.ts";

const comparisons: Readonly<Record<string, Operator>> = {
  "=": "eq",
  "==": "eq",
  "!=": "eq",
  "<>": "eq",
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
};
const flipped: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** Lowers a condition. */
export function lowerEval(node: EvalNode, context: Context): Lowered {
  switch (node.kind) {
    case "and":
      return allOf(node.children.map((child) => lowerEval(child, context)));
    case "or":
      return anyOf(node.children.map((child) => lowerEval(child, context)));
    case "not":
      return notOf(lowerEval(node.child, context));
    case "compare":
      return lowerCompare(node, context);
    case "in":
      return anyOf(node.values.map((value) => compareWith(node.left, "=", value, context, "in")));
    case "call":
      return lowerCall(node, context);
    case "field":
      return testTrue(node, context);
    case "mark":
      return lowerMark(node.call, node, context);
    case "string":
    case "number":
      return null;
    case "math":
      return unreadable(node, "This is no condition", context);
    case "broken":
      return broken(node.problem, context);
  }
}

/** A bare boolean column is `eq true`. */
function testTrue(node: Extract<EvalNode, { kind: "field" }>, context: Context): Lowered {
  if (/^(?:true|false)$/i.test(node.name)) return null;
  const test = { operator: "eq", value: "true", caseSensitive: false, rawOperator: "", rawValue: "" } as const;
  return testBinding(node.name, context.environment.resolve(node.name), { ...test, span: context.span(node) }, context);
}

const isConstant = (node: EvalNode): boolean => node.kind === "string" || node.kind === "number";
const isNull = (node: EvalNode): boolean =>
  (node.kind === "call" && node.name === "null") || (node.kind === "field" && /^null$/i.test(node.name));
const isBoolean = (node: EvalNode): boolean =>
  (node.kind === "call" && /^(?:true|false)$/.test(node.name)) || (node.kind === "field" && /^(?:true|false)$/i.test(node.name));

function lowerCompare(node: Extract<EvalNode, { kind: "compare" }>, context: Context): Lowered {
  const { left, right, operator } = node;
  if (operator === "xor") return unreadable(node, "XOR is not followed", context);
  if (operator === "like") return lowerCall({ ...node, kind: "call", name: "like", arguments: [left, right] }, context);
  const turn = isConstant(left) && !isConstant(right);
  return turn
    ? compareWith(right, flipped[operator] ?? operator, left, context, operator, node)
    : compareWith(left, operator, right, context, operator, node);
}

/** Tests `left` against `right`. */
function compareWith(
  left: EvalNode,
  operator: string,
  right: EvalNode,
  context: Context,
  rawOperator: string,
  whole: EvalNode = right,
): Lowered {
  if (left.kind === "broken") return broken(left.problem, context);
  if (right.kind === "broken") return broken(right.problem, context);
  if (isConstant(left) && isConstant(right)) return null;
  if (noteWindow(left, right, context)) return null;
  const span = context.span(whole);
  const base = { rawOperator, rawValue: right.kind === "string" ? right.written : textOf(right, context), span };
  const negated = operator === "!=" || operator === "<>";
  const kind = comparisons[operator] ?? "eq";
  const subject = subjectOf(left, context);
  if (isSource(subject, right, context)) return null;
  const found = foundInList(left, right, operator, context);
  if (found) return lowerEval(found, context);
  if (isNull(right) || (right.kind === "string" && right.value === "" && kind === "eq")) {
    const missing = testBinding(subject.name, subject.binding, { ...base, operator: "missing", value: "", caseSensitive: false }, context);
    return negated ? notOf(missing) : missing;
  }
  const constant = constantOf(right, context);
  const caseSensitive = right.kind !== "number" && !isBoolean(right);
  const test =
    constant !== null
      ? { ...base, operator: kind, value: constant, caseSensitive }
      : { ...base, operator: "fieldref" as const, value: otherField(right, context), caseSensitive };
  const threshold = constant === null && usesAggregate(right, context) && subject.binding.kind === "column";
  const binding = threshold ? ({ kind: "computed", threshold: true } as const) : subject.binding;
  const lowered = testBinding(subject.name, binding, test, context);
  return negated ? notOf(lowered) : lowered;
}

/** The constant that an expression is, or is bound to. */
function constantOf(node: EvalNode, context: Context): string | null {
  if (node.kind === "string" || node.kind === "number") return node.value;
  if (isBoolean(node)) return node.kind === "call" ? node.name : textOf(node, context).toLowerCase();
  const bound = node.kind === "field" ? context.environment.resolve(node.name) : null;
  if (bound?.kind === "constant") return bound.text;
  const [first] = node.kind === "call" ? node.arguments : [];
  const cast = node.kind === "call" && /^(?:lower|upper|tostring|tonumber)$/.test(node.name) && first ? constantOf(first, context) : null;
  return cast !== null && node.kind === "call" && node.name === "lower" ? cast.toLowerCase() : cast;
}

function otherField(node: EvalNode, context: Context): string {
  const { name, binding } = subjectOf(node, context);
  return binding.kind === "column" ? binding.name : withoutDataSet(name);
}

/** `mvfind(f, "re") >= 0` says what match() says. */
function foundInList(left: EvalNode, right: EvalNode, operator: string, context: Context): EvalNode | null {
  if (left.kind !== "call" || left.name !== "mvfind" || constantOf(right, context) === null) return null;
  return operator === ">=" || operator === ">" ? { ...left, name: "match" } : null;
}

/** Bounds on times are the window; relative times in them say how long it is. */
function noteWindow(left: EvalNode, right: EvalNode, context: Context): boolean {
  if (!isTime(left, context) && !isTime(right, context)) return false;
  for (const side of [left, right]) noteRelative(side, context);
  return true;
}

function noteRelative(node: EvalNode, context: Context): void {
  const parts = node.kind === "call" ? node.arguments : node.kind === "math" ? node.parts : [];
  for (const part of parts) {
    if (part.kind === "string") noteBound(part.value, context.findings);
    else noteRelative(part, context);
  }
}

function isSource({ binding }: Subject, right: EvalNode, context: Context): boolean {
  if (binding.kind !== "column" || right.kind !== "string" || !sourceFields.has(binding.name)) return false;
  noteSource(`${binding.name.toLowerCase()}:${right.value.toLowerCase()}`, context);
  return true;
}
