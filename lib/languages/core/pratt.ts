/**
 * The Pratt parser that every hand-written language drives: binding powers, a depth bound, recovery at brackets. Total: what cannot be
 * read is handed to `grammar.broken` — the smallest bracket that failed, else all of it — and the rest of the text is read on.
 * After https://tdop.github.io/ (V. Pratt, "Top down operator precedence").
 */
import type { DiagnosticCode, Span } from "../../model/diagnostic.ts";
import { matchBrackets } from "./brackets.ts";
import type { Token } from "./tokenizer.ts";

/** Nested deeper than this, text is not followed ("query-too-deep"); it bounds the parser's recursion and the height of its trees. */
export const maximumDepth = 200;

/** What a place between two operands means. `power`: how tightly it binds; it is taken when it binds tighter than what stands before. */
export type Infix<Kind extends string, Node> =
  /** `a and b and c`: all operands at once, so that long chains stay flat. */
  | {
      readonly kind: "chain";
      readonly power: number;
      /** Operands that merely stand side by side (Lucene, SPL): no token is taken. */
      readonly implicit?: true;
      readonly build: (operands: readonly Node[], operator: Token<Kind>) => Node;
    }
  /** `a - b`: left to right; `right` below `power` binds right to left. */
  | {
      readonly kind: "binary";
      readonly power: number;
      readonly right?: number;
      readonly build: (left: Node, right: Node, operator: Token<Kind>) => Node;
    }
  /** `a not in (…)`, `a is null`: reads its own tokens, the operator's included. */
  | { readonly kind: "custom"; readonly power: number; readonly read: (left: Node, parser: PrattParser<Kind, Node>) => Node };

export interface Grammar<Kind extends string, Node> {
  /** Reads one operand, prefix operators included; calls `parser.fail` where there is none. */
  readonly operand: (parser: PrattParser<Kind, Node>) => Node;
  /** What the next token (not yet taken) does between operands, or null where the expression ends. */
  readonly infix: (token: Token<Kind>, parser: PrattParser<Kind, Node>) => Infix<Kind, Node> | null;
  /** The node for text that was not understood. */
  readonly broken: (problem: Problem) => Node;
}

export interface Problem {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
}

/** Never leaves this file, except through `fail` into the nearest `bracketed`, `attempt` or `parse`; no Error, as thousands of stack traces take longer than the text. */
class ParseFailure {
  constructor(
    readonly code: DiagnosticCode,
    readonly message: string,
  ) {}
}

