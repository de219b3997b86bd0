/**
 * Reads the expressions of Snowflake SQL on the Pratt core. Queries in brackets are handed back to the reader of queries.
 * https://docs.snowflake.com/en/sql-reference/operators, https://docs.snowflake.com/en/user-guide/querying-semistructured
 */
import type { Span } from "../../model/diagnostic.ts";
import { type Grammar, PrattParser, splitTokens } from "../core/pratt.ts";
import {
  infixAt,
  type Parser,
  powers,
  readType,
  readValue,
  type Slice,
  type SqlToken,
  skipBracket,
  spanOf,
  takeInside,
  word,
} from "./operators.ts";
import { type Kind, readName, readString } from "./tokens.ts";
import type { CallNode, CaseNode, CompareNode, Query, SqlNode, ValueNode } from "./tree.ts";

/** Reads the query inside a bracket. */
export type ReadInner = (tokens: Slice) => Query;

export function makeParser(tokens: Slice, readInner: ReadInner): Parser {
  const grammar: Grammar<Kind, SqlNode> = {
    operand: (parser) => readOperand(parser, readInner),
    infix: infixAt,
    broken: (found) => ({ kind: "broken", ...found }),
  };
  return new PrattParser<Kind, SqlNode>(tokens, grammar, tokens.at(-1)?.end ?? 0);
}

/** A condition; when it breaks outside all brackets, each of its alternatives, then each of its conjuncts, is read on its own. */
export function readCondition(tokens: Slice, readInner: ReadInner): SqlNode {
  const whole = makeParser(tokens, readInner).parse();
  if (whole.kind !== "broken" || whole.code !== "query-broken") return whole;
  for (const joiner of ["or", "and"] as const) {
    const parts = splitLogic(tokens, joiner);
    if (parts.length < 2 || parts.some((part) => part.length === 0)) continue;
    return {
      kind: joiner,
      children: parts.map((part) => (joiner === "or" ? readCondition(part, readInner) : makeParser(part, readInner).parse())),
      span: spanOf(tokens),
    };
  }
  return whole;
}

/** Splits at AND or OR outside brackets, CASE … END and BETWEEN … AND. */
function splitLogic(tokens: Slice, joiner: "and" | "or"): readonly Slice[] {
  let cases = 0;
  let between = false;
  return splitTokens(tokens, (token) => {
    const here = word(token);
    if (here === "case") cases += 1;
    if (here === "end") cases -= 1;
    if (here === "between") between = true;
    const bounds = here === "and" && between;
    if (bounds) between = false;
    return here === joiner && cases <= 0 && !bounds;
  });
}

const reserved = /^(?:and|or|in|is|like|ilike|rlike|regexp|between|then|else|end|when|as|on|from|where|select|by|having|union)$/;

function readOperand(parser: Parser, readInner: ReadInner): SqlNode {
  const token = parser.peek();
  const here = word(token);
  if (here === "not" || here === "!") {
    parser.next();
    const child = parser.expression(powers.not);
    return { kind: "not", child, span: [token.start, child.span[1]] };
  }
  if (parser.take("-", "+")) return signed(token, parser.expression(powers.sign));
  if (here === "(") return readBracket(parser, readInner);
  if (here === "[") return readArray(parser);
  if (here === "*") return { kind: "star", span: [parser.next().start, token.end] };
  if (here === "case") return readCase(parser);
  const value = readValue(token);
  if (value) {
    parser.next();
    return value;
  }
  if (token.kind !== "name" || reserved.test(here)) return parser.fail("A column, a value or a bracket was expected");
  if (here === "exists" && parser.peek(1).text === "(") return readExists(parser, readInner);
  const literal = parser.peek(1);
  if (/^(?:interval|date|timestamp\w*|time)$/.test(here) && literal.kind === "string") {
    parser.next();
    parser.next();
    const { text, written } = readString(literal.text);
    return { kind: "value", type: "moment", text, written, span: [token.start, literal.end] };
  }
  return readNamed(parser, readInner);
}

/** `a.b.c`, `a.*`, `f(…)`. */
function readNamed(parser: Parser, readInner: ReadInner): SqlNode {
  const first = parser.next();
  const parts = [readName(first.text)];
  let last = first;
  while (parser.at(".")) {
    const after = parser.peek(1);
    if (after.kind !== "name" && after.text !== "*") break;
    parser.next();
    last = parser.next();
    if (last.text === "*") return { kind: "star", span: [first.start, last.end] };
    parts.push(readName(last.text));
  }
  if (parser.at("(")) return readCall(parser, first, parts.at(-1) ?? "", readInner);
  return { kind: "column", parts, span: [first.start, last.end] };
}

function signed(sign: SqlToken, node: SqlNode): SqlNode {
  const span: Span = [sign.start, node.span[1]];
  if (node.kind === "value" && node.type === "number") {
    return { ...node, text: `${sign.text === "-" ? "-" : ""}${node.text}`, written: `${sign.text}${node.written}`, span };
  }
  const zero: ValueNode = { kind: "value", type: "number", text: "0", written: "0", span: [sign.start, sign.end] };
  return { kind: "math", operator: sign.text, left: zero, right: node, span };
}

