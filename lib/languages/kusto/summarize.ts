/** Aggregation: names what is counted, by what, within which bins. https://learn.microsoft.com/kusto/query/summarize-operator */

import { noColumns } from "./columns.ts";
import { argumentsOf, items, type KustoNode, nameOf, part, textOf, ungrouped } from "./node.ts";
import { fieldOperand, readOperand, shortText } from "./operand.ts";
import type { Column, Names, Operand, Place, Session, Stream, Threshold } from "./place.ts";
import { define, placeOf } from "./stream.ts";
import { isScalar } from "./value.ts";

/** Kusto's aggregates in the spelling of all vendors; others keep their own. */
const spellings: Readonly<Record<string, string>> = {
  dcount: "dc",
  count_distinct: "dc",
  dcountif: "dc",
  count_distinctif: "dc",
  countif: "count",
};
const conditional = /^(?:count|dcount|sum|avg|min|max|stdev|variance|take_any|make_set|make_list|make_bag|count_distinct)_?if$/;
/** Aggregates that give a column back as it is in some row. */
const copies = new Set(["any", "take_any", "arg_max", "arg_min", "argmax", "argmin", "take_anyif"]);
/** What an aggregate's column is called when nobody names it. */
const prefixes: Readonly<Record<string, string>> = {
  make_set: "set",
  makeset: "set",
  make_list: "list",
  makelist: "list",
  take_any: "any",
  make_bag: "bag",
};

export function summarize(stream: Stream, operator: KustoNode, names: Names | null, session: Session): void {
  const series = operator.kind === "MakeSeriesOperator";
  const keys = [...items(part(operator, "ByClause"), "Expressions")];
  const place = placeOf(stream, names);
  const step = series ? part(part(part(operator, "RangeClause"), "MakeSeriesStepClause"), "Expression") : null;
  const window = step
    ? durationOf(step, place, session)
    : (keys.map((key) => binOf(key, place, session)).find((bin) => bin !== null) ?? null);
  const groupBy = keys.flatMap((key) => keyName(key, place, session));
  for (const key of keys) defineKey(stream, key, names, session);
  for (const written of items(operator, "Aggregates")) {
    const aggregate = written.kind === "MakeSeriesExpression" ? (part(written, "Expression") ?? written) : written;
    defineAggregate(stream, aggregate, { place, names, groupBy, window }, session);
  }
}

/** `k = f(x)` gives the key a name; `tolower(x)` by itself keeps the name x. */
function defineKey(stream: Stream, key: KustoNode, names: Names | null, session: Session): void {
  const named = key.kind === "SimpleNamedExpression";
  const node = named ? part(key, "Expression") : key;
  const name = named ? nameOf(part(key, "Name"), session.text) : impliedName(key, session.text);
  if (node && name !== null && (named || key.kind === "FunctionCallExpression")) {
    define(stream, name, (place): Column => ({ kind: "defined", node, place }), names, [name]);
  }
}

/** The name of a column that an expression makes without being given one: `tostring(a.b)` is a_b, `tostring(x)` is x. */
export function impliedName(node: KustoNode, text: string): string | null {
  const inner = ungrouped(node);
  if (inner.kind === "NameReference") return nameOf(inner, text);
  if (inner.kind === "PathExpression")
    return shortText(inner, text)
      .replace(/\[\d+\]/g, "")
      .replace(/\W+/g, "_");
  const [first] = inner.kind === "FunctionCallExpression" ? argumentsOf(inner) : [];
  return first ? impliedName(first, text) : null;
}

function keyName(key: KustoNode, place: Place, session: Session): readonly string[] {
  const node = key.kind === "SimpleNamedExpression" ? (part(key, "Expression") ?? key) : key;
  const operand = readOperand(node, place, session);
  if (operand.kind === "time" || operand.kind === "constant") return [];
  if (operand.kind === "field") return [operand.name];
  return [key.kind === "SimpleNamedExpression" ? nameOf(part(key, "Name"), session.text) : shortText(node, session.text)];
}

/** `bin(TimeGenerated, 1h)` in a key, under a name or not. */
function binOf(key: KustoNode, place: Place, session: Session): string | null {
  const node = key.kind === "SimpleNamedExpression" ? part(key, "Expression") : key;
  if (node?.kind === "NameReference") {
    const column = place.columns.get(nameOf(node, session.text));
    return column?.kind === "defined" && column.node.kind === "FunctionCallExpression" ? binOf(column.node, column.place, session) : null;
  }
  if (node?.kind !== "FunctionCallExpression" || !/^(?:bin|floor|bin_at)$/i.test(nameOf(part(node, "Name"), session.text))) return null;
  const [subject, width] = argumentsOf(node);
  return subject && width && readOperand(subject, place, session).kind === "time" ? durationOf(width, place, session) : null;
}

