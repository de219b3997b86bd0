/** Negation normal form and the top-level conjuncts of a tree; both keep its truth (proved on random assignments in the tests). */
import { and, type Expression, not, or, predicate } from "./expression.ts";

/** A leaf of a normal form: the literal, negated or not, and whether any negation stood above it in the text. */
export interface SignedLeaf<Leaf> {
  readonly literal: Leaf;
  readonly negated: boolean;
  readonly throughNegation: boolean;
}

/** Pushes every negation down to the leaves. Opaque parts stay where they are: what is unknown is unknown negated too. */
export function toNormalForm<Leaf>(node: Expression<Leaf>, negated = false, throughNegation = negated): Expression<SignedLeaf<Leaf>> {
  switch (node.kind) {
    case "and":
    case "or": {
      const children = node.children.map((child) => toNormalForm(child, negated, throughNegation));
      return (node.kind === "and") === negated ? or(children) : and(children);
    }
    case "not":
      return toNormalForm(node.child, !negated, true);
    case "predicate":
      return predicate({ literal: node.literal, negated, throughNegation });
    case "opaque":
      return node;
  }
}

/** The conditions that must all hold: conjunctions are split, a negated disjunction is the conjunction of its negations. */
export function topConjuncts<Leaf>(node: Expression<Leaf>): readonly Expression<Leaf>[] {
  if (node.kind === "and") return node.children.flatMap((child) => topConjuncts(child));
  if (node.kind === "not" && node.child.kind === "or") return node.child.children.flatMap((child) => topConjuncts(not(child)));
  return [node];
}

/** All leaves in order. */
export function leavesOf<Leaf>(node: Expression<Leaf>): readonly Leaf[] {
  const leaves: Leaf[] = [];
  collectLeaves(node, leaves);
  return leaves;
}

function collectLeaves<Leaf>(node: Expression<Leaf>, leaves: Leaf[]): void {
  switch (node.kind) {
    case "and":
    case "or":
      for (const child of node.children) collectLeaves(child, leaves);
      return;
    case "not":
      collectLeaves(node.child, leaves);
      return;
    case "predicate":
      leaves.push(node.literal);
      return;
    case "opaque":
      return;
  }
}

/** True when some part of the tree was not understood. */
export function hasOpaque<Leaf>(node: Expression<Leaf>): boolean {
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.some((child) => hasOpaque(child));
    case "not":
      return hasOpaque(node.child);
    case "predicate":
      return false;
    case "opaque":
      return true;
  }
}
