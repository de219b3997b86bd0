/**
 * The operators of Snowflake SQL, what stands between operands and behind them, and the plain values.
 * https://docs.snowflake.com/en/sql-reference/operators, https://docs.snowflake.com/en/user-guide/querying-semistructured
 */
import type { Span } from "../../model/diagnostic.ts";
import type { Infix, PrattParser, Problem } from "../core/pratt.ts";
import type { Token } from "../core/tokenizer.ts";
import { isParameter, type Kind, readName, readString } from "./tokens.ts";
import type { CompareNode, SqlNode, ValueNode } from "./tree.ts";
import { spanOver } from "./tree.ts";

export type SqlToken = Token<Kind>;
export type Slice = readonly SqlToken[];
export type Parser = PrattParser<Kind, SqlNode>;

export const powers = { or: 10, and: 20, not: 30, compare: 40, concat: 50, sum: 60, product: 70, sign: 80, suffix: 90 } as const;

/** A name or an operator, lower case. */
export const word = (token: SqlToken | undefined): string =>
  token?.kind === "name" || token?.kind === "operator" ? token.text.toLowerCase() : "";
export const spanOf = (tokens: Slice): Span => [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? tokens[0]?.end ?? 0];
export const problem = (tokens: Slice, message: string, code: Problem["code"] = "query-broken"): Problem => ({
  code,
  span: spanOf(tokens),
  message,
});

export function readValue(token: SqlToken): ValueNode | null {
  const span: Span = [token.start, token.end];
  if (token.kind === "string") {
    const value = readString(token.text);
    return { kind: "value", type: isParameter(value.text) ? "parameter" : "string", ...value, span };
  }
  if (token.kind === "number") {
    const exact = /e/i.test(token.text) ? String(Number(token.text)) : token.text;
    const text = exact.startsWith(".") ? `0${exact}` : exact;
    return { kind: "value", type: "number", text, written: token.text, span };
  }
  if (token.kind === "parameter") return { kind: "value", type: "parameter", text: token.text, written: token.text, span };
  const here = word(token);
  if (here === "true" || here === "false") return { kind: "value", type: "boolean", text: here, written: token.text, span };
  return here === "null" ? { kind: "value", type: "null", text: "", written: token.text, span } : null;
}

/** The tokens inside the bracket that was just opened, which are taken. */
export function takeInside(parser: Parser, open: SqlToken): Slice {
  let [low, high] = [0, parser.tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parser.tokens[middle]?.start ?? 0) <= open.start) low = middle + 1;
    else high = middle;
  }
  let level = 0;
  const inside: SqlToken[] = [];
  for (const token of parser.tokens.slice(low)) {
    if (token.text === "(") level += 1;
    else if (token.text === ")" && level === 0) break;
    else if (token.text === ")") level -= 1;
    inside.push(token);
    parser.next();
  }
  return inside;
}

export function skipBracket(parser: Parser): void {
  parser.bracketed((open) => {
    takeInside(parser, open);
    return { kind: "star", span: [open.start, open.end] };
  });
}

/** `number(38, 0)`, `timestamp_ntz`, `double precision`. */
export function readType(parser: Parser): SqlToken {
  if (parser.peek().kind !== "name") parser.fail("A type was expected");
  parser.next();
  if (parser.at("precision", "varying")) parser.next();
  if (parser.at("(")) skipBracket(parser);
  return parser.last();
}

const comparisons: ReadonlySet<string> = new Set(["=", "==", "!=", "<>", "<", "<=", ">", ">=", "<=>"]);
const matchers: ReadonlySet<string> = new Set(["like", "ilike", "rlike", "regexp", "in", "between"]);

const custom = (power: number, read: (left: SqlNode, parser: Parser) => SqlNode): Infix<Kind, SqlNode> => ({ kind: "custom", power, read });

export function infixAt(token: SqlToken, parser: Parser): Infix<Kind, SqlNode> | null {
  const here = word(token);
  if (here === "and" || here === "or") {
    const build = (children: readonly SqlNode[]): SqlNode => ({
      kind: here,
      children,
      span: [children[0]?.span[0] ?? 0, children.at(-1)?.span[1] ?? 0],
    });
    return { kind: "chain", power: powers[here], build };
  }
  if (comparisons.has(here)) return custom(powers.compare, readComparison);
  if (here === "is") return custom(powers.compare, readIs);
  if (matchers.has(here) || (here === "not" && matchers.has(word(parser.peek(1))))) return custom(powers.compare, readMatcher);
  if (here === "::") return custom(powers.suffix, readCast);
  if (here === ":" || here === "[") return custom(powers.suffix, readPath);
  if (here === "collate") return custom(powers.suffix, skipCollation);
  return mathAt(here);
}

