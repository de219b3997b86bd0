/** Laws of normalization on random rules and events: predicates, groups and exclusions say of every event what the rule's tree says. */
import { describe, expect, it } from "vitest";
import { and, type Expression, type Literal, not, or, predicate } from "../expression/expression.ts";
import { random } from "../fuzz/random.ts";
import type { Language, Scope } from "../languages/language.ts";
import type { LogicNode, NormalizedRule } from "../model/normalized-rule.ts";
import type { Operator, Predicate } from "../model/predicate.ts";
import type { RuleDocument } from "../model/rule-document.ts";
import { normalizeRule } from "./normalize-rule.ts";

const document: RuleDocument = {
  ...{ ordinal: 0, id: null, title: "", description: "", authors: [], created: null, modified: null, level: null, status: null },
  ...{ version: null, licence: null, references: [], falsePositives: [], logSource: { names: [] }, tags: [], techniqueTags: [] },
  ...{ platforms: [], query: { language: "sigma", text: "", offset: 0 }, window: null, threshold: null, newTerms: null, diagnostics: [] },
};

function normalize(expression: Expression, kind: Scope["kind"] = "event"): NormalizedRule {
  const language: Language = {
    ...{ id: "sigma", vendor: "sigma", fields: [], fieldsCaseSensitive: true, events: () => [] },
    read: () => ({ scopes: [{ kind, label: null, expression }], diagnostics: [], window: null, logSources: [] }),
  };
  return normalizeRule(document, language, "sigma", { rewrite: true });
}

const fields = ["f", "g"] as const;
const texts = ["a", "b", "ab", "A"];
type Event = Readonly<Record<string, string | null>>;
const values = [null, ...texts, "c"];
const events: readonly Event[] = values.flatMap((f) => values.map((g) => ({ f, g })));

class Generator {
  private offset = 0;
  constructor(private readonly next: () => number) {}

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item;
  }

  literal(): Expression {
    const operator = this.pick(["eq", "eq", "eq", "contains", "exists", "missing"] as const satisfies readonly Operator[]);
    const value = operator === "exists" || operator === "missing" ? "" : this.pick(texts);
    this.offset += 2;
    const field = this.pick(fields);
    const made: Literal = {
      ...{ field, operator, value, caseSensitive: value !== "" && this.next() < 0.5, span: [this.offset, this.offset + 1] },
      raw: { field, operator, value },
    };
    return predicate(made);
  }

  literals(): readonly Expression[] {
    return Array.from({ length: 1 + Math.floor(this.next() * 3) }, () => this.literal());
  }

  tree(depth: number): Expression {
    const choice = this.next();
    if (depth === 0 || choice < 0.2) return this.literal();
    if (choice < 0.45) return not(this.tree(depth - 1));
    const children = Array.from({ length: 1 + Math.floor(this.next() * 3) }, () => this.tree(depth - 1));
    return choice < 0.75 ? and(children) : or(children);
  }

  /** A conjunction of what rules are mostly made of: literals, alternatives, and exclusions of one part or several. */
  plain(): Expression {
    const conjunct = (): Expression => {
      const choice = this.next();
      if (choice < 0.3) return this.literal();
      if (choice < 0.6) return or(this.literals());
      return not(choice < 0.8 ? and(this.literals()) : or(Array.from({ length: 2 }, () => and(this.literals()))));
    };
    return and(Array.from({ length: 1 + Math.floor(this.next() * 4) }, conjunct));
  }
}

type Tested = Pick<Predicate, "field" | "operator" | "value" | "caseSensitive">;

function matches({ field, operator, value, caseSensitive }: Tested, event: Event): boolean {
  const found = event[field ?? ""] ?? null;
  if (operator === "exists") return found !== null;
  if (operator === "missing") return found === null;
  if (found === null) return false;
  const [text, asked] = caseSensitive ? [found, value] : [found.toLowerCase(), value.toLowerCase()];
  return operator === "eq" ? text === asked : text.includes(asked);
}

function holds(node: Expression, event: Event): boolean {
  if (node.kind === "and") return node.children.every((child) => holds(child, event));
  if (node.kind === "or") return node.children.some((child) => holds(child, event));
  if (node.kind === "not") return !holds(node.child, event);
  return node.kind === "predicate" && matches(node.literal as Tested, event);
}

