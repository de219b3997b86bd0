/**
 * Reads the arguments of commands that name columns: aggregates, keys, renames, options, lookups.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ListOfSearchCommands
 */

import { fieldName } from "./lower-search.ts";
import type { Range } from "./parse.ts";
import type { SearchToken } from "./tokens.ts";

export interface Aggregate extends Range {
  /** Lower case. */
  readonly function: string;
  /** What stands in its brackets. */
  readonly argument: Range | null;
  readonly alias: string | null;
  /** The name of its column when it has no alias. */
  readonly written: string;
}

export interface Aggregates {
  readonly aggregates: readonly Aggregate[];
  readonly groupBy: readonly string[];
  /** `span=1h`, `time_window=10m`, `prestats=t`, lower-case keys. */
  readonly options: ReadonlyMap<string, string>;
}

const isWord = (token: SearchToken | undefined, ...texts: readonly string[]): boolean =>
  token?.kind === "word" && texts.includes(token.text.toLowerCase());

/** Splits tokens at keywords outside brackets: `tstats A from B where C by D` gives each part by its keyword, "" for the first. */
export function splitAtKeywords(tokens: readonly SearchToken[], keywords: readonly string[]): ReadonlyMap<string, readonly SearchToken[]> {
  const parts = new Map<string, SearchToken[]>([["", []]]);
  let current = "";
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    const compared = tokens[index + 1]?.kind === "compare" || tokens[index - 1]?.kind === "compare";
    if (depth <= 0 && !compared && isWord(token, ...keywords)) {
      current = token.text.toLowerCase();
      if (!parts.has(current)) parts.set(current, []);
    } else parts.get(current)?.push(token);
  }
  return parts;
}

/** Takes `key=value` options out of tokens. */
export function takeOptions(tokens: readonly SearchToken[]): {
  readonly options: ReadonlyMap<string, string>;
  readonly rest: readonly SearchToken[];
} {
  const options = new Map<string, string>();
  const rest: SearchToken[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const [token, equals, value] = [tokens[index], tokens[index + 1], tokens[index + 2]];
    if (token?.kind === "word" && equals?.text === "=" && value) {
      options.set(token.text.toLowerCase(), fieldName(value.text));
      index += 2;
    } else if (token) rest.push(token);
  }
  return { options, rest };
}

/** Reads `count dc(x) AS y values(*) as * by a, b span=1h`. */
export function parseAggregates(tokens: readonly SearchToken[], text: string): Aggregates {
  const parts = splitAtKeywords(tokens, ["by", "groupby"]);
  const head = takeOptions(parts.get("") ?? []);
  const tail = takeOptions([...(parts.get("by") ?? []), ...(parts.get("groupby") ?? [])]);
  const groupBy = tail.rest.filter(({ kind }) => kind === "word" || kind === "string").map((token) => fieldName(token.text));
  return { aggregates: readAggregates(head.rest, text), groupBy, options: new Map([...head.options, ...tail.options]) };
}

function readAggregates(tokens: readonly SearchToken[], text: string): readonly Aggregate[] {
  const aggregates: Aggregate[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== "word" && token?.kind !== "string") continue;
    let last = index;
    const opened = tokens[index + 1]?.text === "(";
    if (opened) last = closing(tokens, index + 1);
    const [open, close] = [tokens[index + 1], tokens[last]];
    const argument = opened && open && close && last > index + 2 ? { start: open.end, end: close.start } : null;
    const end = close?.end ?? token.end;
    let alias: string | null = null;
    const named = tokens[last + 2];
    if (isWord(tokens[last + 1], "as") && named) {
      alias = fieldName(named.text);
      last += 2;
    }
    const name = token.text.toLowerCase();
    aggregates.push({ function: name, argument, alias, written: text.slice(token.start, end), start: token.start, end });
    index = last;
  }
  return aggregates;
}

/** The index of the bracket that closes the one at `open`, or of the last token. */
function closing(tokens: readonly SearchToken[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (tokens[index]?.text === "(") depth += 1;
    if (tokens[index]?.text === ")") depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

/** Reads `a as b, "c d" AS e`: pairs of the old and the new name. */
export function parseRenames(tokens: readonly SearchToken[]): readonly (readonly [from: string, to: string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const [from, to] = [tokens[index], tokens[index + 2]];
    if (!from || !to || !isWord(tokens[index + 1], "as")) continue;
    pairs.push([fieldName(from.text), fieldName(to.text)]);
    index += 2;
  }
  return pairs;
}

export interface Lookup {
  readonly list: string;
  /** Event columns that are looked up. */
  readonly inputs: readonly string[];
  /** Columns that the list gives, by their new names. */
  readonly outputs: readonly string[];
}

/** Reads `name [key as] column … OUTPUT column [as name] …`. */
export function parseLookup(tokens: readonly SearchToken[]): Lookup | null {
  const { rest } = takeOptions(tokens);
  const parts = splitAtKeywords(rest, ["output", "outputnew"]);
  const [name, ...inputs] = (parts.get("") ?? []).filter(({ kind }) => kind === "word" || kind === "string");
  if (!name) return null;
  const outputs = [...(parts.get("output") ?? []), ...(parts.get("outputnew") ?? [])].filter(({ text }) => text !== ",");
  return { list: fieldName(name.text), inputs: renamedColumns(inputs), outputs: renamedColumns(outputs) };
}

/** The names that stand last: `a as b, c` gives b and c. */
export function renamedColumns(tokens: readonly SearchToken[]): readonly string[] {
  const names: string[] = [];
  const told = tokens.filter(({ kind }) => kind === "word" || kind === "string");
  for (let index = 0; index < told.length; index += 1) {
    const renamed = isWord(told[index + 1], "as") ? told[index + 2] : undefined;
    const token = renamed ?? told[index];
    if (token) names.push(fieldName(token.text));
    if (renamed) index += 2;
  }
  return names;
}
