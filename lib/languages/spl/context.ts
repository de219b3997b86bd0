/** What lowering carries along: the text, where its ranges stand in the query, and what was found out on the way. */
import { and, type Expression, not, opaque, or } from "../../expression/expression.ts";
import type { DiagnosticCode, Span } from "../../model/diagnostic.ts";
import type { Problem } from "../core/pratt.ts";
import type { Macro, Scope } from "../language.ts";
import type { Environment, Lowered } from "./environment.ts";
import type { EvalNode } from "./eval-expression.ts";
import { type MacroCall, markPattern } from "./macros.ts";
import type { Range } from "./parse.ts";

/** Shared by all pipes of one query. */
export interface Findings {
  readonly scopes: Scope[];
  /** Relative times that bound the events, as written. */
  readonly bounds: string[];
  /** Sizes of time buckets, as written. */
  readonly spans: string[];
  /** `sourcetype:…`, `datamodel:…`, `macro:…`, in order. */
  readonly sources: string[];
  /** Pipes read so far; bounds what subsearches can cost. */
  pipes: number;
}

/** What a subsearch is to the outer events. */
export interface SubsearchUse {
  /** An odd number of NOTs stands above it. */
  readonly negated?: boolean;
  /** Its rows are added: none of the outer ones are chosen by them. */
  readonly beside?: boolean;
  /** It goes on with what the outer pipe has bound. */
  readonly inherits?: boolean;
  /** The columns that must be the same on both sides, where they are named. */
  readonly keys?: readonly string[];
}

/** One text and the pipe that is read in it. */
export interface Context {
  readonly text: string;
  readonly calls: readonly MacroCall[];
  readonly macros: ReadonlyMap<string, Macro>;
  readonly span: (range: Range) => Span;
  /** True for text that a macro gave. */
  readonly fromMacro: (range: Range) => boolean;
  readonly findings: Findings;
  readonly environment: Environment;
  /** Sources of this pipe alone. */
  readonly sources: string[];
  /** Subsearches around this pipe. */
  readonly depth: number;
  /** Macro calls already accounted for. */
  readonly handled: Set<number>;
  /** Lowers an eval condition (given here, so that what needs it need not import it). */
  readonly evaluate: (node: EvalNode, context: Context) => Lowered;
  /** Reads a subsearch; what it says of the outer events, if anything. */
  readonly subsearch: (range: Range, how: SubsearchUse, context: Context) => Lowered;
  /** Scopes of what an aggregate counts, by its condition. */
  readonly counted: { readonly expression: Expression; readonly kind: "event" | "absent" }[];
}

export function broken({ code, span, message }: Problem, context: Context): Expression {
  return opaque(code, context.span({ start: span[0], end: span[1] }), message);
}

export function unreadable(range: Range, message: string, context: Context, code: DiagnosticCode = "query-broken"): Expression {
  return opaque(code, context.span(range), message);
}

/** Conjunction of what says something. */
export function allOf(children: readonly Lowered[]): Lowered {
  const telling = children.filter((child) => child !== null);
  return telling.length === 0 ? null : and(telling);
}

/** Disjunction of what says something: a window or an index among alternatives is left out. */
export function anyOf(children: readonly Lowered[]): Lowered {
  const telling = children.filter((child) => child !== null);
  return telling.length === 0 ? null : or(telling);
}

export function notOf(child: Lowered): Lowered {
  return child === null ? null : not(child);
}

/** The text of a range on one line; a macro that was not expanded stands as it is called. */
export function textOf({ start, end }: Range, { text, calls }: Context): string {
  const written = text.slice(start, end).replace(new RegExp(markPattern, "g"), (_, index) => `\`${calls[Number(index)]?.name ?? ""}\``);
  return written.replace(/\s+/g, " ").trim();
}

/** Notes where the events of this pipe come from. */
export function noteSource(name: string, { sources, findings }: Context): void {
  sources.push(name);
  findings.sources.push(name);
}

/** Notes a relative time (`-24h@h`) as the query's window. */
export function noteBound(text: string, findings: Findings): void {
  const relative = /^[-+]?(\d+\s*[a-z]+)(?:@\w+)?$/i.exec(text.trim());
  if (relative?.[1]) findings.bounds.push(relative[1]);
}
