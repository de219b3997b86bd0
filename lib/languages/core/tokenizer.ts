/**
 * The tokenizer of every hand-written language: a table of patterns, tried in order at each place. Total: text that no pattern
 * matches becomes `unknown` tokens, so that the tokens and what lies between them are the whole text; spans are exact.
 */
import { type Diagnostic, diagnose } from "../../model/diagnostic.ts";

export interface Token<Kind extends string = string> {
  readonly kind: Kind | "unknown" | "end";
  /** As written, `text.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface TokenRule<Kind extends string> {
  readonly kind: Kind;
  /** Matched at one place (made sticky here); linear by itself, and never matches the empty text. */
  readonly pattern: RegExp;
  /** White space and comments: passed over. */
  readonly skip?: true;
}

export interface Tokens<Kind extends string> {
  readonly tokens: readonly Token<Kind>[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads `text` from `start` (default 0) up to `end` (default its end); spans always count from the text's beginning. */
export type Tokenizer<Kind extends string> = (text: string, start?: number, end?: number) => Tokens<Kind>;

/** More tokens than this are not read: the rest of the text is one unknown token and a diagnostic. */
export const maximumTokens = 100_000;

/** Makes a tokenizer of a table; the first rule that matches wins, so keywords and long operators stand above names and short ones. */
export function makeTokenizer<Kind extends string>(rules: readonly TokenRule<Kind>[]): Tokenizer<Kind> {
  const table = rules.map((rule) => ({ ...rule, pattern: new RegExp(rule.pattern.source, `${rule.pattern.flags.replace(/[gy]/g, "")}y`) }));
  return (text, start = 0, end = text.length) => {
    const subject = end < text.length ? text.slice(0, end) : text;
    const tokens: Token<Kind>[] = [];
    let at = start;
    while (at < end) {
      if (tokens.length >= maximumTokens) return tooMany(tokens, subject, at);
      const token = matchAt(table, subject, at);
      if (token === null) noteUnknown(tokens, subject, at);
      else if (token.kind !== "end") tokens.push(token);
      at = token?.end ?? tokens.at(-1)?.end ?? end;
    }
    return { tokens, diagnostics: [] };
  };
}

/** The token at a place; kind "end" stands for text to pass over. */
function matchAt<Kind extends string>(table: readonly TokenRule<Kind>[], text: string, at: number): Token<Kind> | null {
  for (const { kind, pattern, skip } of table) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) return { kind: skip ? "end" : kind, text: found, start: at, end: at + found.length };
  }
  return null;
}

/** One unknown character (a whole code point), joined to the unknown text right before it. */
function noteUnknown<Kind extends string>(tokens: Token<Kind>[], text: string, at: number): void {
  const end = Math.min(text.length, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
  const before = tokens.at(-1);
  const joined = before?.kind === "unknown" && before.end === at;
  if (joined) tokens.pop();
  const start = joined ? before.start : at;
  tokens.push({ kind: "unknown", text: text.slice(start, end), start, end });
}

function tooMany<Kind extends string>(tokens: Token<Kind>[], text: string, at: number): Tokens<Kind> {
  tokens.push({ kind: "unknown", text: text.slice(at), start: at, end: text.length });
  return { tokens, diagnostics: [diagnose("query-too-large", "error", [at, text.length])] };
}
