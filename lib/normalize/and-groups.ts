/** AND groups: parts over one field that must hold together (`contains|all`), shown as one row and never as unrelated values. */
import type { Expression } from "../expression/expression.ts";
import type { Part } from "./exclusions.ts";
import { isPresence, type NormalLiteral } from "./normal-literal.ts";

const maximumAlternatives = 8;

/**
 * The AND groups of a positive tree.
 * @param conjuncts children of one conjunction; alternatives inside them are searched for conjunctions of their own
 */
export function findAndGroups(conjuncts: readonly Expression<NormalLiteral>[]): readonly (readonly Part[])[] {
  const byField = new Map<string, Part[]>();
  for (const child of conjuncts) {
    const part = partOf(child);
    const field = part?.[0]?.field ?? "";
    if (!part) continue;
    const parts = byField.get(field);
    if (parts) parts.push(part);
    else byField.set(field, [part]);
  }
  const here = [...byField.values()].map(distinct).filter((parts) => parts.length > 1);
  return [...here, ...conjuncts.flatMap(inside)];
}

function inside(node: Expression<NormalLiteral>): readonly (readonly Part[])[] {
  if (node.kind === "or") return node.children.flatMap(inside);
  return node.kind === "and" ? findAndGroups(node.children) : [];
}

/** A literal, or alternatives of one field, operator and case, as a part of a group. */
function partOf(node: Expression<NormalLiteral>): Part | null {
  const leaves = node.kind === "predicate" ? [node] : node.kind === "or" ? node.children : [];
  const literals = leaves.flatMap((leaf) => (leaf.kind === "predicate" ? [leaf.literal] : []));
  const [first] = literals;
  if (!first || literals.length !== leaves.length || literals.length > maximumAlternatives) return null;
  if (first.lane !== "behavior" || isPresence(first) || first.operator === "fieldref") return null;
  const uniform = literals.every(
    (literal) => literal.field === first.field && literal.operator === first.operator && literal.caseSensitive === first.caseSensitive,
  );
  return uniform ? literals : null;
}

function distinct(parts: readonly Part[]): readonly Part[] {
  const seen = new Map(
    parts.map((part) => [
      part
        .map(({ key }) => key)
        .sort()
        .join("\u0000"),
      part,
    ]),
  );
  return [...seen.values()];
}
