/** Guarantees that two rules are compared by what they mean: case, order and repetition aside, compound exclusions never taken apart. */
import { describe, expect, it } from "vitest";
import { type ComparedRule, compareRules } from "./rule-comparison.ts";
import type { RulePredicate, RuleView } from "./rule-view.ts";

const predicate = (position: number, value: string, more: Partial<RulePredicate> = {}) =>
  ({ position, field: "process.name", operator: "eq", value, polarity: "match", caseSensitive: false, ...more }) as RulePredicate;
const rule = (predicates: readonly RulePredicate[], exclusions: RuleView["exclusions"] = []): ComparedRule => ({
  rule: { exclusions } as RuleView,
  predicates,
});
const values = (list: readonly RulePredicate[]) => list.map(({ value }) => value);

describe("compareRules", () => {
  it("finds what both have, without case and once", () => {
    const { predicates } = compareRules(
      rule([predicate(0, "Nmap.exe"), predicate(1, "nmap.exe"), predicate(2, "a")]),
      rule([predicate(0, "b"), predicate(1, "NMAP.EXE")]),
    );
    expect(predicates.both.map(({ right }) => right.position)).toEqual([1]);
    expect(values(predicates.left)).toEqual(["a"]);
    expect(values(predicates.right)).toEqual(["b"]);
  });

  it("keeps case where a predicate does, and polarities apart", () => {
    const { predicates } = compareRules(
      rule([predicate(0, "A", { caseSensitive: true }), predicate(1, "x")]),
      rule([predicate(0, "a", { caseSensitive: true }), predicate(1, "x", { polarity: "exclude" })]),
    );
    expect(predicates.both).toEqual([]);
  });

  it("compares exclusions whole", () => {
    const parts = [predicate(0, "a", { polarity: "exclude" }), predicate(1, "b", { polarity: "exclude" })];
    const left = rule(parts, [{ group: "1", parts: [0, 1], exceptions: [] }]);
    const turned = rule(parts, [{ group: "1", parts: [1, 0], exceptions: [] }]);
    const alone = rule(parts, [{ group: "1", parts: [0], exceptions: [] }]);
    expect(compareRules(left, turned).exclusions.both).toHaveLength(1);
    expect(compareRules(left, alone).exclusions).toMatchObject({ both: [], left: [{}], right: [{}] });
    expect(compareRules(left, turned).predicates.both).toEqual([]);
  });
});
