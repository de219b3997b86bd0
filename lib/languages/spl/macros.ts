/**
 * Expands SPL macros and strips comments before anything else is read, as Splunk does: by text.
 * https://docs.splunk.com/Documentation/Splunk/latest/Knowledge/Usesearchmacros (macros),
 * https://docs.splunk.com/Documentation/Splunk/latest/Search/Comments (comments).
 * A call that is not expanded stays as one mark (`markOf`), so that parsers see it where it stands. Expansion is bounded in depth and size.
 */
import type { Span } from "../../model/diagnostic.ts";
import type { Macro } from "../language.ts";
import { Expansion } from "./expansion.ts";
import { isSourceMacro, knownMacro } from "./known-macros.ts";

/** A call that was left as a mark: what it does, as far as that is known. */
export interface MacroCall {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly kind: "nothing" | "source" | "group" | "unresolved" | "unbounded";
  readonly span: Span;
}

export interface Expanded {
  readonly text: string;
  readonly expansion: Expansion;
  /** By the number in their marks. */
  readonly calls: readonly MacroCall[];
  /** Names of all macros called, in order: data-source macros name events. */
  readonly names: readonly string[];
}

const open = "\uE000";
const close = "\uE001";
/** Matches a mark; group 1 is the call's number. */
export const markPattern = /\uE000(\d+)\uE001/;

const maximumNesting = 16;
/** Characters that macros may add. */
const maximumLength = 80_000;
const maximumCalls = 1_000;

/** One pass over a text: comments out, macro calls out, quoted strings left alone. */
const piecePattern = /```[\s\S]*?```|`([^`]*)`|"(?:\\[\s\S]|[^"\\])*(?:"|\\?$)|\\[\s\S]|[^`"\\]+|[`\\]/g;

interface Work {
  readonly macros: ReadonlyMap<string, Macro>;
  readonly expansion: Expansion;
  readonly calls: MacroCall[];
  readonly marks: Map<string, number>;
  readonly names: string[];
  expanded: number;
  added: number;
}

/**
 * Expands a query.
 * @param macros by name; `name(2)` is the one with two arguments
 */
export function expandMacros(query: string, macros: ReadonlyMap<string, Macro>): Expanded {
  const work: Work = { macros, expansion: new Expansion(), calls: [], marks: new Map(), names: [], expanded: 0, added: 0 };
  const clean = query.replace(/[\uE000\uE001]/g, "\uFFFD");
  for (const match of clean.matchAll(piecePattern)) {
    const [piece, call] = match;
    if (piece.startsWith("```")) work.expansion.replace(" ", [match.index, match.index + piece.length]);
    else if (call === undefined) work.expansion.copy(piece, match.index);
    else expandCall(call, [match.index, match.index + piece.length], [], work);
  }
  return { text: work.expansion.text(), expansion: work.expansion, calls: work.calls, names: work.names };
}

/** `stack`: the macros being expanded around this call. */
function expandCall(call: string, span: Span, stack: readonly string[], work: Work): void {
  const head = /^\s*([^\s(]+)\s*(?:\(([\s\S]*)\)\s*)?$/.exec(call);
  const name = head?.[1] ?? call.trim();
  const given = head?.[2] === undefined ? [] : splitArguments(head[2]);
  work.names.push(name);
  const body = bodyOf(name, given, stack, work);
  if (typeof body === "string") {
    work.expansion.replace(`${open}${markFor({ name, arguments: given, kind: body, span }, work)}${close}`, span);
    return;
  }
  for (const match of body.text.matchAll(piecePattern)) {
    const [piece, inner] = match;
    if (piece.startsWith("```")) continue;
    if (inner === undefined) work.expansion.replace(piece, span);
    else expandCall(inner, span, [...stack, name], work);
  }
}

/** The number of a call's mark; calls that are alike at one place share it, so that a macro of thousands of calls stays small. */
function markFor(call: MacroCall, { calls, marks }: Work): number {
  const key = `${call.kind} ${call.kind === "unbounded" ? "" : call.name} ${call.span.join()} ${call.arguments.join()}`;
  const known = marks.get(key);
  if (known !== undefined) return known;
  if (calls.length > maximumCalls) return maximumCalls;
  calls.push(calls.length === maximumCalls ? { ...call, kind: "unbounded" } : call);
  marks.set(key, calls.length - 1);
  return calls.length - 1;
}

/** The text that a call stands for, or what kind of mark it becomes. */
function bodyOf(
  name: string,
  given: readonly string[],
  stack: readonly string[],
  work: Work,
): { readonly text: string } | MacroCall["kind"] {
  const known = knownMacro(name.replace(/\(.*$/s, ""));
  if (known) return known;
  const macro = work.macros.get(`${name}(${given.length})`) ?? work.macros.get(name);
  if (!macro) return isSourceMacro(name) ? "source" : "unresolved";
  work.expanded += 1;
  const unbounded = stack.length >= maximumNesting || work.expanded > maximumCalls || work.added > maximumLength;
  if (unbounded || stack.includes(name)) return "unbounded";
  const text = fillArguments(macro, given);
  work.added += text.length;
  return work.added > maximumLength ? "unbounded" : { text };
}

function fillArguments({ definition, arguments: names }: Macro, given: readonly string[]): string {
  let text = definition;
  for (const [index, name] of names.entries()) {
    const value = given[index] ?? "";
    if (text.length + text.split(`$${name}$`).length * value.length > maximumLength) return text;
    text = text.replaceAll(`$${name}$`, () => value);
  }
  return text.trim() === "" ? " " : text;
}

/** Arguments are split at commas outside quotes and brackets; quotes around one are dropped. */
function splitArguments(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = "";
  for (const [piece] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*(?:"|\\?$)|[\s\S]/g)) {
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece === "," && depth <= 0) {
      parts.push(current);
      current = "";
    } else current += piece;
  }
  return [...parts, current].map((part) => part.trim().replace(/^"([\s\S]*)"$/, "$1"));
}
