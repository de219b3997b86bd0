/**
 * Long lists of plain values (indicators by the thousand), which the parser need not see: each costs it as much as a word of the query, and
 * means nothing but itself. What is parsed has blanks in their place, so that every other offset stays. Also bounds the text.
 */
import { type Diagnostic, diagnose } from "../../model/diagnostic.ts";
import type { KustoNode } from "./node.ts";

export interface FoldedText {
  /** As long as the text that was given. */
  readonly text: string;
  /** The values that are blank now, by where the value before them begins. */
  readonly runs: ReadonlyMap<number, readonly KustoNode[]>;
}

const maximumLength = 256 * 1024;
const maximumDepth = 200;
/** The parser and the reader take some 25 µs for each; the longest rules known have 1,500. */
const maximumTokens = 6_000;
/** No query has so many words, or so many marks, one after the other; the parser repairs such a text word by word, at great cost. */
const maximumAlike = 500;
/** Shorter lists are parsed as they are. */
const shortestRun = 40;

/** Strings, comments, words, marks. */
const lexeme =
  /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|[hH]?@"[^"]*(?:"|$)|[hH]?@'[^']*(?:'|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\w+|[^\s\w]/g;
/** A string on one line, or a number. */
const plainValue = /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|@"[^"\n]*"|@'[^'\n]*'|\d+)$/;

/** Values with a comma between each two, and nothing else but space and comments. */
interface Run {
  readonly values: { readonly start: number; readonly end: number }[];
  comma: boolean;
}

/** The text as it is parsed, or why it is refused. */
export function foldText(text: string): FoldedText | Diagnostic {
  if (text.length > maximumLength) return diagnose("query-too-large", "error", [0, 0], "The query is longer than 256 KiB");
  const counts = { depth: 0, tokens: 0, alike: 0, kind: "" };
  const runs: Run[] = [];
  let run: Run = { values: [], comma: false };
  const close = (): void => {
    if (run.values.length >= shortestRun) {
      runs.push(run);
      counts.tokens -= 2 * (run.values.length - 2);
    }
    run = { values: [], comma: false };
  };
  for (const { 0: mark, index } of text.matchAll(lexeme)) {
    if (mark.startsWith("//")) continue;
    count(mark, counts);
    if (mark === "," && run.values.length > 0 && !run.comma) run.comma = true;
    else if (plainValue.test(mark) && (run.values.length === 0 || run.comma)) {
      run.values.push({ start: index, end: index + mark.length });
      run.comma = false;
    } else close();
    const problem = problemOf(counts, run);
    if (problem) return diagnose(problem[0], "error", [index, index + mark.length], problem[1]);
  }
  close();
  return blanked(text, runs);
}

interface Counts {
  depth: number;
  tokens: number;
  /** Words in a row, or marks; values, `and` and `or` are neither. */
  alike: number;
  kind: string;
}

function count(mark: string, counts: Counts): void {
  counts.tokens += 1;
  const kind = /^(?:["'@`~].|(?:and|or)$)/i.test(mark) ? "other" : /^\w/.test(mark) ? "word" : "mark";
  counts.alike = kind === counts.kind && kind !== "other" ? counts.alike + 1 : 0;
  counts.kind = kind;
  if (mark === "(" || mark === "[" || mark === "{") counts.depth += 1;
  else if (mark === ")" || mark === "]" || mark === "}") counts.depth = Math.max(0, counts.depth - 1);
}

function problemOf({ depth, tokens, alike }: Counts, { values }: Run): readonly [Diagnostic["code"], string | undefined] | null {
  if (depth > maximumDepth) return ["query-too-deep", undefined];
  if (alike > maximumAlike) return ["query-broken", "So many words or marks in a row are no query"];
  const large = tokens > maximumTokens && values.length < shortestRun;
  return large ? ["query-too-large", `The query has more than ${maximumTokens} words and marks`] : null;
}

/** The first and the last value of each run stay, for the parser to make a list of. */
function blanked(text: string, runs: readonly Run[]): FoldedText {
  const found = new Map<number, readonly KustoNode[]>();
  let [result, at] = ["", 0];
  for (const { values } of runs) {
    const [first, second, last] = [values[0], values[1], values.at(-1)];
    if (!first || !second || !last) continue;
    result += text.slice(at, second.start) + text.slice(second.start, last.start).replace(/[^\n]/g, " ");
    at = last.start;
    found.set(
      first.start,
      values.slice(1, -1).map(({ start, end }): KustoNode => ({ kind: "LiteralExpression", role: "", start, end, children: [] })),
    );
  }
  return { text: result + text.slice(at), runs: found };
}
