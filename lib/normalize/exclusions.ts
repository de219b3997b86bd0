/**
 * Counted exclusions of a conjunct (normalization §3): its negation in disjunctive form, one exclusion a disjunct, with the exceptions
 * of `not (A and not S)`. Alternatives of one field and operator stay together as one part, so that the form stays small.
 */
import { and, type Expression } from "../expression/expression.ts";
import { hasOpaque, leavesOf, type SignedLeaf, toNormalForm } from "../expression/normal-form.ts";
import { flipPresence, isPresence, type NormalLiteral } from "./normal-literal.ts";

/** Literals of one field and operator, any of which makes the part hold. */
export type Part = readonly NormalLiteral[];

export interface CountedExclusion {
  readonly parts: readonly Part[];
  readonly exceptions: readonly NormalLiteral[];
}

type Signed = Expression<SignedLeaf<NormalLiteral>>;
const maximumProducts = 128;

/**
 * The exclusions that a conjunct says, or null when it is not one: a mixture, or in part not understood.
 * @param conjunct one of the conditions that must all hold
 */
export function readExclusions(conjunct: Expression<NormalLiteral>): readonly CountedExclusion[] | null {
  if (hasOpaque(conjunct)) return null;
  const excluded = withoutNullGuard(toNormalForm(conjunct, true));
  const children = excluded.kind === "and" ? excluded.children : [excluded];
  const positive: Signed[] = [];
  const negative: Signed[] = [];
  for (const child of children) (leavesOf(child).every(holds) ? positive : negative).push(child);
  const written = conjunct.kind === "not";
  if (positive.length === 0 || (negative.length > 0 && !written)) return null;
  const exceptions = negative.flatMap((child) => leavesOf(child));
  if (exceptions.some((leaf) => holds(leaf) && !isPresence(leaf.literal))) return null;
  const literals = positive.flatMap((child) => leavesOf(child)).map(literalOf);
  if (literals.some((literal) => literal.operator === "fieldref") || literals.every(isPresence)) return null;
  const products = productsOf(and(positive));
  return products?.map((parts) => ({ parts, exceptions: exceptions.map((leaf) => leaf.literal) })) ?? null;
}

/** In the negated conjunct a leaf that must hold is one that the text negates; existence tests have no negation of their own. */
function holds(leaf: SignedLeaf<NormalLiteral>): boolean {
  return isPresence(leaf.literal) || !leaf.negated;
}

function literalOf(leaf: SignedLeaf<NormalLiteral>): NormalLiteral {
  return leaf.negated && isPresence(leaf.literal) ? flipPresence(leaf.literal) : leaf.literal;
}

/** `(missing(f) or f != v)` is the null-safe spelling of `f != v`; negated: `exists(f) and f = v`, where the second says the first. */
function withoutNullGuard(node: Signed): Signed {
  if (node.kind !== "and") return node;
  const valued = new Set(node.children.flatMap(valuedField));
  const kept = node.children.filter(
    (child) =>
      !(child.kind === "predicate" && literalOf(child.literal).operator === "exists" && valued.has(child.literal.literal.field ?? "")),
  );
  return kept.length > 0 ? and(kept) : node;
}

/** The field that has a value whenever the node holds: the one field of a test, or of alternatives. */
function valuedField(node: Signed): readonly string[] {
  const leaves = leavesOf(node);
  const [field, ...others] = new Set(leaves.map(({ literal }) => literal.field));
  const tests = leaves.every(({ literal, negated }) => !negated && !isPresence(literal));
  return tests && others.length === 0 && field != null ? [field] : [];
}

/** Disjunctive form with merged alternatives; null when it grows beyond what a reader can use. */
function productsOf(node: Signed): readonly (readonly Part[])[] | null {
  if (node.kind === "predicate") return [[[literalOf(node.literal)]]];
  if (node.kind === "or") {
    const all = node.children.map((child) => productsOf(child));
    return all.some((products) => products === null) ? null : all.flatMap((products) => products ?? []);
  }
  if (node.kind !== "and") return null;
  let products: Part[][] = [[]];
  for (const child of node.children) {
    const next = productsOf(child);
    if (!next) return null;
    const merged = mergeAlternatives(next);
    if (products.length * merged.length > maximumProducts) return null;
    const [only] = merged;
    // one way more for each product: thousands of such parts must not be copied each time
    if (only && merged.length === 1) for (const product of products) for (const part of only) product.push(part);
    else products = products.flatMap((product) => merged.map((more) => [...product, ...more]));
  }
  return products;
}

function mergeAlternatives(products: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const merged = new Map<string, NormalLiteral[]>();
  const rest: (readonly Part[])[] = [];
  for (const product of products) {
    const [part] = product;
    const [first] = part ?? [];
    if (product.length !== 1 || !part || !first) {
      rest.push(product);
      continue;
    }
    const key = `${first.field}\u0000${first.operator}\u0000${first.caseSensitive}`;
    const known = merged.get(key);
    if (known) known.push(...part);
    else merged.set(key, [...part]);
  }
  return [...[...merged.values()].map((part) => [part]), ...rest];
}
