/** What two rules share and what each alone has: predicates by meaning, exclusions as they stand. */
import { indicatorId } from "./indicator-id.ts";
import type { RulePredicate, RuleView } from "./rule-view.ts";

/** A rule with its predicates. */
export interface ComparedRule {
  readonly rule: RuleView;
  readonly predicates: readonly RulePredicate[];
}

/** One exclusion: parts that exclude only together, and what lifts it. */
export interface ComparedExclusion {
  readonly parts: readonly RulePredicate[];
  readonly exceptions: readonly RulePredicate[];
}

export interface Split<Item> {
  /** Of an item of both, as the left rule has it and as the right one does. */
  readonly both: readonly { readonly left: Item; readonly right: Item }[];
  readonly left: readonly Item[];
  readonly right: readonly Item[];
}

export interface RuleComparison {
  /** Predicates outside exclusions, each once. */
  readonly predicates: Split<RulePredicate>;
  readonly exclusions: Split<ComparedExclusion>;
}

/** The identity of an indicator (normalization, §4), and its polarity. */
function keyOf(predicate: RulePredicate): string {
  return `${predicate.polarity} ${indicatorId(predicate)}`;
}

function exclusionKey({ parts, exceptions }: ComparedExclusion): string {
  return JSON.stringify([[...new Set(parts.map(keyOf))].sort(), [...new Set(exceptions.map(keyOf))].sort()]);
}

function split<Item>(left: readonly Item[], right: readonly Item[], key: (item: Item) => string): Split<Item> {
  const byKey = (items: readonly Item[]) => new Map(items.map((item) => [key(item), item]));
  const [here, there] = [byKey(left), byKey(right)];
  return {
    both: [...here].flatMap(([name, item]) => {
      const other = there.get(name);
      return other === undefined ? [] : [{ left: item, right: other }];
    }),
    left: [...here].flatMap(([name, item]) => (there.has(name) ? [] : [item])),
    right: [...there].flatMap(([name, item]) => (here.has(name) ? [] : [item])),
  };
}

/** The rule's exclusions with their predicates, and the predicates that stand in none. */
function halves({ rule, predicates }: ComparedRule) {
  const byPosition = new Map(predicates.map((predicate) => [predicate.position, predicate]));
  const at = (positions: readonly number[]) => positions.flatMap((position) => byPosition.get(position) ?? []);
  const excluded = new Set(rule.exclusions.flatMap(({ parts, exceptions }) => [...parts, ...exceptions]));
  return {
    exclusions: rule.exclusions.map(({ parts, exceptions }) => ({ parts: at(parts), exceptions: at(exceptions) })),
    others: predicates.filter(({ position }) => !excluded.has(position)),
  };
}

/** Compares two rules. Case counts only where a predicate compares with case; the author's spelling, order and language never do. */
export function compareRules(left: ComparedRule, right: ComparedRule): RuleComparison {
  const [here, there] = [halves(left), halves(right)];
  return {
    predicates: split(here.others, there.others, keyOf),
    exclusions: split<ComparedExclusion>(here.exclusions, there.exclusions, exclusionKey),
  };
}
