/**
 * Parses a Sigma condition into its own tree; total: broken text gives a diagnostic and no tree.
 * Grammar: https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#condition
 */
import { type Diagnostic, diagnose, type Span } from "../../model/diagnostic.ts";

export type ConditionNode =
  | { readonly kind: "and" | "or"; readonly children: readonly ConditionNode[] }
  | { readonly kind: "not"; readonly child: ConditionNode }
  | { readonly kind: "selection"; readonly name: string; readonly span: Span }
  | { readonly kind: "quantified"; readonly quantifier: "any" | "all"; readonly pattern: string; readonly span: Span };

/** What stands behind the pipe in legacy rules. */
export interface Aggregation {
  readonly function: string;
  readonly field: string | null;
  readonly groupBy: readonly string[];
  readonly operator: "gt" | "gte" | "lt" | "lte" | "eq";
  readonly value: string;
  readonly span: Span;
}

export interface Condition {
  readonly tree: ConditionNode | null;
  /** `| near …`: a second tree that must hold on other events within the timeframe. */
  readonly near: ConditionNode | null;
  readonly aggregation: Aggregation | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface Token {
  readonly text: string;
  readonly span: Span;
}

const tokenPattern = /[()]|[^\s()|]+/g;
const maximumDepth = 200;
const aggregationPattern =
  /^\s*(count|dc|sum|min|max|avg)\s*\(\s*([^)]*?)\s*\)\s*(?:by\s+([^<>=]+?)\s*)?(>=|<=|==|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/i;
const comparisons = { ">": "gt", ">=": "gte", "<": "lt", "<=": "lte", "=": "eq", "==": "eq" } as const;

/**
 * Reads one condition.
 * @param text the condition as written
 * @param offset where it begins in the query text, for spans
 */
export function parseCondition(text: string, offset: number): Condition {
  const pipe = text.indexOf("|");
  const body = pipe === -1 ? text : text.slice(0, pipe);
  const parser = new ConditionParser(tokenize(body, offset));
  const tree = parser.parse([offset, offset + body.length]);
  const rest = pipe === -1 ? { near: null, aggregation: null, diagnostics: [] } : parsePipe(text.slice(pipe + 1), offset + pipe + 1);
  return { tree, near: rest.near, aggregation: rest.aggregation, diagnostics: [...parser.diagnostics, ...rest.diagnostics] };
}

function tokenize(text: string, offset: number): readonly Token[] {
  return [...text.matchAll(tokenPattern)].map((match) => ({
    text: match[0],
    span: [offset + match.index, offset + match.index + match[0].length] as const,
  }));
}

function parsePipe(text: string, offset: number): Omit<Condition, "tree"> {
  const span: Span = [offset, offset + text.length];
  const near = /^\s*near\s+/i.exec(text);
  if (near) {
    const parser = new ConditionParser(tokenize(text.slice(near[0].length), offset + near[0].length));
    return { near: parser.parse(span), aggregation: null, diagnostics: parser.diagnostics };
  }
  const match = aggregationPattern.exec(text);
  const operator = match && comparisons[match[4] as keyof typeof comparisons];
  if (!match?.[1] || !operator || match[5] === undefined) {
    const message = `The aggregation "${text.trim()}" could not be read`;
    return { near: null, aggregation: null, diagnostics: [diagnose("aggregation-unreadable", "error", span, message)] };
  }
  const groupBy = (match[3] ?? "")
    .split(/\s*,\s*|\s+and\s+/i)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const aggregation: Aggregation = { function: match[1].toLowerCase(), field: match[2] || null, groupBy, operator, value: match[5], span };
  return { near: null, aggregation, diagnostics: [] };
}

/** Recursive descent over not > and > or; deeper than 200 brackets is a diagnostic. */
class ConditionParser {
  readonly diagnostics: Diagnostic[] = [];
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(span: Span): ConditionNode | null {
    if (this.tokens.length === 0) return this.fail(span, "The condition is empty");
    const tree = this.parseChain("or");
    const rest = this.tokens[this.position];
    if (tree && rest) return this.fail(rest.span, `"${rest.text}" was not expected here`);
    return tree;
  }

  private fail(span: Span, message: string): null {
    if (this.diagnostics.length === 0) this.diagnostics.push(diagnose("condition-broken", "error", span, message));
    return null;
  }

  private word(): string {
    return this.tokens[this.position]?.text.toLowerCase() ?? "";
  }

  private parseChain(kind: "or" | "and"): ConditionNode | null {
    const children: ConditionNode[] = [];
    do {
      const child = kind === "or" ? this.parseChain("and") : this.parseNot();
      if (!child) return null;
      children.push(child);
    } while (this.word() === kind && ++this.position > 0);
    return children.length === 1 ? (children[0] ?? null) : { kind, children };
  }

  private parseNot(): ConditionNode | null {
    let negated = false;
    while (this.word() === "not") {
      negated = !negated;
      this.position += 1;
    }
    const child = this.parsePrimary();
    return child && negated ? { kind: "not", child } : child;
  }

  private parsePrimary(): ConditionNode | null {
    const token = this.tokens[this.position];
    const end = this.tokens.at(-1)?.span[1] ?? 0;
    if (!token) return this.fail([end, end], "The condition ends too early");
    this.position += 1;
    if (token.text === "(") return this.parseBracket(token);
    if (token.text === ")" || ["and", "or", "of"].includes(token.text.toLowerCase())) {
      return this.fail(token.span, `"${token.text}" was not expected here`);
    }
    return this.word() === "of" ? this.parseQuantified(token) : { kind: "selection", name: token.text, span: token.span };
  }

  private parseBracket(open: Token): ConditionNode | null {
    this.depth += 1;
    if (this.depth > maximumDepth) return this.fail(open.span, "The condition nests too deep");
    const inner = this.parseChain("or");
    this.depth -= 1;
    if (!inner) return null;
    if (this.word() !== ")") return this.fail(open.span, "This bracket is never closed");
    this.position += 1;
    return inner;
  }

  private parseQuantified(token: Token): ConditionNode | null {
    const pattern = this.tokens[this.position + 1];
    this.position += 2;
    if (!pattern) return this.fail(token.span, `"${token.text} of" needs a selection name or "them"`);
    const span: Span = [token.span[0], pattern.span[1]];
    const word = token.text.toLowerCase();
    if (word === "1" || word === "any") return { kind: "quantified", quantifier: "any", pattern: pattern.text, span };
    if (word === "all") return { kind: "quantified", quantifier: "all", pattern: pattern.text, span };
    return this.fail(span, `"${token.text} of" is not defined; use 1, any or all`);
  }
}