function readBracket(parser: Parser, readInner: ReadInner): SqlNode {
  return parser.bracketed((open) => {
    if (parser.at("select", "with")) {
      const query = readInner(takeInside(parser, open));
      return { kind: "subquery", query, exists: false, span: [open.start, parser.peek().end] };
    }
    const items = parser.list(")", () => parser.expression());
    const [only] = items;
    const span: Span = [open.start, parser.peek().end];
    if (only === undefined) return parser.fail("The bracket is empty");
    return items.length === 1 ? only : { kind: "list", items, span };
  });
}

function readExists(parser: Parser, readInner: ReadInner): SqlNode {
  const start = parser.next().start;
  const inner = readBracket(parser, readInner);
  return inner.kind === "subquery" ? { ...inner, exists: true, span: [start, inner.span[1]] } : parser.fail("EXISTS asks for a query");
}

function readArray(parser: Parser): SqlNode {
  return parser.bracketed((open) => {
    const items = parser.list("]", () => parser.expression());
    return { kind: "list", items, span: [open.start, parser.peek().end] };
  });
}

function readCase(parser: Parser): SqlNode {
  const start = parser.next().start;
  const subject = parser.at("when") ? null : parser.expression();
  const branches: CaseNode["branches"][number][] = [];
  while (parser.take("when")) {
    const when = parser.expression();
    parser.expect("then");
    const then = parser.expression();
    branches.push({ when: subject ? equality(subject, when) : when, then });
  }
  const otherwise = parser.take("else") ? parser.expression() : null;
  return { kind: "case", branches, otherwise, span: [start, parser.expect("end").end] };
}

function equality(left: SqlNode, right: SqlNode): CompareNode {
  return { kind: "compare", operator: "=", negated: false, left, right, escape: null, span: right.span };
}

/** The arguments of a function, from the open bracket on, and what may follow: WITHIN GROUP (…), IGNORE NULLS, OVER (…). */
function readCall(parser: Parser, first: SqlToken, written: string, readInner: ReadInner): SqlNode {
  const name = written.toLowerCase();
  const call = parser.bracketed((open): SqlNode => {
    const named = new Map<string, SqlNode>();
    const distinct = parser.take("distinct") !== null;
    const items: readonly SqlNode[] = parser.at("select", "with")
      ? [{ kind: "subquery", query: readInner(takeInside(parser, open)), exists: false, span: [open.end, parser.peek().start] }]
      : parser.list(")", () => readArgument(parser, name, named)).flatMap((item) => (item ? [item] : []));
    if (parser.take("ignore", "respect")) parser.expect("nulls");
    const span: Span = [first.start, parser.peek().end];
    return {
      kind: "call",
      name,
      written,
      arguments: name === "position" ? splitPosition(items) : items,
      named,
      distinct,
      over: null,
      span,
    };
  });
  if (call.kind !== "call") return call.kind === "broken" ? { ...call, span: [first.start, call.span[1]] } : call;
  if (/^(?:try_)?cast$/.test(name) && call.arguments[0]) return { kind: "cast", child: call.arguments[0], span: call.span };
  return readOver(parser, call);
}

/** One argument; null when it has a name, under which it is noted. `cast(x AS type)`, `extract(part FROM x)`, `trim(x, …)`. */
function readArgument(parser: Parser, name: string, named: Map<string, SqlNode>): SqlNode | null {
  const key = parser.peek(1).text === "=>" ? parser.next().text.toLowerCase() : null;
  if (key !== null) parser.next();
  const value = parser.expression();
  if (key !== null) {
    named.set(key, value);
    return null;
  }
  if (/^(?:try_)?cast$/.test(name) && parser.take("as")) readType(parser);
  else if (name === "extract" && parser.take("from")) {
    named.set("part", value);
    return parser.expression();
  } else if (parser.at("order")) while (!parser.at(")") && !parser.atEnd()) parser.next();
  return value;
}

/** `position(a IN b)`. */
function splitPosition(items: readonly SqlNode[]): readonly SqlNode[] {
  const [only] = items;
  return only?.kind === "compare" && only.operator === "in" && items.length === 1 ? [only.left, only.right] : items;
}

function readOver(parser: Parser, call: CallNode): SqlNode {
  if (parser.at("ignore", "respect") && parser.peek(1).text.toLowerCase() === "nulls") {
    parser.next();
    parser.next();
  }
  if (parser.at("within") && parser.peek(2).text === "(") {
    parser.next();
    parser.next();
    skipBracket(parser);
  }
  if (!parser.at("over") || parser.peek(1).text !== "(") return call;
  parser.next();
  return parser.bracketed((): SqlNode => {
    const keys = parser.take("partition") && parser.expect("by") ? parser.list("order", () => parser.expression()) : [];
    while (!parser.at(")") && !parser.atEnd()) {
      if (parser.at("(")) skipBracket(parser);
      else parser.next();
    }
    return { ...call, over: { keys }, span: [call.span[0], parser.peek().end] };
  });
}
