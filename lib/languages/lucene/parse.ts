/**
 * Parses Lucene's query strings to their native tree: terms, phrases, ranges, regexes, groups.
 * Grammar: https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query#query-string-syntax
 */
import { anyOne, anyRun, type Pattern, type PatternPart } from "../../expression/expression.ts";
import type { Diagnostic, Span } from "../../model/diagnostic.ts";
import { joinPattern } from "../core/pattern.ts";
import { type Grammar, type Infix, PrattParser, type Problem } from "../core/pratt.ts";
import { makeTokenizer, type Token } from "../core/tokenizer.ts";

export type LuceneNode =
  | { readonly kind: "and" | "or" | "side"; readonly children: readonly LuceneNode[] }
  | { readonly kind: "not" | "must"; readonly child: LuceneNode }
  | {
      readonly kind: "test";
      readonly field: string | null;
      readonly test: "term" | "regex" | "gt" | "gte" | "lt" | "lte" | "exists";
      readonly pattern: Pattern;
      readonly written: string;
      readonly span: Span;
    }
  | (Problem & { readonly kind: "broken" });

type Kind = "space" | "string" | "regex" | "number" | "word" | "operator";
type Parser = PrattParser<Kind, LuceneNode>;

const tokenize = makeTokenizer<Kind>([
  { kind: "space", pattern: /\s+/, skip: true },
  { kind: "string", pattern: /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/ },
  { kind: "regex", pattern: /\/[^/\\\n]*(?:\\.[^/\\\n]*)*\/(?![^\s)])/ },
  { kind: "operator", pattern: /"[\s\S]*|&&|\|\||>=|<=|[\^~]\d*(?:\.\d+)?/ },
  { kind: "operator", pattern: /[-+!](?=[^\s])|[:()[\]{}<>]/ },
  { kind: "word", pattern: /(?:\\[\s\S]|[^\s\\:()[\]{}"^~<>]|\\$)+/ },
  { kind: "operator", pattern: /[^\s]/ },
]);

const powers = { or: 10, side: 15, and: 20, not: 30 } as const;
const negations = new Set(["NOT", "!", "-"]);
const openers = new Set(["(", "[", "{", "-", "+", "!"]);
const comparisons = new Map([
  [">", "gt"],
  [">=", "gte"],
  ["<", "lt"],
  ["<=", "lte"],
] as const);

const both: Infix<Kind, LuceneNode> = { kind: "chain", power: powers.and, build: (children) => ({ kind: "and", children }) };
const either: Infix<Kind, LuceneNode> = { kind: "chain", power: powers.or, build: (children) => ({ kind: "or", children }) };
const beside: Infix<Kind, LuceneNode> = {
  kind: "chain",
  power: powers.side,
  implicit: true,
  build: (children) => ({ kind: "side", children }),
};
const infixes = new Map([
  ["AND", both],
  ["&&", both],
  ["OR", either],
  ["||", either],
]);

export function parseLucene(text: string): { readonly tree: LuceneNode | null; readonly diagnostics: readonly Diagnostic[] } {
  const { tokens, diagnostics } = tokenize(text);
  if (tokens.length === 0) return { tree: null, diagnostics };
  return { tree: new PrattParser<Kind, LuceneNode>(tokens, new LuceneGrammar(text), text.length).parse(), diagnostics };
}

class LuceneGrammar implements Grammar<Kind, LuceneNode> {
  /** Inside `field:( … )`. */
  private field: string | null = null;

  constructor(private readonly text: string) {}

  readonly operand = (parser: Parser): LuceneNode => {
    const token = parser.peek();
    if (negations.has(token.text)) {
      parser.next();
      return { kind: "not", child: parser.expression(powers.not) };
    }
    if (token.text === "+") {
      parser.next();
      return { kind: "must", child: parser.expression(powers.not) };
    }
    if (token.text === "(")
      return this.boosted(
        parser,
        parser.bracketed(() => parser.expression()),
      );
    if (token.kind === "word" && parser.peek(1).text === ":") {
      parser.next();
      parser.next();
      return this.within(textOf(decode(token.text)), () => this.readValue(parser, token.start));
    }
    return this.readValue(parser, token.start);
  };

  readonly infix = (token: Token<Kind>): Infix<Kind, LuceneNode> | null => {
    const { text, kind } = token;
    const word = infixes.get(text);
    if (word) return word;
    return kind === "word" || kind === "string" || kind === "regex" || openers.has(text) ? beside : null;
  };

  readonly broken = (problem: Problem): LuceneNode => ({ kind: "broken", ...problem });

  private within(field: string, read: () => LuceneNode): LuceneNode {
    const outer = this.field;
    this.field = field;
    try {
      return read();
    } finally {
      this.field = outer;
    }
  }

  private readValue(parser: Parser, start: number): LuceneNode {
    const token = parser.peek();
    if (token.text === "(")
      return this.boosted(
        parser,
        parser.bracketed(() => parser.expression()),
      );
    if (token.text === "[" || token.text === "{") return this.readRange(parser, start);
    const comparison = comparisons.get(token.text as "<");
    if (comparison) parser.next();
    const value = parser.next();
    const span: Span = [start, value.end];
    const field = this.field;
    if (value.kind === "regex") {
      const written = value.text.slice(1, -1);
      return { kind: "test", field, test: "regex", pattern: [written], written, span };
    }
    if (value.kind === "string") {
      const written = value.text.slice(1, -1);
      const pattern = joinPattern([written.replace(/\\([\s\S])/g, "$1")]);
      return this.boosted(parser, { kind: "test", field, test: comparison ?? "term", pattern, written, span });
    }
    if (value.kind !== "word" || ["AND", "OR", "NOT"].includes(value.text)) return parser.fail("A field or a value was expected");
    const pattern = decode(value.text);
    if (field === "_exists_") return { kind: "test", field: textOf(pattern), test: "exists", pattern: [], written: "*", span };
    return this.boosted(parser, { kind: "test", field, test: comparison ?? "term", pattern, written: value.text, span });
  }

  /** A boost only ranks; fuzzy terms and distances say more than a predicate holds. */
  private boosted(parser: Parser, node: LuceneNode): LuceneNode {
    if (parser.peek().text.startsWith("~")) return parser.fail("A fuzzy search has no predicate form");
    if (parser.peek().text.startsWith("^")) parser.next();
    return node;
  }

  /** `[a TO b]`, `{a TO b}`, `[a TO *]`: one test a bound. */
  private readRange(parser: Parser, start: number): LuceneNode {
    const open = parser.next();
    const low = this.readBound(parser, ["TO"]);
    const high = this.readBound(parser, ["]", "}"]);
    const span: Span = [start, high.closing.end];
    const bound = (written: string, test: "gt" | "gte" | "lt" | "lte"): readonly LuceneNode[] =>
      written === "*" ? [] : [{ kind: "test", field: this.field, test, pattern: decode(written), written, span }];
    const children = [
      ...bound(low.written, open.text === "[" ? "gte" : "gt"),
      ...bound(high.written, high.closing.text === "]" ? "lte" : "lt"),
    ];
    const written = this.text.slice(open.start, high.closing.end);
    if (children.length === 0) return { kind: "test", field: this.field, test: "exists", pattern: [], written, span };
    return { kind: "and", children };
  }

  /** A bound may hold what separates elsewhere (`fe80::1`, `2024-01-01T00:00:00`): all up to the token that closes it, without spaces. */
  private readBound(parser: Parser, closers: readonly string[]): { readonly written: string; readonly closing: Token<Kind> } {
    const first = parser.next();
    let last = first;
    while (!closers.includes(parser.peek().text)) {
      const token = parser.next();
      if (first.kind === "string" || token.kind === "end" || token.start !== last.end) return parser.fail("A range was expected");
      last = token;
    }
    const written = this.text.slice(first.start, last.end);
    return { written: first.kind === "string" ? written.slice(1, -1) : written, closing: parser.next() };
  }
}

function decode(written: string): Pattern {
  const pieces = written.matchAll(/\\([\s\S])|([*?])|([^\\*?]+|\\)/g);
  return joinPattern(
    [...pieces].map(([, escaped, wild, plain]): PatternPart => (wild === "*" ? anyRun : wild === "?" ? anyOne : (escaped ?? plain ?? ""))),
  );
}

export function textOf(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === "string" ? part : part.wildcard)).join("");
}
