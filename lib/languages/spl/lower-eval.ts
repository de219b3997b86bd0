/** Lowers eval conditions to expressions; `where` compares with case. Functions: https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonEvalFunctions */
import { leavesOf } from "../../expression/normal-form.ts";
import type { Operator } from "../../model/predicate.ts";
import { allOf, anyOf, broken, type Context, noteBound, noteSource, notOf, textOf, unreadable } from "./context.ts";
import type { Lowered } from "./environment.ts";
import type { EvalNode } from "./eval-expression.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerMark, valueOfMark } from "./lower-mark.ts";
import { sourceFields } from "./lower-search.ts";
import { isTime, type Subject, subjectOf, usesAggregate } from "./subject.ts";
import { type FieldTest, testAny, testBinding } from "./test-field.ts";

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
      if (node.child.kind === "subsearch") return notOf(context.subsearch(node.child, { negated: true }, context));
      return notOf(lowerEval(node.child, context));
    case "compare":
      return lowerCompare(node, context);
    case "in":
      return lowerIn(node, context);
    case "call":
      return lowerCall(node, context);
    case "field":
      return testTrue(node, context);
    case "subsearch":
      return context.subsearch(node, {}, context);
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
  if (operator === "xor") return lowerXor(node, context);
  if (operator === "like") return lowerCall({ ...node, kind: "call", name: "like", arguments: [left, right] }, context);
  const truth = isTest(left) ? truthOf(right) : isTest(right) ? truthOf(left) : null;
  if (truth !== null && equality.has(operator)) {
    const tested = lowerEval(isTest(left) ? left : right, context);
    return truth === (operator === "=" || operator === "==") ? tested : notOf(tested);
  }
  const turn = (isConstant(left) && !isConstant(right)) || (isLookup(right, context) && !isLookup(left, context));
  return turn
    ? compareWith(right, flipped[operator] ?? operator, left, context, operator, node)
    : compareWith(left, operator, right, context, operator, node);
}

const equality = new Set(["=", "==", "!=", "<>"]);
const tests = /^(?:match|like|searchmatch|isnull|isnotnull|cidrmatch|in)$/;

/** True for an expression that says true or false, which some rules compare with the word (`match(f, "re")=1`). */
const isTest = (node: EvalNode): boolean =>
  /^(?:and|or|not|compare|in)$/.test(node.kind) || (node.kind === "call" && tests.test(node.name));

function truthOf(node: EvalNode): boolean | null {
  const word =
    node.kind === "string" || node.kind === "number" ? node.value : node.kind === "call" || node.kind === "field" ? node.name : "";
  return /^(?:true|1)$/i.test(word) ? true : /^(?:false|0)$/i.test(word) ? false : null;
}

/** Written out, XOR doubles what it joins. */
const maximumXor = 64;

/** One of the two, not both. */
function lowerXor({ left, right }: Extract<EvalNode, { kind: "compare" }>, context: Context): Lowered {
  const [first, second] = [lowerEval(left, context), lowerEval(right, context)];
  const leaves = [first, second].reduce((sum, side) => sum + (side ? leavesOf(side).length : 0), 0);
  if (leaves > maximumXor) return unreadable({ start: left.start, end: right.end }, "XOR over so many tests is not followed", context);
  return anyOf([allOf([first, notOf(second)]), allOf([notOf(first), second])]);
}

function lowerIn({ left, values }: Extract<EvalNode, { kind: "in" }>, context: Context): Lowered {
  const subject = left.kind === "broken" ? null : subjectOf(left, context);
  if (subject?.binding.kind !== "cases") return anyOf(values.map((value) => compareWith(left, "=", value, context, "in")));
  const asked = values.map((value): FieldTest => {
    const base = {
      rawOperator: "in",
      rawValue: writtenOf(value, context),
      span: context.span(value),
    };
    const constant = constantOf(value, context);
    if (constant === null) return { ...base, operator: "fieldref", value: base.rawValue, caseSensitive: true };
    return { ...base, operator: "eq", value: constant, caseSensitive: value.kind !== "number" };
  });
  return testAny(subject.name, subject.binding, asked, context);
}

/** The right side as written, without quotes. */
function writtenOf(node: EvalNode, context: Context): string {
  if (node.kind === "string") return node.written;
  return node.kind === "field" ? node.name : textOf(node, context);
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
  if (right.kind === "subsearch") context.subsearch(right, { beside: true }, context);
  const span = context.span(whole);
  const base = { rawOperator, rawValue: writtenOf(right, context), span };
  const negated = operator === "!=" || operator === "<>";
  const kind = comparisons[operator] ?? "eq";
  const subject = subjectOf(left, context);
  if (isSource(subject, right, context)) return null;
  if (isNull(right) || (right.kind === "string" && right.value === "" && kind === "eq")) {
    const missing = testBinding(subject.name, subject.binding, { ...base, operator: "missing", value: "", caseSensitive: false }, context);
    return negated ? notOf(missing) : missing;
  }
  const macro = right.kind === "mark" ? valueOfMark(right.call, right, context) : null;
  if (macro) {
    const test = { ...base, operator: kind, value: macro.value, caseSensitive: false, placeholder: true };
    const lowered = testBinding(subject.name, subject.binding, test, context);
    return allOf([negated ? notOf(lowered) : lowered, macro.problem]);
  }
  const constant = constantOf(right, context);
  const caseSensitive = right.kind !== "number" && !isBoolean(right);
  const test =
    constant !== null
      ? { ...base, operator: kind, value: constant, caseSensitive }
      : { ...base, operator: "fieldref" as const, value: base.rawValue, caseSensitive };
  const threshold = constant === null && usesAggregate(right, context) && subject.binding.kind === "column";
  const lowered = testBinding(subject.name, subject.binding, { ...test, threshold }, context);
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

/** Columns of a lookup are its own data: their times are tests, not the window of the search. */
function isLookup(node: EvalNode, context: Context): boolean {
  return node.kind === "field" && context.environment.resolve(node.name).kind === "lookup";
}

/** Bounds on times are the window; relative times in them say how long it is. */
function noteWindow(left: EvalNode, right: EvalNode, context: Context): boolean {
  if (isLookup(left, context) || isLookup(right, context)) return false;
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