function durationOf(node: KustoNode, place: Place, session: Session): string | null {
  const operand = readOperand(node, place, session);
  return operand.kind === "constant" && isScalar(operand.value) && operand.value.kind === "timespan" ? operand.value.text : null;
}

interface Grouping {
  readonly place: Place;
  readonly names: Names | null;
  readonly groupBy: readonly string[];
  readonly window: string | null;
}

function defineAggregate(stream: Stream, written: KustoNode, grouping: Grouping, session: Session): void {
  const { text } = session;
  const named = written.kind === "SimpleNamedExpression" || written.kind === "CompoundNamedExpression";
  const node = named ? part(written, "Expression") : written;
  if (!node) return;
  const given = written.kind === "SimpleNamedExpression" ? nameOf(part(written, "Name"), text) : null;
  const operand = aggregateOperand(ungrouped(node), given ?? shortText(node, text), grouping, session);
  const name = given ?? defaultName(node, text);
  const known =
    (operand: Operand): (() => Column) =>
    () => ({ kind: "known", operand });
  if (operand && name !== null) define(stream, name, known(renamedTo(operand, name)), grouping.names, []);
}

const renamedTo = (operand: Operand, name: string): Operand => (operand.kind === "field" ? { ...operand, raw: name } : operand);

function defaultName(node: KustoNode, text: string): string | null {
  if (node.kind !== "FunctionCallExpression") return null;
  const word = nameOf(part(node, "Name"), text).toLowerCase();
  if (copies.has(word) && word.startsWith("arg")) return null;
  const [first] = argumentsOf(node);
  const inner = first ? impliedName(first, text) : null;
  return `${prefixes[word] ?? word}_${word === "countif" ? "" : (inner ?? "")}`;
}

function aggregateOperand(node: KustoNode, label: string, grouping: Grouping, session: Session): Operand | null {
  const { place, groupBy, window } = grouping;
  const base = { kind: "field", name: label, raw: label, folded: false, computed: true } as const;
  if (node.kind !== "FunctionCallExpression") {
    // Aggregates inside arithmetic: a number of its own.
    return { ...base, threshold: { aggregate: null, groupBy, window } };
  }
  const word = nameOf(part(node, "Name"), session.text).toLowerCase();
  const [first, second] = argumentsOf(node);
  const subject = first && word !== "countif" ? readOperand(first, place, session) : null;
  if (/^(?:min|max)(?:_?if)?$/.test(word) && subject?.kind === "time") return subject;
  if (copies.has(word)) return subject;
  if (
    /^(?:array_length|arraylength|set_difference|array_sort_asc|tostring|toint|tolong|todouble|toreal|round|bin|strcat_array)$/.test(
      word,
    ) &&
    first
  ) {
    return wrapped(word, first, label, grouping, session) ?? { ...base, threshold: { aggregate: null, groupBy, window } };
  }
  const filterNode = conditional.test(word) ? (word === "countif" ? first : second) : undefined;
  const field = subject?.kind === "field" ? subject.name : subject ? shortText(first ?? node, session.text) : null;
  const plain = word.replace(/_?if$/, "");
  const aggregate = {
    function: spellings[word] ?? spellings[plain] ?? plain,
    field: word.startsWith("count") && !word.startsWith("count_d") ? null : field,
  };
  const times = subject?.kind === "time" && /^(?:make_?(?:list|set)|percentile|avg)/.test(word);
  const filter = filterNode ? { filter: { node: filterNode, place, label } } : {};
  const threshold: Threshold = { aggregate, groupBy, window, ...(times ? { times } : {}), ...filter };
  return { ...base, threshold };
}

/** `array_length(make_set(f))`: the aggregate inside, as the function outside reads it. */
function wrapped(word: string, inner: KustoNode, label: string, grouping: Grouping, session: Session): Operand | null {
  const operand = aggregateOperand(ungrouped(inner), label, grouping, session);
  const threshold = operand?.kind === "field" ? operand.threshold : undefined;
  if (operand?.kind !== "field" || !threshold) return operand;
  if (!/^array_?length$/.test(word)) return operand;
  const set = threshold.aggregate?.function ?? "";
  const counted = { function: /set/.test(set) ? "dc" : "count", field: /set/.test(set) ? (threshold.aggregate?.field ?? null) : null };
  return { ...operand, threshold: { ...threshold, aggregate: counted } };
}

/** `count` as an operator: how many rows there are. */
export function countRows(stream: Stream, names: Names | null): void {
  const operand: Operand = {
    ...fieldOperand("Count"),
    computed: true,
    threshold: { aggregate: { function: "count", field: null }, groupBy: [], window: null },
  };
  define(stream, "Count", () => ({ kind: "known", operand }), names, []);
}

/** Names of an operator's text, for messages. */
export const keywordOf = (operator: KustoNode, text: string): string => /^[\w-]+/.exec(textOf(operator, text))?.[0] ?? "";

export const emptyPlace = (names: Names | null, negated: boolean): Place => ({ columns: noColumns, names, negated });
