/**
 * Parses kuery (Kibana's KQL) to its native tree: tests of a field, of any field, nested groups.
 * Grammar: https://github.com/elastic/kibana/tree/main/src/platform/packages/shared/kbn-es-query/src/kuery, https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql
 */
import { anyRun, type Pattern, type PatternPart } from "../../expression/expression.ts";
import type { Diagnostic, Span } from "../../model/diagnostic.ts";
import { joinPattern } from "../core/pattern.ts";
import { type Grammar, type Infix, PrattParser, type Problem } from "../core/pratt.ts";
import { makeTokenizer, type Token } from "../core/tokenizer.ts";

/** A value or a field's name, decoded; wildcards only where it stood without quotes. */
export interface KueryText {
  readonly pattern: Pattern;
  readonly quoted: boolean;
  /** As written, without quotes. */
  readonly written: string;
  readonly span: Span;
}

export type KueryNode =
  | { readonly kind: "and" | "or"; readonly children: readonly KueryNode[] }
  | { readonly kind: "not"; readonly child: KueryNode }
  | {
      readonly kind: "test";
      /** Null: any field. */
      readonly field: string | null;
      readonly operator: ":" | "<" | "<=" | ">" | ">=";
      readonly value: KueryText;
      readonly span: Span;
    }
  | (Problem & { readonly kind: "broken" });

type Kind = "space" | "string" | "word" | "operator";
type Parser = PrattParser<Kind, KueryNode>;

const tokenize = makeTokenizer<Kind>([
  { kind: "space", pattern: /\s+/, skip: true },
  { kind: "string", pattern: /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/ },
  { kind: "operator", pattern: /"[\s\S]*/ },
  { kind: "word", pattern: /(?:\\[\s\S]|[^\s\\():<>"{}]|\\$)+/ },
  { kind: "operator", pattern: /<=|>=|[<>:(){}]/ },
]);

const powers = { or: 10, and: 20, not: 30 } as const;
const keywords = new Set(["and", "or", "not"]);
const comparisons = new Set([":", "<", "<=", ">", ">="]);

export function parseKuery(text: string): { readonly tree: KueryNode | null; readonly diagnostics: readonly Diagnostic[] } {
  const { tokens, diagnostics } = tokenize(text);
  if (tokens.length === 0) return { tree: null, diagnostics };
  return { tree: new PrattParser<Kind, KueryNode>(tokens, new KueryGrammar(text), text.length).parse(), diagnostics };
}

class KueryGrammar implements Grammar<Kind, KueryNode> {
  /** Inside `field:( … )`: the field that the values there are tested on. */
  private field: string | null = null;
  /** Inside `field:{ … }`: what stands before the names there. */
  private prefix = "";

  constructor(private readonly text: string) {}

  readonly operand = (parser: Parser): KueryNode => {
    if (isKeyword(parser.peek()) && parser.take("not")) return { kind: "not", child: parser.expression(powers.not) };
    if (parser.at("(")) return parser.bracketed(() => parser.expression());
    const first = this.readText(parser);
    if (this.field !== null) return { kind: "test", field: this.field, operator: ":", value: first, span: first.span };
    const operator = parser.peek().text;
    if (!isComparison(operator)) return { kind: "test", field: null, operator: ":", value: first, span: first.span };
    parser.next();
    return this.readTest(parser, first, operator);
  };

  readonly infix = (token: Token<Kind>): Infix<Kind, KueryNode> | null => {
    const word = token.text.toLowerCase();
    if (token.kind !== "word" || (word !== "and" && word !== "or")) return null;
    return { kind: "chain", power: powers[word], build: (children) => ({ kind: word, children }) };
  };

  readonly broken = (problem: Problem): KueryNode => ({ kind: "broken", ...problem });

  private readTest(parser: Parser, name: KueryText, operator: ":" | "<" | "<=" | ">" | ">="): KueryNode {
    const spelled = `${this.prefix}${textOf(name.pattern)}`;
    const field = spelled === "*" ? null : spelled;
    if (operator === ":" && parser.at("(")) {
      return this.within({ field: field ?? "*", prefix: this.prefix }, () => parser.bracketed(() => parser.expression()));
    }
    if (operator === ":" && parser.at("{")) {
      return this.within({ field: null, prefix: `${spelled}.` }, () => parser.bracketed(() => parser.expression()));
    }
    const value = this.readText(parser);
    return { kind: "test", field, operator, value, span: [name.span[0], value.span[1]] };
  }

  private within(inner: { readonly field: string | null; readonly prefix: string }, read: () => KueryNode): KueryNode {
    const { field, prefix } = this;
    this.field = inner.field;
    this.prefix = inner.prefix;
    try {
      return read();
    } finally {
      this.field = field;
      this.prefix = prefix;
    }
  }

  /** A quoted text, or words with the spaces between them. */
  private readText(parser: Parser): KueryText {
    const first = parser.peek();
    if (first.kind === "string") {
      parser.next();
      const written = first.text.slice(1, -1);
      return { pattern: joinPattern([decodeQuoted(written)]), quoted: true, written, span: [first.start, first.end] };
    }
    if (first.kind !== "word" || isKeyword(first)) return parser.fail("A field or a value was expected");
    parser.next();
    while (parser.peek().kind === "word" && !isKeyword(parser.peek())) parser.next();
    const span: Span = [first.start, parser.last().end];
    const written = this.text.slice(...span);
    return { pattern: decodeWord(written), quoted: false, written, span };
  }
}

const isKeyword = (token: Token<Kind>): boolean => token.kind === "word" && keywords.has(token.text.toLowerCase());

function isComparison(text: string): text is ":" | "<" | "<=" | ">" | ">=" {
  return comparisons.has(text);
}

const whitespace: Readonly<Record<string, string>> = { t: "\t", r: "\r", n: "\n" };

/** A NUL stays as written: no store holds one as text. */
function decodeQuoted(written: string): string {
  return written.replace(/\\(?:u((?!0000)[0-9a-fA-F]{4})|([trn\\"]))/g, (_, code?: string, one = "") =>
    code === undefined ? (whitespace[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function decodeWord(written: string): Pattern {
  const pieces = written.matchAll(/\\(?:u((?!0000)[0-9a-fA-F]{4})|(and|or|not)(?![^\s()])|([trn])|([\\():<>"*{}]))|(\*)|(\\?[^\\*]+|\\)/gi);
  return joinPattern(
    [...pieces].map(([, code, keyword, space, special, star, plain]): PatternPart => {
      if (star !== undefined) return anyRun;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return keyword ?? (space === undefined ? undefined : whitespace[space.toLowerCase()]) ?? special ?? plain ?? "";
    }),
  );
}

/** A field's name; wildcards in it stay as written. */
export function textOf(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === "string" ? part : part.wildcard)).join("");
}
