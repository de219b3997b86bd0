/**
 * Families: near-identical rules, by how much of what they ask for is the same (docs/decisions/0004-families.md). A rule joins the rule that
 * stands in the middle of its family and is similar enough to it; nothing joins through a third. Deterministic for rules in a given order.
 */

/** Something that a rule asks for: equal numbers are equal demands, whatever their letters' case. */
export interface Demand {
  readonly feature: number;
  /** What it is compared within: values of one field, under one polarity. */
  readonly block: number;
}

/** How much a block says of a rule's idea: values that it looks for, values that it excludes, counts and limits. */
export type BlockKind = "match" | "exclude" | "limit";

export interface FamilyInput {
  /** For each rule its demands, each once. */
  readonly rules: readonly (readonly Demand[])[];
  /** The kind of each block. */
  readonly blocks: readonly BlockKind[];
}

export interface FamilyMember {
  /** The rule in the middle of the family, by its index; its own for itself and for a rule without a family. */
  readonly representative: number;
  /** With the representative, 0 to 1; 1 for itself. */
  readonly similarity: number;
}

/** Least similarity of a rule and its representative; chosen by eye on real pairs. */
export const leastSimilarity = 0.7;
/** Of two rules that share nothing rarer than what this many rules ask for, nothing is said. */
const commonDemand = 5;
/** Rules are compared when they share a demand that at most so many rules have. */
const rareDemand = 100;
const kindWeights: Readonly<Record<BlockKind, number>> = { match: 1, exclude: 0.3, limit: 0.3 };

/** Assigns every rule to a family. */
export function findFamilies(input: FamilyInput): readonly FamilyMember[] {
  const catalog = new Weights(input);
  const pairs = similarPairs(catalog);
  const neighbours: { readonly rule: number; readonly similarity: number }[][] = input.rules.map(() => []);
  for (const { first, second, similarity } of pairs) {
    neighbours[first]?.push({ rule: second, similarity });
    neighbours[second]?.push({ rule: first, similarity });
  }
  const representatives = chooseRepresentatives(neighbours.map((list) => list.map(({ rule }) => rule)));
  return input.rules.map((_, rule): FamilyMember => {
    if (representatives.has(rule)) return { representative: rule, similarity: 1 };
    let best: FamilyMember = { representative: rule, similarity: 0 };
    for (const { rule: other, similarity } of neighbours[rule] ?? []) {
      const better = similarity > best.similarity || (similarity === best.similarity && other < best.representative);
      if (representatives.has(other) && better) best = { representative: other, similarity };
    }
    return best;
  });
}

/** The rule with most neighbours left represents them all, then the next; of equals the first. */
function chooseRepresentatives(neighbours: readonly (readonly number[])[]): ReadonlySet<number> {
  const order = neighbours.map((_, rule) => rule).sort((a, b) => (neighbours[b]?.length ?? 0) - (neighbours[a]?.length ?? 0) || a - b);
  const representatives = new Set<number>();
  const taken = new Set<number>();
  for (const rule of order) {
    if (taken.has(rule)) continue;
    representatives.add(rule);
    taken.add(rule);
    for (const other of neighbours[rule] ?? []) taken.add(other);
  }
  return representatives;
}

/** Demands in the order of their blocks, and what each weighs: the logarithm of how few rules have it. */
class Weights {
  readonly rules: readonly (readonly Demand[])[];
  readonly weights: Float64Array;
  readonly counts: Int32Array;
  readonly blocks: readonly BlockKind[];
  /** Shared weight below which two rules are not compared. */
  readonly leastEvidence: number;

  constructor({ rules, blocks }: FamilyInput) {
    this.blocks = blocks;
    this.rules = rules.map((demands) => [...demands].sort((a, b) => a.block - b.block || a.feature - b.feature));
    const size = rules.reduce((most, demands) => demands.reduce((high, { feature }) => Math.max(high, feature + 1), most), 0);
    this.counts = new Int32Array(size);
    for (const demands of rules) for (const { feature } of demands) this.counts[feature] = (this.counts[feature] ?? 0) + 1;
    this.weights = Float64Array.from(this.counts, (count) => Math.log((rules.length + 1) / Math.max(count, 1)));
    this.leastEvidence = Math.log((rules.length + 1) / commonDemand);
  }

  kindOf({ block }: Demand): BlockKind {
    return this.blocks[block] ?? "match";
  }

  weightOf({ feature }: Demand): number {
    return this.weights[feature] ?? 0;
  }
}

interface SimilarPair {
  readonly first: number;
  readonly second: number;
  readonly similarity: number;
}

/** Pairs of rules that are similar enough; only rules that share something rare are compared. */
function similarPairs(catalog: Weights): readonly SimilarPair[] {
  const pairs: SimilarPair[] = [];
  const holders: number[][] = Array.from(catalog.counts, () => []);
  const evidence = new Float64Array(catalog.rules.length);
  for (const [second, demands] of catalog.rules.entries()) {
    const met: number[] = [];
    for (const demand of demands) {
      const { feature } = demand;
      const count = catalog.counts[feature] ?? 0;
      if (count > rareDemand || count < 2 || catalog.kindOf(demand) === "limit") continue;
      for (const first of holders[feature] ?? []) {
        if (evidence[first] === 0) met.push(first);
        evidence[first] = (evidence[first] ?? 0) + catalog.weightOf(demand);
      }
      holders[feature]?.push(second);
    }
    for (const first of met) {
      const enough = (evidence[first] ?? 0) >= catalog.leastEvidence;
      evidence[first] = 0;
      if (!enough) continue;
      const similarity = compare(catalog.rules[first] ?? [], demands, catalog);
      if (similarity >= leastSimilarity) pairs.push({ first, second, similarity });
    }
  }
  return pairs;
}

/** What two rules have of one block. */
interface BlockComparison {
  shared: number;
  all: number;
  /** The rarest demand of the block decides how much the block counts: a list of twenty programs is one condition. */
  heaviest: number;
  /** Bit 1: the first rule has the block; bit 2: the second. */
  sides: number;
}

/**
 * Similarity of two rules: for each block the weighted share of demands that both have, averaged over the blocks of either.
 * 0 where both look for values of one field and have none in common: they look for different things.
 */
function compare(first: readonly Demand[], second: readonly Demand[], catalog: Weights): number {
  let [part, whole] = [0, 0];
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const block = Math.min(first[i]?.block ?? Number.POSITIVE_INFINITY, second[j]?.block ?? Number.POSITIVE_INFINITY);
    const found: BlockComparison = { shared: 0, all: 0, heaviest: 0, sides: 0 };
    for (;;) {
      const left = first[i]?.block === block ? first[i] : undefined;
      const right = second[j]?.block === block ? second[j] : undefined;
      const demand = left === undefined || (right !== undefined && right.feature < left.feature) ? right : left;
      if (demand === undefined) break;
      const both = left?.feature === right?.feature;
      note(found, catalog.weightOf(demand), both ? 3 : demand === left ? 1 : 2);
      if (both || demand === left) i += 1;
      if (both || demand === right) j += 1;
    }
    const kind = catalog.blocks[block] ?? "match";
    if (kind === "match" && found.sides === 3 && found.shared === 0) return 0;
    const weight = kindWeights[kind] * found.heaviest;
    part += found.all > 0 ? (weight * found.shared) / found.all : 0;
    whole += weight;
  }
  return whole > 0 ? part / whole : 0;
}

function note(found: BlockComparison, weight: number, sides: number): void {
  if (sides === 3) found.shared += weight;
  found.all += weight;
  found.heaviest = Math.max(found.heaviest, weight);
  found.sides |= sides;
}
