/**
 * Parses search text (`search`, the base search, `tstats where`) on the shared Pratt core. OR binds tighter than AND; operands side by
 * side are AND. https://docs.splunk.com/Documentation/Splunk/latest/Search/Booleanexpressions
 */
import { strayBrackets, strayProblem } from "../core/brackets.ts";
import { type Grammar, type Infix, PrattParser, type Problem } from "../core/pratt.ts";
import { markPattern } from "./macros.ts";
import type { Range } from "./parse.ts";
import type { SearchKind, SearchToken } from "./tokens.ts";

/** A word or quoted phrase as written, quotes included. */
export interface Written extends Range {
  readonly text: string;
}

export type SearchNode =
  | { readonly kind: "and" | "or"; readonly children: readonly SearchNode[] }
  | { readonly kind: "not"; readonly child: SearchNode }
  | { readonly kind: "compare"; readonly field: Written; readonly operator: string; readonly value: Written }
  | { readonly kind: "in"; readonly field: Written; readonly values: readonly Written[] }
  | { readonly kind: "keyword"; readonly value: Written }
  | { readonly kind: "term"; readonly value: Written }
  | { readonly kind: "mark"; readonly call: number; readonly value: Written }
  | { readonly kind: "subsearch"; readonly range: Range }
  | { readonly kind: "nothing" }
  | { readonly kind: "broken"; readonly problem: Problem };

type Parser = PrattParser<SearchKind, SearchNode>;
const power = { and: 10, or: 20, not: 30 } as const;

/** Reads search text. No tokens give `nothing`; a bracket without its partner is not understood, and what it stands among is read. */
export function parseSearch(tokens: readonly SearchToken[]): SearchNode {
  const stray = strayBrackets(tokens);
  const rest = stray.length > 0 ? tokens.filter((_, index) => !stray.includes(index)) : tokens;
  const node: SearchNode = rest.length === 0 ? { kind: "nothing" } : new PrattParser(rest, grammar).parse();
  if (stray.length === 0) return node;
  return { kind: "and", children: [node, ...stray.map((index): SearchNode => ({ kind: "broken", problem: strayProblem(tokens[index]) }))] };
}

const grammar: Grammar<SearchKind, SearchNode> = {
  operand: readOperand,
  infix: (token): Infix<SearchKind, SearchNode> | null => {
    if (token.text === ")" || token.text === "]" || token.text === "|") return null;
    if (token.kind === "word" && token.text.toLowerCase() === "or") {
      return { kind: "chain", power: power.or, build: (children) => ({ kind: "or", children }) };
    }
    return { kind: "chain", power: power.and, implicit: true, build: (children) => ({ kind: "and", children }) };
  },
  broken: (problem) => ({ kind: "broken", problem }),
};

function readOperand(parser: Parser): SearchNode {
  let filled = false;
  while (parser.take("and", ",")) filled = true;
  if (filled && (parser.atEnd() || parser.at(")"))) return { kind: "nothing" };
  if (parser.take("not")) return { kind: "not", child: parser.expression(power.not) };
  const token = parser.peek();
  if (token.text === "(") return readBracket(parser);
  if (token.kind === "subsearch") return { kind: "subsearch", range: parser.next() };
  if (token.kind === "mark") {
    const value = parser.next();
    return { kind: "mark", call: Number(markPattern.exec(value.text)?.[1] ?? -1), value };
  }
  if (token.kind === "term") return { kind: "term", value: parser.next() };
  if (token.kind !== "word" && token.kind !== "string") return parser.fail(`"${token.text}" was not expected here`);
  return readTest(parser);
}

function readBracket(parser: Parser): SearchNode {
  return parser.bracketed(() => (parser.at(")") ? { kind: "nothing" } : parser.expression()));
}

function readTest(parser: Parser): SearchNode {
  const field = parser.next();
  const next = parser.peek();
  if (next.kind === "compare") {
    parser.next();
    return { kind: "compare", field, operator: next.text, value: readValue(parser) };
  }
  if (isWord(next, "in") && parser.peek(1).text === "(") {
    parser.next();
    return readList(parser, field);
  }
  if (isWord(next, "not") && isWord(parser.peek(1), "in") && parser.peek(2).text === "(") {
    parser.next();
    parser.next();
    return { kind: "not", child: readList(parser, field) };
  }
  return { kind: "keyword", value: field };
}

const isWord = (token: SearchToken, text: string): boolean => token.kind === "word" && token.text.toLowerCase() === text;

function readList(parser: Parser, field: Written): SearchNode {
  return parser.bracketed(() => {
    const values: Written[] = [];
    while (!parser.at(")")) {
      if (parser.take(",")) continue;
      const { kind, text } = parser.peek();
      if (kind === "end" || text === "(") parser.fail("A list of values was expected here");
      values.push(readRun(parser));
    }
    return { kind: "in", field, values };
  });
}

function readValue(parser: Parser): Written {
  const token = parser.peek();
  if (token.kind === "term") {
    parser.next();
    const inner = /^\w+\s*\(\s*([\s\S]*?)\s*\)$/.exec(token.text)?.[1] ?? "";
    return { text: inner, start: token.start, end: token.end };
  }
  const readable = token.kind === "word" || token.kind === "string" || token.kind === "compare" || token.kind === "mark";
  if (!readable) parser.fail("A value was expected here");
  return readRun(parser);
}

/** A value: one token, and what touches it without a space (`a=b`, `*"c d"*`). */
function readRun(parser: Parser): Written {
  let value: Written = parser.next();
  for (let previous = parser.last(); ; previous = parser.last()) {
    const next = parser.peek();
    const touches = next.start === previous.end && next.kind !== "end";
    const text = `${previous.kind} ${next.kind}`;
    const joined =
      /^(word|compare|unknown) (word|compare|unknown)$/.test(text) ||
      (text === "word string" && previous.text.endsWith("*")) ||
      (text === "string word" && next.text.startsWith("*"));
    if (!touches || !joined) return value;
    parser.next();
    value = { text: value.text + next.text, start: value.start, end: next.end };
  }
}
