/** What each command does to the rule: a test of events, a binding of names, a subsearch, or nothing. One entry a command. */
import { and, predicate } from "../../expression/expression.ts";
import { bindAggregates } from "./bind-aggregates.ts";
import { bindEval, bindExtractions } from "./bind-eval.ts";
import { parseAggregates, parseLookup, parseRenames, renamedColumns, splitAtKeywords, takeOptions } from "./commands.ts";
import { allOf, broken, type Context, noteSource, textOf, unreadable } from "./context.ts";
import type { Binding, Lowered } from "./environment.ts";
import { parseEval } from "./eval-expression.ts";
import { ignoresCase } from "./lower-call.ts";
import { fieldName, lowerSearch } from "./lower-search.ts";
import { lowerTransaction } from "./lower-transaction.ts";
import { lowerTstats, noteModel } from "./lower-tstats.ts";
import { type Command, tokensOf } from "./parse.ts";
import { parseSearch } from "./search-expression.ts";
import { testField } from "./test-field.ts";
import { decodeString, type EvalKind, type SearchKind, type SearchToken, tokenizeEval, tokenizeSearch } from "./tokens.ts";

export interface Step {
  readonly command: Command;
  readonly context: Context;
}

/** What a command says of the events; null says nothing. */
type Handler = (step: Step) => Lowered;

const searchTokens = ({ command, context }: Step): readonly SearchToken[] =>
  tokensOf<SearchKind>(tokenizeSearch, context.text, command) as readonly SearchToken[];

const search: Handler = (step) => lowerSearch(parseSearch(searchTokens(step)), step.context);

const where: Handler = ({ command, context }) =>
  context.evaluate(parseEval(tokensOf<EvalKind>(tokenizeEval, context.text, command)), context);

/** Aggregates of stats, eventstats, streamstats, chart, timechart. */
const aggregate: Handler = (step) => {
  bindAggregates(parseAggregates(searchTokens(step), step.context.text), step.context);
  return null;
};

const tstats: Handler = (step) => lowerTstats(searchTokens(step), step.context);

const from: Handler = (step) => {
  noteModel(searchTokens(step), step.context);
  return null;
};

const rename: Handler = (step) => {
  const { environment } = step.context;
  const pairs = parseRenames(searchTokens(step));
  const bound = pairs.map(([name]) => environment.resolve(name));
  for (const [index, [old, name]] of pairs.entries()) {
    const binding = bound[index];
    if (old.includes("*")) environment.renameAll(old, name);
    else if (binding) environment.bind(name, binding);
  }
  return null;
};

const evaluate: Handler = ({ command, context }) => {
  const problems = bindEval(tokensOf<EvalKind>(tokenizeEval, context.text, command), context);
  return allOf(problems.map((problem) => broken(problem, context)));
};

/** `regex field="…"`, `regex field!="…"`, `regex "…"`. */
const regex: Handler = (step) => {
  const { context, command } = step;
  const tokens = searchTokens(step);
  const [field, operator, ...values] = tokens;
  const [only] = tokens;
  const named = operator?.kind === "compare" && field;
  const value = named ? values[0] : only;
  const last = tokens.at(-1);
  if (!value || !last) return unreadable(command, "regex lacks a pattern", context);
  const written = context.text.slice(value.start, last.end);
  const text = decodeString(written);
  const span = context.span({ start: (named ? field : value).start, end: last.end });
  const base = { operator: "regex", value: text, caseSensitive: !ignoresCase(text), rawOperator: "regex", rawValue: text, span } as const;
  const tested = testField(named ? fieldName(field.text) : "_raw", base, context);
  return named && operator.text === "!=" && tested ? { kind: "not", child: tested } : tested;
};

const extract: Handler = (step) => {
  bindExtractions(searchTokens(step), step.context);
  return null;
};

const lookup: Handler = (step) => {
  const { environment } = step.context;
  const read = parseLookup(searchTokens(step));
  const [first] = read?.inputs ?? [];
  if (!read || !first) return null;
  const inner = environment.resolve(first);
  const input = inner.kind === "column" ? inner.name : first;
  for (const output of read.outputs) environment.bind(output, { kind: "lookup", list: read.list, input });
  return null;
};

/** Trained models decide on a column of their own: a placeholder named by the model, and the rule is partial. */
const apply: Handler = (step) => {
  const { command, context } = step;
  const [model] = searchTokens(step);
  const value = model ? fieldName(model.text) : "model";
  const span = context.span(model ?? command);
  for (const column of ["isOutlier", "predicted_label"]) context.environment.bind(column, { kind: "computed", threshold: true });
  const raw = { field: null, operator: "apply", value };
  const placeholder = predicate({ field: null, operator: "keyword", value, caseSensitive: false, lane: "placeholder", raw, span } as const);
  return and([placeholder, unreadable(model ?? command, `The model "${value}" decides here`, context, "model-unreadable")]);
};

/** `bin span=5m _time`, `bucket`. */
const bucket: Handler = (step) => {
  const span = takeOptions(searchTokens(step)).options.get("span");
  if (span) step.context.findings.spans.push(span);
  return null;
};