function logicHolds(node: LogicNode, rule: NormalizedRule, event: Event): boolean {
  switch (node.kind) {
    case "all":
      return node.children.every((child) => logicHolds(child, rule, event));
    case "any":
      return node.children.some((child) => logicHolds(child, rule, event));
    case "not":
      return !logicHolds(node.child, rule, event);
    case "predicate": {
      const found = rule.predicates[node.predicate];
      if (!found) throw new Error("a leaf without a predicate");
      return matches(found, event) !== (node.flipped ?? false);
    }
    case "opaque":
      throw new Error("nothing is opaque here");
  }
}

/** What the predicates say without the tree: all that is required, one of each group, no exclusion that no exception lifts. */
function predicatesHold(rule: NormalizedRule, event: Event): boolean {
  const { predicates, exclusions } = rule;
  const groups = new Set(
    predicates.flatMap(({ role, groups: ids }) => (role === "alternative" ? ids.filter((id) => id.startsWith("or")) : [])),
  );
  const required = predicates.filter(({ polarity, role }) => polarity === "match" && role === "required");
  const excluded = exclusions.some(({ parts, exceptions }) => {
    const at = (position: number): Predicate => rule.predicates[position] as Predicate;
    // an existence test inside an exclusion is held as the condition that the rule asks for: the opposite
    const held = parts.every((part) => matches(at(part), event) === (at(part).polarity === "exclude"));
    return held && exceptions.every((exception) => !matches(at(exception), event));
  });
  return (
    required.every((each) => matches(each, event)) &&
    [...groups].every((group) => predicates.some((each) => each.groups.includes(group) && matches(each, event))) &&
    !excluded
  );
}

describe("normalization of random rules", () => {
  const generator = new Generator(random(20261126));
  const trees = Array.from({ length: 600 }, () => generator.tree(4));
  const plain = Array.from({ length: 600 }, () => generator.plain());

  it("keeps the truth of the tree in the logic that pages show", () => {
    for (const tree of [...trees, ...plain]) {
      for (const rule of [normalize(tree), normalize(tree, "absent")]) {
        const [scope] = rule.scopes;
        if (!scope) throw new Error("a rule without a scope");
        for (const event of events) expect([tree, event, logicHolds(scope.logic, rule, event)]).toEqual([tree, event, holds(tree, event)]);
      }
    }
  });

  it("says nothing by predicates that the tree does not say", () => {
    for (const tree of trees) {
      const rule = normalize(tree);
      for (const event of events) if (holds(tree, event)) expect([tree, event, predicatesHold(rule, event)]).toEqual([tree, event, true]);
    }
  });

  it("says all by predicates where a rule is alternatives and exclusions", () => {
    let unbranched = 0;
    for (const tree of plain) {
      const rule = normalize(tree);
      const exclusive = new Set(rule.exclusions.flatMap(({ parts }) => parts));
      if (rule.predicates.some(({ role }, position) => role === "branch" && !exclusive.has(position))) continue;
      unbranched += 1;
      for (const event of events) expect([tree, event, predicatesHold(rule, event)]).toEqual([tree, event, holds(tree, event)]);
    }
    expect(unbranched).toBeGreaterThan(200);
  });

  it("holds the contract of roles, polarity and groups", () => {
    for (const tree of [...trees, ...plain]) {
      const rule = normalize(tree);
      const positions = rule.predicates.map(({ span }) => span[0]);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      for (const { operator, polarity, role } of rule.predicates) {
        if (operator === "exists" || operator === "missing") expect(polarity).toBe("match");
        expect(polarity === "match" ? ["required", "alternative", "branch"] : ["exclusion", "branch"]).toContain(role);
      }
      for (const group of new Set(rule.predicates.flatMap(({ groups }) => groups.filter((id) => id.startsWith("and"))))) {
        expect(new Set(rule.predicates.filter(({ groups }) => groups.includes(group)).map(({ field }) => field)).size).toBe(1);
      }
      for (const { parts } of rule.exclusions) expect(parts.length).toBeGreaterThan(0);
    }
  });
});
