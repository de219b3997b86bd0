/** Lowers Sigma documents to expressions: selections, conditions, legacy aggregations, and correlations over other documents. */
import { and, type Expression, not, opaque, or, predicate } from "../../expression/expression.ts";
import { type Diagnostic, diagnose, type Span } from "../../model/diagnostic.ts";
import { aggregateName } from "../../model/predicate.ts";
import type { Reading, Scope } from "../language.ts";
import { type Aggregation, type ConditionNode, parseCondition } from "./condition.ts";
import type { Detection, DetectionNode } from "./detection.ts";
import { lowerItem } from "./item.ts";

/** Lowers a detection: one event scope a condition (several conditions are alternatives), and a count scope for an aggregation. */
export function lowerDetection(detection: Detection, label: string | null = null): Omit<Reading, "logSources"> {
  const diagnostics: Diagnostic[] = [];
  const used = new Set<string>();
  const lowered = new Map<string, Expression>();
  const selection = (name: string): Expression => {
    used.add(name);
    const known = lowered.get(name);
    if (known) return known;
    const node = detection.selections.get(name);
    const expression = node ? lowerSelection(node, diagnostics) : null;
    if (expression) lowered.set(name, expression);
    return expression ?? opaque("condition-unknown-name", [0, 0], `The condition names "${name}", which is not defined`);
  };
  const names = [...detection.selections.keys()];
  const alternatives: Expression[] = [];
  const scopes: Scope[] = [];
  for (const { text, span } of detection.conditions) {
    const condition = parseCondition(text, span[0]);
    diagnostics.push(...condition.diagnostics.filter((diagnostic) => diagnostic.severity !== "error"));
    for (const failure of condition.diagnostics) alternatives.push(opaque(failure.code, failure.span ?? span, failure.message));
    if (condition.tree) alternatives.push(lowerCondition(condition.tree, names, selection));
    if (condition.near) scopes.push({ kind: "event", label: "near", expression: lowerCondition(condition.near, names, selection) });
    if (condition.aggregation) scopes.push({ kind: "count", label: null, expression: lowerAggregation(condition.aggregation, text) });
  }
  const failed = alternatives.filter((node) => node.kind === "opaque");
  const read = alternatives.filter((node) => node.kind !== "opaque");
  if (detection.conditions.length === 0) failed.push(opaque("condition-broken", [0, 0], "The rule has no condition"));
  const expression = and([...(read.length > 0 ? [or(read)] : []), ...failed]);
  for (const name of names) {
    if (!used.has(name))
      diagnostics.push(diagnose("selection-unused", "info", null, `The selection "${name}" is never used by the condition`));
  }
  return { scopes: [{ kind: "event", label, expression }, ...scopes], diagnostics, window: detection.timeframe };
}

function lowerSelection(node: DetectionNode, diagnostics: Diagnostic[]): Expression {
  if (node.kind === "broken") return opaque("value-unreadable", node.span, node.message);
  if (node.kind === "item") return lowerItem(node, diagnostics);
  const children = node.children.map((child) => lowerSelection(child, diagnostics));
  return node.kind === "all" ? and(children) : or(children);
}

function lowerCondition(node: ConditionNode, names: readonly string[], selection: (name: string) => Expression): Expression {
  switch (node.kind) {
    case "not":
      return not(lowerCondition(node.child, names, selection));
    case "and":
    case "or": {
      const children = node.children.map((child) => lowerCondition(child, names, selection));
      return node.kind === "and" ? and(children) : or(children);
    }
    case "selection":
      if (names.includes(node.name)) return selection(node.name);
      if (node.name.includes("*")) return lowerQuantified({ ...node, quantifier: "all", pattern: node.name }, names, selection);
      return opaque("condition-unknown-name", node.span, `The condition names "${node.name}", which is not defined`);
    case "quantified":
      return lowerQuantified(node, names, selection);
  }
}

function lowerQuantified(
  node: { readonly quantifier: "any" | "all"; readonly pattern: string; readonly span: Span },
  names: readonly string[],
  selection: (name: string) => Expression,
): Expression {
  const pieces = node.pattern.split("*");
  const chosen = names.filter((name) =>
    node.pattern.toLowerCase() === "them"
      ? !name.startsWith("_")
      : pieces.length === 1
        ? name === node.pattern
        : matchesPattern(name, pieces),
  );
  if (chosen.length === 0) return opaque("condition-unknown-name", node.span, `No selection is named like "${node.pattern}"`);
  const children = chosen.map(selection);
  return node.quantifier === "any" ? or(children) : and(children);
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
