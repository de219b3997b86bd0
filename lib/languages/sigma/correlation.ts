/**
 * Lowers Sigma correlation rules over the rules of the same file: counts, distinct counts, sums, and temporal order.
 * Source: https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html
 */
import { type Document, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { and, type Expression, opaque, predicate } from "../../expression/expression.ts";
import { type Diagnostic, diagnose, type Span } from "../../model/diagnostic.ts";
import { aggregateName, type Operator } from "../../model/predicate.ts";
import { followAlias } from "../../model/yaml-alias.ts";
import type { Scope } from "../language.ts";
import { pairsOf, spanOf } from "./detection.ts";

export interface Correlation {
  /** Names or ids of the rules that it builds on, as written. */
  readonly rules: readonly { readonly name: string; readonly span: Span }[];
  /** The test of counts, or null for temporal kinds. */
  readonly scope: Scope | null;
  readonly window: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

const functions: Readonly<Record<string, string>> = {
  event_count: "count",
  value_count: "dc",
  value_sum: "sum",
  value_avg: "avg",
  value_percentile: "percentile",
  value_median: "median",
};
const temporal = new Set(["temporal", "temporal_ordered", "temporal_extended", "temporal_ordered_extended"]);
const comparisons: Readonly<Record<string, Operator>> = { gt: "gt", gte: "gte", lt: "lt", lte: "lte", eq: "eq" };

/** Reads the mapping under `correlation`; never throws, what it cannot hold becomes an opaque scope. */
export function readCorrelation(map: YAMLMap, document: Document): Correlation {
  const pairs = pairsOf(map, document);
  const get = (key: string) => pairs.find((pair) => pair.key === key);
  const list = (key: string): readonly { name: string; span: Span }[] => {
    const value = get(key)?.value;
    const items = isSeq(value) ? value.items.map((item) => followAlias(item, document)) : value ? [value] : [];
    return items.filter((item) => isScalar(item)).map((item) => ({ name: String(item.value), span: spanOf(item) }));
  };
  const type = list("type")[0]?.name ?? "";
  const window = list("timespan")[0]?.name ?? list("timeframe")[0]?.name ?? null;
  const rules = list("rules");
  const diagnostics: Diagnostic[] = [];
  if (rules.length === 0) diagnostics.push(diagnose("correlation-unresolved", "warning", spanOf(map), "The correlation names no rules"));
  const groupBy = list("group-by").map((item) => item.name);
  const scope = temporal.has(type) ? null : countScope(type, get("condition")?.value, document, groupBy, spanOf(map));
  return { rules, scope, window, diagnostics };
}

function countScope(type: string, condition: unknown, document: Document, groupBy: readonly string[], span: Span): Scope {
  const broken = (message: string): Scope => ({ kind: "count", label: null, expression: opaque("correlation-unsupported", span, message) });
  const name = functions[type];
  if (name === undefined) return broken(`Correlations of type "${type}" are not read`);
  if (!isMap(condition)) return broken("The correlation has no condition");
  const pairs = pairsOf(condition, document);
  const fieldNode = pairs.find((pair) => pair.key === "field")?.value;
  const fields = isSeq(fieldNode)
    ? fieldNode.items.map((item) => String(isScalar(item) ? item.value : ""))
    : isScalar(fieldNode)
      ? [String(fieldNode.value)]
      : [];
  const field = name === "count" ? null : fields.join(", ") || null;
  if (name !== "count" && field === null) return broken(`A correlation of type "${type}" needs a field`);
  const tests = pairs.filter((pair) => pair.key in comparisons && isScalar(pair.value));
  if (tests.length === 0) return broken("The correlation's condition compares nothing");
  const literals = tests.map((pair): Expression => {
    const value = String((pair.value as { value: unknown }).value);
    return predicate({
      field: aggregateName(name, field),
      aggregate: { function: name, field },
      operator: comparisons[pair.key] ?? "eq",
      value,
      caseSensitive: false,
      lane: "threshold",
      raw: { field: `${type}(${field ?? ""})`, operator: pair.key, value },
      span: [pair.keySpan[0], spanOf(pair.value)[1]],
      groupBy,
    });
  });
  return { kind: "count", label: null, expression: and(literals) };
}
