/** Laws of the normal form: it keeps the truth of the tree on random assignments, and negations stand at the leaves only. */
import { describe, expect, it } from "vitest";
import { random } from "../fuzz/random.ts";
import { and, type Expression, not, or, predicate } from "./expression.ts";
import { leavesOf, type SignedLeaf, toNormalForm, topConjuncts } from "./normal-form.ts";

function tree(next: () => number, depth: number): Expression<number> {
  const choice = next();
  if (depth === 0 || choice < 0.25) return predicate(Math.floor(next() * 6));
  if (choice < 0.5) return not(tree(next, depth - 1));
  const children = Array.from({ length: 1 + Math.floor(next() * 3) }, () => tree(next, depth - 1));
  return choice < 0.75 ? and(children) : or(children);
}

function holds<Leaf>(node: Expression<Leaf>, leaf: (literal: Leaf) => boolean): boolean {
  if (node.kind === "and") return node.children.every((child) => holds(child, leaf));
  if (node.kind === "or") return node.children.some((child) => holds(child, leaf));
  if (node.kind === "not") return !holds(node.child, leaf);
  return node.kind === "predicate" && leaf(node.literal);
}

const hasNegation = <Leaf>(node: Expression<Leaf>): boolean =>
  node.kind === "not" || ((node.kind === "and" || node.kind === "or") && node.children.some((child) => hasNegation(child)));

describe("normal form", () => {
  const next = random(20261122);
  const samples = Array.from({ length: 500 }, () => tree(next, 5));
  const assignments = Array.from({ length: 64 }, (_, bits) => (literal: number) => ((bits >> literal) & 1) === 1);
  const signed = (truth: (literal: number) => boolean) => (leaf: SignedLeaf<number>) => truth(leaf.literal) !== leaf.negated;

  it("keeps the truth of every tree under every assignment", () => {
    for (const sample of samples) {
      const normal = toNormalForm(sample);
      const negated = toNormalForm(sample, true);
      for (const truth of assignments) {
        expect(holds(normal, signed(truth))).toBe(holds(sample, truth));
        expect(holds(negated, signed(truth))).toBe(!holds(sample, truth));
      }
    }
  });

  it("has negations at the leaves only, and no leaf gets lost", () => {
    for (const sample of samples) {
      expect(hasNegation(toNormalForm(sample))).toBe(false);
      expect(leavesOf(toNormalForm(sample)).map((leaf) => leaf.literal)).toEqual(leavesOf(sample));
    }
  });

  it("splits into conjuncts that together are the tree", () => {
    for (const sample of samples)
      for (const truth of assignments) expect(topConjuncts(sample).every((part) => holds(part, truth))).toBe(holds(sample, truth));
  });
});