function mathAt(here: string): Infix<Kind, SqlNode> | null {
  const power = here === "||" ? powers.concat : /^[-+]$/.test(here) ? powers.sum : /^[*/%]$/.test(here) ? powers.product : null;
  if (power === null) return null;
  return { kind: "binary", power, build: (left, right) => ({ kind: "math", operator: here, left, right, span: spanOver(left, right) }) };
}

function compared(operator: string, left: SqlNode, right: SqlNode, parser: Parser, more: Partial<CompareNode> = {}): SqlNode {
  const span: Span = [left.span[0], parser.last().end];
  if (right.kind === "broken") return { ...right, span };
  return { kind: "compare", operator, negated: false, left, right, escape: null, span, ...more };
}

function readComparison(left: SqlNode, parser: Parser): SqlNode {
  const written = parser.next().text;
  const quantifier = parser.peek(1).text === "(" ? parser.take("any", "all", "some") : null;
  const right = parser.expression(powers.compare);
  const negated = written === "!=" || written === "<>";
  const operator = negated || written === "==" ? "=" : written;
  if (!quantifier) return compared(operator, left, right, parser, { negated });
  const every = quantifier.text.toLowerCase() === "all";
  // `<> all (…)` is NOT IN, `= any (…)` is IN; other mixtures compare with a query's rows
  return operator === "=" && every === negated
    ? compared("in", left, right, parser, { negated })
    : parser.fail("This comparison with several values is not read");
}

function readIs(left: SqlNode, parser: Parser): SqlNode {
  parser.next();
  const negated = parser.take("not") !== null;
  if (parser.take("distinct")) {
    parser.expect("from");
    return compared("=", left, parser.expression(powers.compare), parser, { negated: !negated });
  }
  const value = readValue(parser.next());
  if (!value || (value.type !== "null" && value.type !== "boolean")) return parser.fail("NULL, TRUE or FALSE was expected");
  return compared("is", left, value, parser, { negated });
}

function readMatcher(left: SqlNode, parser: Parser): SqlNode {
  const negated = parser.take("not") !== null;
  const operator = parser.next().text.toLowerCase();
  if (operator === "between") {
    const low = parser.expression(powers.compare);
    parser.expect("and");
    const high = parser.expression(powers.compare);
    return compared("between", left, { kind: "list", items: [low, high], span: spanOver(low, high) }, parser, { negated });
  }
  const quantifier = operator !== "in" && parser.at("any", "all") ? parser.next().text.toLowerCase() : null;
  const open = parser.peek();
  let right = parser.expression(powers.compare);
  if (
    (operator === "in" || quantifier) &&
    open.text === "(" &&
    right.kind !== "list" &&
    right.kind !== "broken" &&
    right.kind !== "subquery"
  ) {
    right = { kind: "list", items: [right], span: [open.start, parser.last().end] };
  }
  const escaped = parser.take("escape") ? parser.expression(powers.compare) : null;
  return compared(quantifier ? `${operator} ${quantifier}` : operator, left, right, parser, { negated, escape: escaped });
}

function readCast(left: SqlNode, parser: Parser): SqlNode {
  parser.next();
  return { kind: "cast", child: left, span: [left.span[0], readType(parser).end] };
}

/** `:a.b[0]."c d"`, `['a'][0]`: all steps at once. */
function readPath(left: SqlNode, parser: Parser): SqlNode {
  const keys: string[] = [];
  let end = left.span[1];
  for (;;) {
    if (parser.at(":", ".") && /^(?:name|string)$/.test(parser.peek(1).kind)) {
      parser.next();
      const step = parser.next();
      keys.push(step.kind === "string" ? readString(step.text).text : readName(step.text));
      end = step.end;
    } else if (parser.at("[")) end = readStep(parser, keys);
    else break;
  }
  if (end === left.span[1]) return parser.fail("A key was expected");
  return { kind: "path", base: left, keys, span: [left.span[0], end] };
}

function readStep(parser: Parser, keys: string[]): number {
  const inner = parser.bracketed(() => parser.expression());
  if (inner.kind === "broken") return parser.fail(inner.message);
  if (inner.kind === "value" && inner.type === "string") keys.push(inner.text);
  return parser.last().end;
}

function skipCollation(left: SqlNode, parser: Parser): SqlNode {
  parser.next();
  parser.next();
  return left;
}
