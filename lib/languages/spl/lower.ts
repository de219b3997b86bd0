/** Lowers a whole query to scopes: the events of each pipe, the counts tested on them, what subsearches must or must not find. */
import { and, type Expression } from "../../expression/expression.ts";
import { leavesOf } from "../../expression/normal-form.ts";
import type { Diagnostic, Span } from "../../model/diagnostic.ts";
import type { Macro, Scope } from "../language.ts";
import { broken, type Context, type Findings, type SubsearchUse, unreadable } from "./context.ts";
import { Environment, type Lowered } from "./environment.ts";
import { logSourceOf } from "./log-source.ts";
import { readLookupList } from "./lookup-list.ts";
import { lowerCommand } from "./lower-commands.ts";
import { lowerEval } from "./lower-eval.ts";
import { lowerMark } from "./lower-mark.ts";
import { inList } from "./lower-search.ts";
import { expandMacros } from "./macros.ts";
import { type Command, type Pipeline, parsePipeline, type Range } from "./parse.ts";
import { decodeString } from "./tokens.ts";

const maximumDepth = 20;
const maximumPipes = 200;

export interface LoweredQuery {
  readonly scopes: readonly Scope[];
  readonly diagnostics: readonly Diagnostic[];
  readonly window: string | null;
  readonly sources: readonly string[];
}

/** Lowers a query's text. */
export function lowerQuery(query: string, macros: ReadonlyMap<string, Macro>, given: readonly string[]): LoweredQuery {
  const findings: Findings = { scopes: [], bounds: [], spans: [], sources: [], pipes: 0 };
  lowerText(query, macros, null, { findings, depth: 0, given });
  const { scopes, bounds, spans, sources } = findings;
  const counts = scopes.some(({ kind }) => kind === "count");
  const window = (counts ? spans.find((span) => /\d/.test(span)) : undefined) ?? bounds[0] ?? null;
  return { scopes, diagnostics: [], window, sources };
}

interface Around {
  readonly findings: Findings;
  readonly depth: number;
  readonly given: readonly string[];
}

/** Reads one text with macros of its own; `fixed`: the span of everything in it (searches inside strings). */
function lowerText(query: string, macros: ReadonlyMap<string, Macro>, fixed: Span | null, { findings, depth, given }: Around): void {
  const { text, expansion, calls, names } = expandMacros(query, macros);
  findings.sources.push(...names.map((name) => `macro:${name.toLowerCase()}`));
  const context: Context = {
    text,
    calls,
    macros,
    span: ({ start, end }) => fixed ?? expansion.origin(start, end),
    fromMacro: ({ start }) => expansion.isReplaced(start),
    findings,
    environment: new Environment(),
    depth,
    handled: new Set(),
    evaluate: lowerEval,
    subsearch: lowerSubsearch,
    counted: [],
    sources: [],
  };
  const range = { start: 0, end: text.length };
  lowerPipeline(parsePipeline(text, range, false), range, context, { label: null, kind: "event", given });
}

interface Place {
  readonly label: string | null;
  readonly kind: "event" | "absent";
  readonly given: readonly string[];
}

/** Adds the scopes of one pipe. */
function lowerPipeline({ commands, problems }: Pipeline, range: Range, context: Context, place: Place): void {
  const { findings } = context;
  findings.pipes += 1;
  const at = findings.scopes.length;
  const lowered: Lowered[] = problems.map((problem) => broken(problem, context));
  if (findings.pipes > maximumPipes) lowered.push(unreadable(range, "There are too many subsearches", context, "query-too-large"));
  else for (const command of commands) lowered.push(...lowerStep(command, context));
  const conjuncts = lowered.flatMap((node) => (node === null ? [] : node.kind === "and" ? node.children : [node]));
  const counts = conjuncts.filter(testsCounts);
  const events = conjuncts.filter((node) => !testsCounts(node));
  const logSource = logSourceOf([...place.given, ...context.sources]);
  const scopes: Scope[] = [];
  const add = (kind: Scope["kind"], expression: Expression): unknown => scopes.push({ kind, label: place.label, expression, logSource });
  if (events.length > 0 || (depthZero(context) && counts.length === 0)) add(place.kind, and(events));
  for (const { expression, kind } of context.counted) add(place.kind === "absent" ? "absent" : kind, expression);
  if (counts.length > 0) add(place.kind === "absent" ? "absent" : "count", and(counts));
  findings.scopes.splice(at, 0, ...scopes);
}

const depthZero = ({ depth }: Context): boolean => depth === 0;

function testsCounts(node: Expression): boolean {
  return leavesOf(node).some(({ lane }) => lane === "threshold");
}

/** One command, and the macro calls in it that stand in no condition. */
function lowerStep(command: Command, context: Context): readonly Lowered[] {
  const before = command.name === "map" ? lowerMap(command, context) : lowerCommand({ command, context });
  const marks = [...context.text.slice(command.start, command.end).matchAll(/\uE000(\d+)\uE001/g)].map((match) => {
    const start = command.start + match.index;
    const inside = command.brackets.some((bracket) => bracket.start <= start && start < bracket.end);
    return inside ? null : lowerMark(Number(match[1]), { start, end: start + match[0].length }, context);
  });
  return [before, ...marks];
}

/** `map search="…"`: a search inside a string, run for each result. */
function lowerMap(command: Command, context: Context): Lowered {
  const inner = /search\s*=\s*("(?:\\[\s\S]|[^"\\])*")/i.exec(context.text.slice(command.start, command.end));
  if (inner?.[1] && context.depth < maximumDepth) {
    const around = { findings: context.findings, depth: context.depth + 1, given: [] };
    lowerText(decodeString(inner[1]), context.macros, context.span(command), around);
  }
  for (const bracket of command.brackets) lowerSubsearch(bracket, { beside: true }, context);
  return null;
}

/** A subsearch is a scope of its own; one that lists a lookup is membership in it, and what chooses its rows a scope. */
function lowerSubsearch(range: Range, how: SubsearchUse, outer: Context): Lowered {
  if (outer.depth >= maximumDepth) return unreadable(range, "Subsearches nest too deep to be followed", outer, "query-too-deep");
  const inner = { start: range.start + 1, end: Math.max(range.start + 1, range.end - (outer.text[range.end - 1] === "]" ? 1 : 0)) };
  const pipeline = parsePipeline(outer.text, inner, true);
  const list = readLookupList(pipeline.commands, outer.text);
  if (!list || list.filtered) {
    const environment = new Environment(how.inherits ? outer.environment : undefined);
    const context: Context = { ...outer, environment, depth: outer.depth + 1, counted: [], sources: [] };
    lowerPipeline(pipeline, range, context, { label: null, kind: how.negated ? "absent" : "event", given: [] });
  } else outer.findings.sources.push(`lookup:${list.name.toLowerCase()}`);
  return list && !how.beside ? inList(how.keys?.length ? how.keys : list.columns, list.name, { ...range, text: "" }, outer) : null;
}
