/** Lowers eval's boolean functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConditionalFunctions */
import type { Pattern } from "../../expression/expression.ts";
import type { Operator } from "../../model/predicate.ts";
import { plainText } from "../core/pattern.ts";
import { anyOf, type Context, notOf, textOf, unreadable } from "./context.ts";
import type { Lowered } from "./environment.ts";
import type { EvalNode } from "./eval-expression.ts";
import { bindCases } from "./lower-cases.ts";
import { lowerSearch } from "./lower-search.ts";
import { parseSearch } from "./search-expression.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { type FieldTest, testBinding } from "./test-field.ts";
import { likePattern, tokenizeSearch } from "./tokens.ts";

type Call = Extract<EvalNode, { kind: "call" }>;

/** Lowers a call that stands as a condition. */
export function lowerCall(call: Call, context: Context): Lowered {
  const [first, second] = call.arguments;
  switch (call.name) {
    case "match":
    case "mvfind":
      return first && second ? lowerMatch(call, first, second, context) : misused(call, context);
    case "like":
      return first && second ? lowerLike(call, first, second, context) : misused(call, context);
    case "cidrmatch":
      return first && second ? lowerNetwork(call, first, second, context) : misused(call, context);
    case "in":
      return first
        ? context.evaluate({ ...call, kind: "in", left: first, values: call.arguments.slice(1) }, context)
        : misused(call, context);
    case "isnull":
    case "isnotnull":
      return first ? lowerPresence(call, first, context) : misused(call, context);
    case "searchmatch":
      return first?.kind === "string" ? lowerSearchText(first.value, call, context) : misused(call, context);
    case "if":
    case "case":
      return lowerBranches(call, context);
    case "true":
    case "false":
    case "null":
      return null;
    case "not":
      return first ? notOf(context.evaluate(first, context)) : null;
    case "tonumber":
    case "tostring":
    case "exact":
    case "coalesce":
    case "mvfilter":
      return first ? context.evaluate(first, context) : misused(call, context);
    default:
      return unreadable(call, `The function "${call.name}" is not followed as a condition`, context);
  }
}

function misused(call: Call, context: Context): Lowered {
  return unreadable(call, `"${call.name}" lacks an argument here`, context);
}

function test(subject: EvalNode, call: Call, against: EvalNode, how: Partial<FieldTest>, context: Context): Lowered {
  const { name, binding } = subjectOf(subject, context);
  const rawValue = against.kind === "string" ? against.written : textOf(against, context);
  const base = { operator: "eq" as Operator, value: "", caseSensitive: true, rawOperator: call.name, rawValue, span: context.span(call) };
  return testBinding(name, binding, { ...base, ...how }, context);
}

/** The text of a constant, through names bound to one; else what the expression stands for (found once: expressions nest). */
function textValue(node: EvalNode, context: Context): string | Subject {
  const subject = subjectOf(node, context);
  if (node.kind === "math" && node.operator === ".") {
    const parts = node.parts.map((part) => (part.kind === "field" || part.kind === "string" ? textValue(part, context) : subject));
    return parts.every((part) => typeof part === "string") ? parts.join("") : subject;
  }
  return subject.binding.kind === "constant" ? subject.binding.text : subject;
}

export const ignoresCase = (pattern: string): boolean => /^\(\?[a-z]*i[a-z]*(?:-[a-z]+)?[):]/.test(pattern);

function lowerMatch(call: Call, subject: EvalNode, pattern: EvalNode, context: Context): Lowered {
  const value = textValue(pattern, context);
  if (typeof value !== "string") return fieldReference(call, subject, pattern, value, context);
  return test(subject, call, pattern, { operator: "regex", value, caseSensitive: !ignoresCase(value) }, context);
}

function fieldReference(call: Call, subject: EvalNode, other: EvalNode, { name, binding }: Subject, context: Context): Lowered {
  return test(subject, call, other, { operator: "fieldref", value: binding.kind === "column" ? binding.name : name }, context);
}

function lowerLike(call: Call, subject: EvalNode, pattern: EvalNode, context: Context): Lowered {
  const value = textValue(pattern, context);
  if (typeof value !== "string") return fieldReference(call, subject, pattern, value, context);
  const parts: Pattern = likePattern(pattern.kind === "string" ? pattern.written : value.replace(/[\\"]/g, "\\$&"));
  const plain = plainText(parts);
  return test(subject, call, pattern, plain === null ? { operator: "wildcard", value: parts } : { operator: "eq", value: plain }, context);
}

/** `cidrmatch("10.0.0.0/8", ip)`. */
function lowerNetwork(call: Call, network: EvalNode, subject: EvalNode, context: Context): Lowered {
  const value = textValue(network, context);
  if (typeof value !== "string") return fieldReference(call, subject, network, value, context);
  return test(subject, call, network, { operator: "cidr", value, caseSensitive: false }, context);
}

function lowerPresence(call: Call, subject: EvalNode, context: Context): Lowered {
  const exists = call.name === "isnotnull";
  return test(subject, call, subject, { operator: exists ? "exists" : "missing", rawValue: "" }, context);
}

/** `if(C, true, false)` as a condition is C. */
function lowerBranches(call: Call, context: Context): Lowered {
  const span = context.span(call);
  const is = (value: string): Lowered => {
    const wanted = { operator: "eq", value, caseSensitive: false, rawOperator: call.name, rawValue: value, span } as const;
    return testBinding(textOf(call, context), { kind: "cases", cases: bindCases(call, context) }, wanted, context);
  };
  const [, second] = call.arguments;
  return second?.kind === "number" ? anyOf([is(second.value)]) : is("true");
}

/** `searchmatch("…")`: search text inside eval; its parts share the call's span. */
function lowerSearchText(text: string, call: Call, context: Context): Lowered {
  const span = context.span(call);
  const inner: Context = { ...context, text, calls: [], span: () => span, fromMacro: () => false };
  return lowerSearch(parseSearch(tokenizeSearch(text).tokens), inner);
}
