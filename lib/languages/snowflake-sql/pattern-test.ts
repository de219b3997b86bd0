/** Tests of text: LIKE and ILIKE with ANY and ALL, regular expressions, and the functions that do the same. */
import { and, anyRun, type Expression, opaque, or } from "../../expression/expression.ts";
import { joinPattern } from "../core/pattern.ts";
import { likePattern, matches, negate, testOf } from "./literal.ts";
import { type OperandContext, operandOf, subjectOf, type Tested } from "./operand.ts";
import { type CallNode, type CompareNode, type SqlNode, uncast } from "./tree.ts";

const unread = (node: SqlNode, message: string): Expression => opaque("query-broken", node.span, message);

/** LIKE and ILIKE, each also with ANY and ALL; RLIKE and REGEXP, which match the whole subject. */
export function patternTest(node: CompareNode, context: OperandContext): Expression {
  const [operator = "", quantifier] = node.operator.split(" ");
  const subject = subjectOf(node.left, context);
  if (!subject) return unread(node, "A pattern asks for a column");
  const items = quantifier && node.right.kind === "list" ? node.right.items : [node.right];
  const escaped = node.escape ? uncast(node.escape) : null;
  const escaping = escaped?.kind === "value" ? escaped.text : null;
  const parts = items.map((item): Expression => {
    const span = quantifier ? item.span : node.span;
    const pattern = likeOf(item, escaping, context);
    if (!pattern) return unread(item, "A pattern must be a constant");
    const raw = { operator: node.operator, value: pattern.written };
    if (operator === "like" || operator === "ilike")
      return matches(subject, pattern.parts, { caseSensitive: operator === "like", raw, span });
    return testOf({ subject, operator: "regex", value: pattern.text, caseSensitive: true, anchored: true, raw, span });
  });
  return quantifier === "all" ? and(parts) : or(parts);
}

interface PatternText {
  readonly parts: ReturnType<typeof likePattern>;
  readonly text: string;
  readonly written: string;
}

/** A constant pattern, also one that is put together with `||`. */
function likeOf(node: SqlNode, escaping: string | null, context: OperandContext): PatternText | null {
  const inner = uncast(node);
  if (inner.kind === "math" && inner.operator === "||") {
    const [left, right] = [likeOf(inner.left, escaping, context), likeOf(inner.right, escaping, context)];
    return (
      left &&
      right && { parts: joinPattern([...left.parts, ...right.parts]), text: left.text + right.text, written: left.written + right.written }
    );
  }
  const operand = operandOf(inner, context);
  if (operand.kind !== "constant" || operand.value.type === "null") return null;
  const { text, written } = operand.value;
  return { parts: likePattern(text, escaping), text, written };
}

/** How functions that compare text look at their constant. */
const around: Readonly<Record<string, readonly [before: boolean, after: boolean]>> = {
  contains: [true, true],
  startswith: [false, true],
  endswith: [true, false],
};

/** A function that compares text, or undefined for any other. */
export function patternCall(call: CallNode, context: OperandContext): Expression | undefined {
  const { name, arguments: items, span } = call;
  const [first, second, third] = items;
  if (!first || !second) return undefined;
  if (/^(?:regexp_like|rlike|regexp_count|regexp_instr)$/.test(name)) return regexCall(call, first, second, third, context);
  if (/^(?:like|ilike)$/.test(name)) {
    return patternTest(
      { kind: "compare", operator: name, negated: false, left: first, right: second, escape: third ?? null, span },
      context,
    );
  }
  const sides = around[name];
  if (!sides) return undefined;
  const subject = subjectOf(first, context);
  const value = operandOf(second, context);
  if (!subject || value.kind !== "constant") return unread(call, "A column and a constant were expected");
  const pattern = joinPattern([...(sides[0] ? [anyRun] : []), value.value.text, ...(sides[1] ? [anyRun] : [])]);
  return matches(subject, pattern, { caseSensitive: true, raw: { operator: name, value: value.value.written }, span });
}

/** REGEXP_LIKE matches the whole subject; REGEXP_COUNT and REGEXP_INSTR find it anywhere. Parameters: `i` folds case. */
function regexCall(call: CallNode, first: SqlNode, second: SqlNode, third: SqlNode | undefined, context: OperandContext): Expression {
  const subject = subjectOf(first, context);
  const pattern = likeOf(second, null, context);
  if (!subject || !pattern) return unread(call, "A column and a constant pattern were expected");
  const whole = call.name === "regexp_like" || call.name === "rlike";
  const flags = third?.kind === "value" && third.type === "string" ? third.text : "";
  const raw = { operator: call.name, value: pattern.written };
  return testOf({
    subject,
    operator: "regex",
    value: pattern.text,
    caseSensitive: !flags.includes("i"),
    anchored: whole,
    raw,
    span: call.span,
  });
}

/** `position(x in y) > 0`, `regexp_count(…) > 0`, `charindex(…) > 0`: whether the text is there at all; null for other comparisons. */
export function presenceTest(node: CompareNode, context: OperandContext): Tested | undefined {
  const call = uncast(node.left);
  const bound = uncast(node.right);
  if (call.kind !== "call" || bound.kind !== "value" || bound.type !== "number") return undefined;
  const there =
    (node.operator === ">" && bound.text === "0") ||
    (node.operator === ">=" && bound.text === "1") ||
    (node.operator === "=" && node.negated && bound.text === "0");
  const absent = node.operator === "=" && !node.negated && bound.text === "0";
  if (!there && !absent) return undefined;
  const test = textIn(call, context);
  return test === undefined ? undefined : negate(test, absent);
}

function textIn(call: CallNode, context: OperandContext): Expression | undefined {
  if (/^regexp_(?:count|instr)$/.test(call.name)) return patternCall(call, context);
  const [needle, hay] = call.arguments;
  if (!/^(?:position|charindex)$/.test(call.name) || !needle || !hay) return undefined;
  return patternCall({ ...call, name: "contains", arguments: [hay, needle] }, context);
}
