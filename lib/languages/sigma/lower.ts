/** Lowers Sigma documents to expressions: selections, conditions, legacy aggregations, and correlations over other documents. */
import { and, type Expression, not, opaque, or, predicate } from "../../expression/expression.ts";
import { leavesOf } from "../../expression/normal-form.ts";
import { type Diagnostic, diagnose, type Span } from "../../model/diagnostic.ts";
import { aggregateName } from "../../model/predicate.ts";
import type { Reading, Scope } from "../language.ts";
import { type Aggregation, type ConditionNode, parseCondition } from "./condition.ts";
import type { Detection, DetectionNode } from "./detection.ts";
import { lowerItem } from "./item.ts";

/** Tests that a condition may repeat, by naming again what it has named: "all of them" over and over multiplies. */
const maximumRepeated = 10_000;
/** Names that are held against the patterns of a condition. */
const maximumCompared = 200_000;

/** The selections of a detection as the condition names them. */
class Selections {
  readonly names: readonly string[];
  private readonly used = new Set<string>();
  private readonly lowered = new Map<string, { readonly expression: Expression; readonly tests: number }>();
  private readonly patterns = new Map<string, readonly string[]>();
  private repeated = 0;
  private compared = 0;

  constructor(
    private readonly nodes: ReadonlyMap<string, DetectionNode>,
    private readonly diagnostics: Diagnostic[],
  ) {
    this.names = [...nodes.keys()];
  }

  has(name: string): boolean {
    return this.nodes.has(name);
  }

  /** The expressions of selections; null when the condition would repeat more tests than are followed. */
  get(names: readonly string[]): readonly Expression[] | null {
    if (this.repeated > maximumRepeated) return null;
    let repeated = 0;
    const found = names.map((name) => {
      const again = this.used.has(name);
      const { expression, tests } = this.lower(name);
      repeated += again ? tests + 1 : 0;
      return expression;
    });
    this.repeated += repeated;
    return this.repeated > maximumRepeated ? null : found;
  }

  /** The names that `1 of PATTERN` means; `them` leaves out those that begin with an underscore. Null: more patterns than are followed. */
  matching(pattern: string): readonly string[] | null {
    const known = this.patterns.get(pattern);
    if (known) return known;
    this.compared += this.names.length;
    if (this.compared > maximumCompared) return null;
    const pieces = pattern.split("*");
    const isMeant =
      pattern.toLowerCase() === "them"
        ? (name: string) => !name.startsWith("_")
        : (name: string) => (pieces.length === 1 ? name === pattern : matchesPattern(name, pieces));
    const names = this.names.filter(isMeant);
    this.patterns.set(pattern, names);
    return names;
  }

  unused(): readonly string[] {
    return this.names.filter((name) => !this.used.has(name));
  }

  private lower(name: string): { readonly expression: Expression; readonly tests: number } {
    this.used.add(name);
    const known = this.lowered.get(name);
    if (known) return known;
    const node = this.nodes.get(name);
    const expression = node
      ? lowerSelection(node, this.diagnostics)
      : opaque("condition-unknown-name", [0, 0], `The condition names "${name}", which is not defined`);
    const made = { expression, tests: leavesOf(expression).length };
    this.lowered.set(name, made);
    return made;
  }
}