const transaction: Handler = (step) => {
  lowerTransaction(searchTokens(step), step.context);
  return null;
};

/** The columns that a place gives, under a prefix of the rule's own (`iplocation prefix=src_ ip`). */
const placeColumns = ["City", "Continent", "Country", "MetroCode", "Region", "Timezone", "lat", "lon"];

const iplocation: Handler = (step) => {
  const prefix = takeOptions(searchTokens(step)).options.get("prefix") ?? "";
  if (prefix !== "") for (const name of placeColumns) step.context.environment.bind(prefix + name, column(name));
  return null;
};

/** Counts of values: `top`, `rare`. */
const top: Handler = (step) => {
  const parts = splitAtKeywords(takeOptions(searchTokens(step)).rest, ["by"]);
  const groupBy = renamedColumns([...(parts.get("") ?? []), ...(parts.get("by") ?? [])]).filter((name) => !/^\d+$/.test(name));
  step.context.environment.bind("count", { kind: "aggregate", function: "count", field: null, groupBy, condition: null });
  step.context.environment.bind("percent", { kind: "computed", threshold: true });
  return null;
};

const spath: Handler = (step) => {
  const { options, rest } = takeOptions(searchTokens(step));
  const output = options.get("output");
  if (output) step.context.environment.bind(output, { kind: "computed", threshold: false });
  else
    for (const token of rest)
      if (token.kind === "word") step.context.environment.bind(fieldName(token.text), column(fieldName(token.text)));
  return null;
};

const column = (name: string): Binding => ({ kind: "column", name, folded: false });

/** Subsearches whose events come beside or with the outer ones. */
const beside: Handler = ({ command, context }) =>
  allOf(command.brackets.map((range) => context.subsearch(range, { beside: true, inherits: command.name === "appendpipe" }, context)));

/** An inner join needs both sides; a left one only enriches. */
const join: Handler = (step) => {
  const { options, rest } = takeOptions(searchTokens(step));
  if (/^(?:left|outer)$/i.test(options.get("type") ?? "")) return null;
  const keys = options.has("left") ? [] : renamedColumns(rest);
  return allOf(step.command.brackets.map((range) => step.context.subsearch(range, { keys }, step.context)));
};

const inputlookup: Handler = (step) => {
  const { rest } = takeOptions(searchTokens(step));
  const parts = splitAtKeywords(rest, ["where"]);
  const [list] = parts.get("") ?? [];
  if (list) noteSource(`lookup:${fieldName(list.text).toLowerCase()}`, step.context);
  return lowerSearch(parseSearch(parts.get("where") ?? []), step.context);
};

const nothing: Handler = () => null;

/** Commands that shape, order, enrich or store results, and choose none by their content. */
const shaping =
  "abstract accum addcoltotals addinfo addtotals analyzefields anomalies anomalousvalue anomalydetection arules associate autoregress " +
  "cluster cofilter collect concurrency contingency convert correlate dbinspect dedup delta diff erex eventcount extractfields fieldformat fields " +
  "fieldsummary filldown fillnull findtypes fit folderize foreach format from fromjson gauge geom geomfilter geostats head highlight history " +
  "iconify inputcsv kmeans kv kvform loadjob localize localop makecontinuous makemv makeresults metadata mcollect metasearch meventcollect mvcombine mvexpand " +
  "nomv outlier outputcsv outputlookup outputtext overlap pivot predict rangemap redistribute relevancy reltime replace require rest return reverse " +
  "savedsearch scrub selfjoin sendalert sendemail setfields sichart sirare sistats sitimechart sitop sort strcat summary table tags tail tojson " +
  "trendline avlbase64 base64 cyberchef tscollect typeahead typelearner typer untable walklex x11 xmlkv xmlunescape xpath xsdescribe xyseries extract multikv transpose noop";

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...shaping.split(" ").map((name) => [name, nothing] as const),
  ["", nothing],
  ["append", beside],
  ["appendcols", beside],
  ["appendpipe", beside],
  ["apply", apply],
  ["bin", bucket],
  ["bucket", bucket],
  ["chart", aggregate],
  ["datamodel", from],
  ["discretize", bucket],
  ["eval", evaluate],
  ["eventstats", aggregate],
  ["extract", nothing],
  ["from", from],
  ["inputlookup", inputlookup],
  ["iplocation", iplocation],
  ["join", join],
  ["lookup", lookup],
  ["mstats", tstats],
  ["multisearch", beside],
  ["rare", top],
  ["regex", regex],
  ["rename", rename],
  ["rex", extract],
  ["search", search],
  ["set", beside],
  ["spath", spath],
  ["stats", aggregate],
  ["streamstats", aggregate],
  ["timechart", aggregate],
  ["top", top],
  ["transaction", transaction],
  ["tstats", tstats],
  ["union", beside],
  ["where", where],
]);

/** Lowers one command. A command that is not known is not understood. */
export function lowerCommand(step: Step): Lowered {
  const { command, context } = step;
  const handler = handlers.get(command.name);
  if (handler) return handler(step);
  return unreadable(command, `The command "${command.name || textOf(command, context).slice(0, 20)}" is not known`, context);
}