/** Splits tokens at separators outside all brackets; the separators are left out. */
export function splitTokens<Kind extends string>(
  tokens: readonly Token<Kind>[],
  isSeparator: (token: Token<Kind>) => boolean,
): readonly (readonly Token<Kind>[])[] {
  const partners = matchBrackets(tokens);
  const parts: Token<Kind>[][] = [[]];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    const partner = partners[index] ?? -1;
    if (partner > index) {
      for (const inner of tokens.slice(index, partner + 1)) parts.at(-1)?.push(inner);
      index = partner;
    } else if (isSeparator(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

export class PrattParser<Kind extends string, Node> {
  private position = 0;
  private depth = 0;
  /** Height of the highest tree read since the innermost expression began. */
  private peak = 0;
  private readonly partners: readonly number[];
  private readonly end: Token<Kind>;

  /** @param endOffset where the text ends, for the token "end" (default: behind the last token) */
  constructor(
    readonly tokens: readonly Token<Kind>[],
    private readonly grammar: Grammar<Kind, Node>,
    endOffset: number = tokens.at(-1)?.end ?? 0,
  ) {
    this.partners = matchBrackets(tokens);
    this.end = { kind: "end", text: "", start: endOffset, end: endOffset };
  }

  /** Reads one expression from here to the last token; what fails becomes broken. */
  parse(power = 0): Node {
    return this.attempt(() => {
      const node = this.expression(power);
      if (!this.atEnd()) this.fail(`"${this.peek().text}" was not expected here`);
      return node;
    });
  }

  /** Runs `read`; when it fails, all tokens from here to the last become one broken node. */
  attempt(read: () => Node): Node {
    const start = this.position;
    return this.guard(read, (failure) => {
      this.position = this.tokens.length;
      const from = this.tokens[start]?.start ?? this.end.start;
      return { code: failure.code, span: [from, Math.max(from, this.tokens.at(-1)?.end ?? from)], message: failure.message };
    });
  }

  /**
   * Reads a bracket: takes the open token, runs `read`, takes the close. When that fails, the whole bracket becomes one broken node and
   * reading goes on behind it; a bracket that is never closed fails further out.
   */
  bracketed(read: (open: Token<Kind>) => Node): Node {
    const start = this.position;
    const partner = this.partners[start] ?? -1;
    const open = this.next();
    if (partner < 0) this.fail(`"${open.text}" is never closed`);
    const readAll = (): Node => {
      const node = read(open);
      if (this.position !== partner) this.fail(`"${this.peek().text}" was not expected here`);
      this.position = partner + 1;
      return node;
    };
    return this.guard(readAll, (failure) => {
      this.position = partner + 1;
      return { code: failure.code, span: [open.start, this.tokens[partner]?.end ?? open.end], message: failure.message };
    });
  }

  private guard(read: () => Node, recover: (failure: ParseFailure) => Problem): Node {
    const { depth, peak } = this;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      this.depth = depth;
      this.peak = peak;
      return this.grammar.broken(recover(error));
    }
  }

  /** Reads an expression whose operators bind tighter than `power`. */
  expression(power = 0): Node {
    const outerPeak = this.peak;
    this.depth += 1;
    if (this.depth > maximumDepth) this.fail("This nests too deep to be followed", "query-too-deep");
    this.peak = 0;
    let node = this.grammar.operand(this);
    let height = this.peak + 1;
    for (;;) {
      const token = this.peek();
      const infix = token.kind === "end" ? null : this.grammar.infix(token, this);
      if (!infix || infix.power <= power) break;
      this.peak = 0;
      node = this.extend(node, infix, token);
      height = Math.max(height, this.peak) + 1;
      if (height > maximumDepth) this.fail("This nests too deep to be followed", "query-too-deep");
    }
    this.depth -= 1;
    this.peak = Math.max(outerPeak, height);
    return node;
  }

  private extend(left: Node, infix: Infix<Kind, Node>, operator: Token<Kind>): Node {
    if (infix.kind === "custom") return infix.read(left, this);
    if (infix.kind === "binary") {
      this.next();
      return infix.build(left, this.expression(infix.right ?? infix.power), operator);
    }
    const operands = [left];
    for (;;) {
      if (!infix.implicit) this.next();
      operands.push(this.expression(infix.power));
      const token = this.peek();
      const again = token.kind === "end" ? null : this.grammar.infix(token, this);
      if (again?.kind !== "chain" || again.power !== infix.power || again.implicit !== infix.implicit) break;
      if (!again.implicit && token.text.toLowerCase() !== operator.text.toLowerCase()) break;
    }
    return infix.build(operands, operator);
  }

  /** The token `ahead` places on, not taken; a token of kind "end" behind the last. */
  peek(ahead = 0): Token<Kind> {
    return this.tokens[this.position + ahead] ?? this.end;
  }

  /** Takes the next token. */
  next(): Token<Kind> {
    const token = this.peek();
    if (token.kind !== "end") this.position += 1;
    return token;
  }

  /** The token taken last; the first token while none was. */
  last(): Token<Kind> {
    return this.tokens[Math.max(0, this.position - 1)] ?? this.end;
  }

  atEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  /** True when the next token reads like one of the texts, compared without case. */
  at(...texts: readonly string[]): boolean {
    return this.peek().kind !== "end" && texts.includes(this.peek().text.toLowerCase());
  }

  /** Takes the next token when it reads like one of the texts. */
  take(...texts: readonly string[]): Token<Kind> | null {
    return this.at(...texts) ? this.next() : null;
  }

  /** Takes the next token, which must read like the text. */
  expect(text: string): Token<Kind> {
    return this.take(text) ?? this.fail(`"${text}" was expected here`);
  }

  /** Items separated by commas, up to the token `close`, which stays. */
  list<Item>(close: string, read: () => Item): readonly Item[] {
    const items: Item[] = [];
    while (!this.at(close)) {
      items.push(read());
      if (!this.take(",")) break;
    }
    return items;
  }

  /** Gives up on the innermost bracket. */
  fail(message: string, code: DiagnosticCode = "query-broken"): never {
    throw new ParseFailure(code, this.atEnd() ? `${message} (the text ends)` : message);
  }
}