/** Lowers a detection: one event scope a condition (several conditions are alternatives), and a count scope for an aggregation. */
export function lowerDetection(detection: Detection, label: string | null = null): Omit<Reading, "logSources"> {
  const diagnostics: Diagnostic[] = [];
  const selections = new Selections(detection.selections, diagnostics);
  const alternatives: Expression[] = [];
  const scopes: Scope[] = [];
  for (const { text, span } of detection.conditions) {
    const condition = parseCondition(text, span[0]);
    diagnostics.push(...condition.diagnostics.filter((diagnostic) => diagnostic.severity !== "error"));
    for (const failure of condition.diagnostics) alternatives.push(opaque(failure.code, failure.span ?? span, failure.message));
    if (condition.tree) alternatives.push(lowerCondition(condition.tree, selections));
    if (condition.near) scopes.push({ kind: "event", label: "near", expression: lowerCondition(condition.near, selections) });
    if (condition.aggregation) scopes.push({ kind: "count", label: null, expression: lowerAggregation(condition.aggregation, text) });
  }
  const failed = alternatives.filter((node) => node.kind === "opaque");
  const read = alternatives.filter((node) => node.kind !== "opaque");
  if (detection.conditions.length === 0) failed.push(opaque("condition-broken", [0, 0], "The rule has no condition"));
  const expression = and([...(read.length > 0 ? [or(read)] : []), ...failed]);
  for (const name of selections.unused())
    diagnostics.push(diagnose("selection-unused", "info", null, `The selection "${name}" is never used by the condition`));
  return { scopes: [{ kind: "event", label, expression }, ...scopes], diagnostics, window: detection.timeframe };
}

function lowerSelection(node: DetectionNode, diagnostics: Diagnostic[]): Expression {
  if (node.kind === "broken") return opaque("value-unreadable", node.span, node.message);
  if (node.kind === "item") return lowerItem(node, diagnostics);
  const children = node.children.map((child) => lowerSelection(child, diagnostics));
  return node.kind === "all" ? and(children) : or(children);
}

function lowerCondition(node: ConditionNode, selections: Selections): Expression {
  switch (node.kind) {
    case "not":
      return not(lowerCondition(node.child, selections));
    case "and":
    case "or": {
      const children = node.children.map((child) => lowerCondition(child, selections));
      return node.kind === "and" ? and(children) : or(children);
    }
    case "selection":
      if (selections.has(node.name)) return lowerNames([node.name], "all", node.span, selections);
      if (node.name.includes("*")) return lowerQuantified({ ...node, quantifier: "all", pattern: node.name }, selections);
      return opaque("condition-unknown-name", node.span, `The condition names "${node.name}", which is not defined`);
    case "quantified":
      return lowerQuantified(node, selections);
  }
}

interface Quantified {
  readonly quantifier: "any" | "all";
  readonly pattern: string;
  readonly span: Span;
}

function lowerQuantified({ quantifier, pattern, span }: Quantified, selections: Selections): Expression {
  const chosen = selections.matching(pattern);
  if (!chosen) return opaque("query-too-large", span, "More patterns of names stand in the condition than are followed");
  if (chosen.length === 0) return opaque("condition-unknown-name", span, `No selection is named like "${pattern}"`);
  return lowerNames(chosen, quantifier, span, selections);
}

function lowerNames(names: readonly string[], quantifier: "any" | "all", span: Span, selections: Selections): Expression {
  const children = selections.get(names);
  if (!children)
    return opaque("query-too-large", span, `The condition repeats more than ${maximumRepeated} tests; the rest is not followed`);
  return quantifier === "any" ? or(children) : and(children);
}

function matchesPattern(name: string, pieces: readonly string[]): boolean {
  const [first = "", ...rest] = pieces;
  const last = rest.pop() ?? "";
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let position = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  return position <= name.length - last.length;
}

/** `count(field)` counts distinct values, `count()` events: https://sigmahq.io/docs/basics/conditions.html (aggregation expressions). */
function lowerAggregation(aggregation: Aggregation, text: string): Expression {
  const name = aggregation.function === "count" && aggregation.field !== null ? "dc" : aggregation.function;
  const { field, groupBy, operator, value, span } = aggregation;
  return predicate({
    field: aggregateName(name, field),
    aggregate: { function: name, field },
    operator,
    value,
    caseSensitive: false,
    lane: "threshold",
    raw: { field: `${aggregation.function}(${field ?? ""})`, operator: operator, value },
    span: [span[0], span[0] + Math.max(0, text.length - text.indexOf("|") - 1)],
    groupBy,
  });
}
