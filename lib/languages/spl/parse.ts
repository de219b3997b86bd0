/**
 * Parses an SPL pipeline into commands: names, arguments and subsearches, each with its place in the (expanded) text. Total: what is
 * never closed runs to the end. Grammar: https://docs.splunk.com/Documentation/Splunk/latest/Search/Anatomyofasearch
 */
import type { Problem } from "../core/pratt.ts";
import type { Token, Tokenizer } from "../core/tokenizer.ts";

/** A half-open range of the expanded text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One command of a pipe. */
export interface Command extends Range {
  /** Lower case; `search` for the text before the first pipe. */
  readonly name: string;
  /** Everything behind the name. */
  readonly body: Range;
  /** Outermost `[ … ]` of the body, brackets included. */
  readonly brackets: readonly Range[];
}

export interface Pipeline {
  readonly commands: readonly Command[];
  readonly problems: readonly Problem[];
}

/** Commands that make events, and so may begin a search without a pipe. */
const generating = new Set([
  "datamodel",
  "dbinspect",
  "from",
  "inputcsv",
  "inputlookup",
  "loadjob",
  "makeresults",
  "metadata",
  "metasearch",
  "mstats",
  "multisearch",
  "pivot",
  "rest",
  "savedsearch",
  "tstats",
  "union",
]);

const maximumBrackets = 200;
const maximumCommands = 1_000;

/**
 * Splits a range of text at its pipes.
 * @param inBrackets a subsearch: its first word is a command
 */
export function parsePipeline(text: string, range: Range, inBrackets: boolean): Pipeline {
  const { segments, problems } = scan(text, range);
  const extra = segments[maximumCommands];
  if (extra)
    problems.push({ code: "query-too-large", span: [extra.start, range.end], message: "There are too many commands to be followed" });
  const commands = segments.slice(0, maximumCommands).flatMap((segment, index) => {
    const command = parseCommand(text, segment, index === 0 && !inBrackets);
    return command ? [command] : [];
  });
  return { commands, problems };
}

interface Segment extends Range {
  readonly brackets: readonly Range[];
}

/** Finds pipes and outermost brackets outside quotes. */
function scan(text: string, { start, end }: Range): { readonly segments: readonly Segment[]; readonly problems: Problem[] } {
  const segments: Segment[] = [];
  const problems: Problem[] = [];
  let from = start;
  let brackets: Range[] = [];
  let depth = 0;
  let opened = start;
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === '"') at = endOfString(text, at, end) - 1;
    else if (character === "[") {
      if (depth === 0) opened = at;
      depth += 1;
      if (depth > maximumBrackets) {
        problems.push({ code: "query-too-deep", span: [opened, end], message: "Subsearches nest too deep to be followed" });
        break;
      }
    } else if (character === "]" && depth > 0) {
      depth -= 1;
      if (depth === 0) brackets.push({ start: opened, end: at + 1 });
    } else if (character === "|" && depth === 0) {
      segments.push({ start: from, end: at, brackets });
      from = at + 1;
      brackets = [];
    }
  }
  if (depth > 0 && problems.length === 0) {
    problems.push({ code: "query-broken", span: [opened, end], message: "A bracket is never closed" });
  }
  if (depth > 0) brackets.push({ start: opened, end });
  segments.push({ start: from, end, brackets });
  return { segments, problems };
}

/** The place behind a quoted string that begins at `at`; a string that is never closed is one character. */
function endOfString(text: string, at: number, end: number): number {
  for (let index = at + 1; index < end; index += 1) {
    if (text[index] === "\\") index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return end;
}

function parseCommand(text: string, segment: Segment, first: boolean): Command | null {
  const source = text.slice(segment.start, segment.end);
  if (source.trim() === "") return null;
  const { start, end, brackets } = segment;
  const word = /^\s*([a-z][a-z0-9_]*)(?![\w.:{=-])(?!\s*(?:=|!=|<|>))/i.exec(source);
  const name = word?.[1]?.toLowerCase() ?? "";
  const command = (kind: string, from: number): Command => ({ name: kind, start, end, body: { start: from, end }, brackets });
  if (first) {
    const explicit = name === "search" || generating.has(name);
    return explicit && word ? command(name, start + word[0].length) : command("search", start);
  }
  if (name !== "" && word) return command(name, start + word[0].length);
  return command(/^\s*[\uE000]/.test(source) ? "" : "search", start);
}

/** The tokens of a command's body; each subsearch in it is one token of kind "subsearch". */
export function tokensOf<Kind extends string>(
  tokenize: Tokenizer<Kind | "subsearch">,
  text: string,
  { body, brackets }: Pick<Command, "body" | "brackets">,
): readonly Token<Kind | "subsearch">[] {
  const tokens: Token<Kind | "subsearch">[] = [];
  let at = body.start;
  for (const { start, end } of brackets) {
    if (start < at || end > body.end) continue;
    for (const token of tokenize(text, at, start).tokens) tokens.push(token);
    tokens.push({ kind: "subsearch", text: text.slice(start, end), start, end });
    at = end;
  }
  const rest = tokenize(text, at, body.end).tokens;
  if (tokens.length === 0) return rest;
  for (const token of rest) tokens.push(token);
  return tokens;
}
