/** Negation normal form and the top-level conjuncts of a tree; both keep its truth (proved on random assignments in the tests). */
import { and, type Expression, not, or, predicate, visit } from "./expression.ts";

/** A leaf of a normal form: the literal, negated or not, and whether any negation stood above it in the text. */
export interface SignedLeaf<Leaf> {
  readonly literal: Leaf;
  readonly negated: boolean;
  readonly throughNegation: boolean;
}

/** Pushes every negation down to the leaves. Opaque parts stay where they are: what is unknown is unknown negated too. */
export function toNormalForm<Leaf>(node: Expression<Leaf>, negated = false, throughNegation = negated): Expression<SignedLeaf<Leaf>> {
  const inner = (child: Expression<Leaf>) => toNormalForm(child, negated, throughNegation);
  return visit<Leaf, Expression<SignedLeaf<Leaf>>>(node, {
    and: ({ children }) => (negated ? or : and)(children.map(inner)),
    or: ({ children }) => (negated ? and : or)(children.map(inner)),
    not: ({ child }) => toNormalForm(child, !negated, true),
    predicate: ({ literal }) => predicate({ literal, negated, throughNegation }),
    opaque: (same) => same,
  });
}

/** The conditions that must all hold: conjunctions are split, a negated disjunction is the conjunction of its negations. */
export function topConjuncts<Leaf>(node: Expression<Leaf>): readonly Expression<Leaf>[] {
  if (node.kind === "and") return node.children.flatMap((child) => topConjuncts(child));
  if (node.kind === "not" && node.child.kind === "or") return node.child.children.flatMap((child) => topConjuncts(not(child)));
  return [node];
}

/** All leaves in order. */
export function leavesOf<Leaf>(node: Expression<Leaf>): readonly Leaf[] {
  return visit<Leaf, readonly Leaf[]>(node, {
    and: ({ children }) => children.flatMap((child) => leavesOf(child)),
    or: ({ children }) => children.flatMap((child) => leavesOf(child)),
    not: ({ child }) => leavesOf(child),
    predicate: ({ literal }) => [literal],
    opaque: () => [],
  });
}

/** True when some part of the tree was not understood. */
export function hasOpaque<Leaf>(node: Expression<Leaf>): boolean {
  return visit<Leaf, boolean>(node, {
    and: ({ children }) => children.some((child) => hasOpaque(child)),
    or: ({ children }) => children.some((child) => hasOpaque(child)),
    not: ({ child }) => hasOpaque(child),
    predicate: () => false,
    opaque: () => true,
  });
}
