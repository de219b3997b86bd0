/**
 * Tests of lists: whether a column's list holds a constant, or shares one with the rule's own list.
 * https://docs.snowflake.com/en/sql-reference/functions/array_contains, …/arrays_overlap, …/array_intersection
 */
import { type Expression, or } from "../../expression/expression.ts";
import { equals } from "./literal.ts";
import { constantsOf, type OperandContext, operandOf, subjectOf } from "./operand.ts";
import { type CallNode, type CompareNode, type SqlNode, uncast } from "./tree.ts";

/** `array_contains(constant, column)`, `array_contains(column, [constants])`, `arrays_overlap(column, [constants])` either way round. */
export function arrayCall(call: CallNode, context: OperandContext): Expression | undefined {
  const [first, second] = call.arguments;
  if (!first || !second) return undefined;
  if (call.name === "arrays_overlap") return shares(call, first, second, context);
  if (call.name !== "array_contains") return undefined;
  const value = operandOf(first, context);
  const list = subjectOf(second, context);
  if (value.kind === "constant" && list) return equals(listed(second, context) ?? list, value.value, call.name, call.span);
  return shares(call, first, second, context);
}

/** `array_intersection(column, [constants]) != []`, `array_size(array_intersection(…)) > 0`: some element is one of the constants. */
export function overlapTest(node: CompareNode, context: OperandContext): Expression | undefined {
  const left = uncast(node.left);
  const sized = left.kind === "call" && /^array_(?:size|length)$/.test(left.name) ? left.arguments[0] : undefined;
  const call = uncast(sized ?? left);
  if (call.kind !== "call" || call.name !== "array_intersection") return undefined;
  const bound = uncast(node.right);
  const nothing = sized ? bound.kind === "value" && bound.text === "0" : constantsOf(bound)?.length === 0;
  if (!nothing || !(node.operator === "=" || (sized && node.operator === ">"))) return undefined;
  const [first, second] = call.arguments;
  const found = first && second && shares(call, first, second, context);
  // `=` is none of them, and the caller turns `!=` into its opposite: so does this.
  return found && (node.operator === "=" ? { kind: "not", child: found } : found);
}

function shares(call: CallNode, first: SqlNode, second: SqlNode, context: OperandContext): Expression | undefined {
  const constants = constantsOf(second) ?? constantsOf(first);
  const column = constantsOf(second) ? first : second;
  const subject = listed(column, context) ?? subjectOf(column, context);
  if (!constants || constants.length === 0 || !subject) return undefined;
  return or(constants.map((value) => equals(subject, value, call.name, value.span)));
}

/** A list that the query collects is searched for values of the column that it collects. */
function listed(node: SqlNode, context: OperandContext): ReturnType<typeof subjectOf> {
  const inner = uncast(node);
  if (inner.kind !== "call" || !/^array_(?:agg|unique_agg)$/.test(inner.name) || !inner.arguments[0]) return null;
  return subjectOf(inner.arguments[0], context);
}
