/** What stats and its kin leave behind: columns passed through, counts, times (normalization §4, aggregates). */
import { aggregateName } from "../../model/predicate.ts";
import type { Aggregate, Aggregates } from "./commands.ts";
import { type Context, textOf } from "./context.ts";
import type { Binding } from "./environment.ts";
import { type EvalNode, parseEval } from "./eval-expression.ts";
import { fieldName } from "./lower-search.ts";
import { isTime } from "./subject.ts";
import { tokenizeEval } from "./tokens.ts";

/** Functions that give values of the column itself. */
const passing = new Set(["values", "list", "first", "last", "earliest", "latest", "mode"]);
const names: Readonly<Record<string, string>> = { c: "count", distinct_count: "dc", estdc: "dc", mean: "avg" };

/** Something other than one column or a pattern of columns. */
const isComputed = /[(+/%]| [-*.] /;

/** Binds the columns of an aggregation. Keys keep what they are bound to. */
export function bindAggregates({ aggregates, groupBy, options }: Aggregates, context: Context): void {
  const keys = groupBy.filter((key) => key !== "_time").map((key) => columnOf(key, context));
  const bound = aggregates.map((aggregate) => [aggregate, bindingOf(aggregate, keys, context)] as const);
  for (const [aggregate, binding] of bound) {
    const name = aggregate.alias ?? aggregate.written;
    const argument = aggregate.argument ? fieldName(textOf(aggregate.argument, context)) : "";
    if (name.includes("*") && aggregate.alias) context.environment.renameAll(argument, aggregate.alias);
    else if (binding) context.environment.bind(name, binding);
    if (/^(?:values|list)$/.test(aggregate.function)) context.environment.gathered.set(name, keys);
  }
  const span = options.get("span") ?? options.get("time_window");
  if (span) context.findings.spans.push(span);
}

function columnOf(name: string, context: Context): string {
  const binding = context.environment.resolve(name);
  return binding.kind === "column" ? binding.name : name;
}

function bindingOf(aggregate: Aggregate, groupBy: readonly string[], context: Context): Binding | null {
  const { argument } = aggregate;
  const name = names[aggregate.function] ?? aggregate.function;
  const text = argument ? context.text.slice(argument.start, argument.end) : "";
  const node = argument && isComputed.test(text) ? parseEval(tokenizeEval(context.text, argument.start, argument.end).tokens) : null;
  const evaluated = node?.kind === "call" && node.name === "eval" ? node.arguments[0] : undefined;
  if (evaluated) return conditional(name, evaluated, groupBy, context);
  const written = argument ? fieldName(textOf(argument, context)) : null;
  if (node && isTime(node, context)) return { kind: "time" };
  if (passing.has(name) && written !== null) return passed(context.environment.resolve(written));
  if (name === "count" && written === null) return { kind: "aggregate", function: name, field: null, groupBy, condition: null };
  if (written === null) return null;
  const inner = context.environment.resolve(written);
  const stays = written === "_time" ? !/^(?:count|dc)$/.test(name) : /^(?:min|max|range)$/.test(name);
  if (inner.kind === "time" && stays) return { kind: "time" };
  const computed = inner.kind !== "column" && inner.kind !== "aggregate";
  return { kind: "aggregate", function: name, field: aggregated(written, inner), groupBy, condition: null, computed };
}

/** Marks of several pipes (`eval seen="now"` before an append) are gathered, and constant no more. */
function passed(binding: Binding): Binding {
  return binding.kind === "constant" ? { kind: "computed", threshold: true } : binding;
}

function aggregated(written: string, inner: Binding): string {
  if (inner.kind === "column") return inner.name;
  return inner.kind === "aggregate" ? aggregateName(inner.function, inner.field) : written;
}

/** `count(eval(C))`, `sum(eval(if(C, 1, 0)))`, `dc(eval(if(C, x, null())))`: an aggregate over the events with C. */
function conditional(name: string, node: EvalNode, groupBy: readonly string[], context: Context): Binding {
  const isIf = node.kind === "call" && (node.name === "if" || node.name === "case");
  const [test, value] = isIf ? node.arguments : [node];
  const condition = test && (isIf || isCondition(node)) ? context.evaluate(test, context) : null;
  const counts = name === "count" || (name === "sum" && value?.kind === "number");
  const field = counts ? null : textOf(value ?? node, context);
  return {
    kind: "aggregate",
    function: counts ? "count" : name,
    field: field === null ? null : columnOf(field, context),
    groupBy,
    condition,
  };
}

function isCondition(node: EvalNode): boolean {
  return (
    /^(?:and|or|not|compare|in)$/.test(node.kind) ||
    (node.kind === "call" && /^(?:match|like|searchmatch|isnull|isnotnull|cidrmatch|in)$/.test(node.name))
  );
}
