/** The expressions that EQL and ES|QL share, on the Pratt core: operands, arithmetic, functions, lists; each language adds its comparisons. */

import { readName, readString } from "./elastic-strings.ts";
import type { CallNode, FieldNode, QueryNode, ValueNode } from "./elastic-tree.ts";
import { spanOver } from "./elastic-tree.ts";
import type { Infix, PrattParser } from "./pratt.ts";
import { makeTokenizer, type Token } from "./tokenizer.ts";

export type Kind = "space" | "string" | "number" | "name" | "operator";
export type Parser = PrattParser<Kind, QueryNode>;

export const powers = { or: 10, and: 20, not: 30, compare: 40, sum: 50, product: 60, sign: 70, cast: 80 } as const;

/** A string or comment that is never closed is an operator that nothing knows: broken, and not scanned again. */
export const tokenizeElastic = makeTokenizer<Kind>([
  { kind: "space", pattern: /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//, skip: true },
  { kind: "operator", pattern: /\/\*[\s\S]*/ },
  { kind: "string", pattern: /"""[\s\S]*?"""(?:"{0,2})|\??"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\??'[^'\\\n]*(?:\\.[^'\\\n]*)*'/ },
  { kind: "operator", pattern: /\??["'][^\n]*/ },
  { kind: "number", pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+/ },
  { kind: "name", pattern: /(?:[A-Za-z_@$][\w@]*|`(?:[^`]|``)*`)(?:\.(?:[\w@]+|\*|`(?:[^`]|``)*`))*/ },
  { kind: "operator", pattern: /==|!=|<=|>=|<>|=~|::|[-+*/%=<>:~?!.,|()[\]{}]/ },
]);

export function readValue(token: Token<Kind>): ValueNode | null {
  const span = [token.start, token.end] as const;
  if (token.kind === "string") {
    const { text, written } = readString(token.text);
    return { kind: "value", type: "string", text, written, span };
  }
  if (token.kind === "number") {
    const text = /e/i.test(token.text) ? decimal(token.text) : token.text;
    return { kind: "value", type: "number", text, written: token.text, span };
  }
  const word = token.text.toLowerCase();
  if (token.kind !== "name") return null;
  if (word === "true" || word === "false") return { kind: "value", type: "boolean", text: word, written: token.text, span };
  return word === "null" ? { kind: "value", type: "null", text: "", written: token.text, span } : null;
}

/** `1.5e3` is 1500; a number beyond what is exact stays as written. */
function decimal(written: string): string {
  const value = Number(written);
  return Number.isFinite(value) && Math.abs(value) < 1e21 && (value === 0 || Math.abs(value) >= 1e-6) ? String(value) : written;
}

/** `+ - * / %`, and the logic. */
export function commonInfix(token: Token<Kind>): Infix<Kind, QueryNode> | null {
  const word = token.text.toLowerCase();
  if (token.kind === "name" && (word === "and" || word === "or")) {
    return { kind: "chain", power: powers[word], build: (children) => chain(word, children) };
  }
  if (token.kind !== "operator" || !["+", "-", "*", "/", "%"].includes(word)) return null;
  const build = (left: QueryNode, right: QueryNode): QueryNode => ({
    kind: "math",
    operator: word,
    left,
    right,
    span: spanOver(left, right),
  });
  return { kind: "binary", power: word === "+" || word === "-" ? powers.sum : powers.product, build };
}

function chain(kind: "and" | "or", children: readonly QueryNode[]): QueryNode {
  const [first, last] = [children[0], children.at(-1)];
  return { kind, children, span: first && last ? spanOver(first, last) : [0, 0] };
}

/** `not x`, `-x`, `( … )`, values, functions, fields; `read` adds what the language has beside these, before the plain words. */
export function readOperand(parser: Parser, read: (parser: Parser) => QueryNode | null): QueryNode {
  const token = parser.peek();
  const found = read(parser);
  if (found) return found;
  if (token.kind === "name" && parser.take("not")) {
    const child = parser.expression(powers.not);
    return { kind: "not", child, span: [token.start, child.span[1]] };
  }
  if (parser.take("-", "+")) return signed(token, parser.expression(powers.sign));
  if (token.text === "(") return readBracket(parser);
  const value = readValue(token);
  if (value) {
    parser.next();
    return value;
  }
  if (token.kind !== "name" || ["and", "or", "in"].includes(token.text.toLowerCase()))
    return parser.fail("A field, a value or a bracket was expected");
  parser.next();
  if (parser.at("(") || (parser.at("~") && parser.peek(1).text === "(")) return readCall(parser, token);
  return fieldOf(token);
}

export function fieldOf(token: Token<Kind>, start = token.start): FieldNode {
  return { kind: "field", name: readName(token.text), span: [start, token.end] };
}

function signed(sign: Token<Kind>, node: QueryNode): QueryNode {
  const span = [sign.start, node.span[1]] as const;
  if (node.kind === "value" && node.type === "number") {
    const text = `${sign.text === "-" ? "-" : ""}${node.text}`;
    return { ...node, text, written: `${sign.text}${node.written}`, span };
  }
  return {
    kind: "math",
    operator: sign.text,
    left: { kind: "value", type: "number", text: "0", written: "0", span: [sign.start, sign.end] },
    right: node,
    span,
  };
}

/** A bracket: one expression, or several with commas: a list. */
export function readBracket(parser: Parser): QueryNode {
  return parser.bracketed((open) => {
    const items = parser.list(")", () => parser.expression());
    const [only] = items;
    const span = [open.start, parser.peek().end] as const;
    if (items.length === 0 || only === undefined) return parser.fail("The bracket is empty");
    return items.length === 1 ? only : { kind: "list", items, span };
  });
}

/** The arguments of a function, from the open bracket (or the `~` before it) on. */
function readCall(parser: Parser, name: Token<Kind>): QueryNode {
  const tilde = parser.take("~") ? "~" : "";
  return parser.bracketed(() => {
    const items = parser.list(")", () => (parser.at("*") ? starArgument(parser) : parser.expression()));
    const call: CallNode = {
      kind: "call",
      name: `${readName(name.text).toLowerCase()}${tilde}`,
      written: `${name.text}${tilde}`,
      arguments: items,
      span: [name.start, parser.peek().end],
    };
    return call;
  });
}

/** `count(*)`. */
function starArgument(parser: Parser): QueryNode {
  const star = parser.next();
  return { kind: "value", type: "string", text: "*", written: "*", span: [star.start, star.end] };
}

/** Reads a comparison's right side, where a bracket is a list even with one item. */
export function readComparison(left: QueryNode, operator: string, parser: Parser): QueryNode {
  const open = parser.peek();
  let right = parser.expression(powers.compare);
  if (open.text === "(" && right.kind !== "list" && right.kind !== "broken") {
    right = { kind: "list", items: [right], span: [open.start, parser.last().end] };
  }
  if (right.kind === "broken") return { ...right, span: [left.span[0], right.span[1]] };
  return { kind: "compare", operator, left, right, span: [left.span[0], parser.last().end] };
}
