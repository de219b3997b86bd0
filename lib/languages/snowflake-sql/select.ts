/** What a SELECT says of itself: its conjuncts, group keys, the columns of its rows, and which conditions test counts. */
import type { Scope } from "../language.ts";
import { type ConditionContext, lowerCondition } from "./condition.ts";
import { isCounted, keyName, type Names, type Operand, operandOf, type Tested } from "./operand.ts";
import { presenceTest } from "./pattern-test.ts";
import { childrenOf, type Select, type Source, type SqlNode, uncast } from "./tree.ts";

/** The parts of a condition that must all hold. */
export function conjunctsOf(node: SqlNode | null): readonly SqlNode[] {
  if (!node) return [];
  return node.kind === "and" ? node.children.flatMap(conjunctsOf) : [node];
}

/** What ON asks beyond equal keys; of an outer join nothing, as it only enriches. */
export function joinConditions({ on, join }: Source): readonly SqlNode[] {
  if (join === "left" || join === "right" || join === "full") return [];
  return conjunctsOf(on).filter((node) => !isJoinKey(node) && !comparesBareColumns(node));
}

/** `ON grantee = name`: without their tables, too, two columns that must be equal join the sources. */
function comparesBareColumns(node: SqlNode): boolean {
  if (node.kind !== "compare" || node.operator !== "=" || node.negated) return false;
  const sides = [uncast(node.left), uncast(node.right)];
  return sides.every((side) => side.kind === "column") && sides.some((side) => side.kind === "column" && side.parts.length === 1);
}

/** Equality of columns of two sources: it joins them, or a query with the one around it, and says nothing of an event. */
export function isJoinKey(node: SqlNode): boolean {
  if (node.kind !== "compare" || node.operator !== "=" || node.negated) return false;
  const [left, right] = [uncast(node.left), uncast(node.right)];
  if (left.kind !== "column" || right.kind !== "column") return false;
  const sides = [left.parts.slice(0, -1).join("."), right.parts.slice(0, -1).join(".")].map((side) => side.toLowerCase());
  return sides[0] !== sides[1] && sides.every((side) => side !== "");
}

/** The columns of a query's rows by name: those it computes, renames and passes on. */
export function outputOf({ columns }: Select, names: Names, context: ConditionContext): Names {
  const output = new Map<string, Operand>();
  for (const { value, name } of columns) {
    if (value.kind === "star") for (const [known, operand] of names) if (!known.includes(".")) output.set(known, operand);
    if (name !== null && value.kind !== "star") output.set(name, operandOf(value, context));
  }
  return output;
}

/** Group keys as columns of the source; a number stands for the column at that place, an alias for what it names. */
export function keysOf({ groupBy, columns }: Select, names: Names, text: string): readonly string[] {
  if (groupBy === null) return [];
  const context = { text, names, keys: [] };
  const stated = groupBy === "all" ? columns.map(({ value }) => value) : groupBy;
  return stated.flatMap((node): readonly string[] => {
    const place = node.kind === "value" && node.type === "number" ? columns[Number(node.text) - 1]?.value : node;
    if (!place) return [];
    const alias =
      place.kind === "column"
        ? columns.find(({ name, value }) => name === place.parts.at(-1)?.toLowerCase() && value !== place)?.value
        : null;
    const operand = operandOf(alias ?? place, context);
    return groupBy === "all" && operand.kind !== "column" ? [] : keyName(operand);
  });
}

/** One conjunct. */
export function conjunctTest(node: SqlNode, context: ConditionContext): Tested {
  return (node.kind === "compare" ? presenceTest(node, context) : undefined) ?? lowerCondition(node, context);
}

/** Whether a condition tests what an aggregate computed. */
export function testsCount(node: SqlNode, context: ConditionContext): boolean {
  const inner = uncast(node);
  if (inner.kind === "column" || inner.kind === "call") if (isCounted(operandOf(inner, context))) return true;
  return childrenOf(inner).some((child) => testsCount(child, context));
}

/** The scopes of an outer side, under its name and under those of its columns that only it has: the constants that mark its rows. */
export function noteOptional(optional: Map<string, readonly Scope[]>, { alias }: Source, names: Names, scopes: readonly Scope[]): void {
  optional.set(alias ?? "", scopes);
  for (const [name, { kind }] of names) if (kind === "constant") optional.set(`.${name}`, scopes);
}
