/**
 * Parses eval text (`where`, `eval`, arguments of `count(eval(…))`) on the shared Pratt core. AND binds tighter than OR.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Eval
 */
import { strayBrackets, strayProblem } from "../core/brackets.ts";
import { type Grammar, type Infix, PrattParser, type Problem, splitTokens } from "../core/pratt.ts";
import { markPattern } from "./macros.ts";
import type { Range } from "./parse.ts";
import { decodeString, type EvalKind, type EvalToken } from "./tokens.ts";

/** `outer`: the place with the brackets that stand around it. */
type Placed = Range & { readonly outer?: Range };

export type EvalNode =
  | (Placed & { readonly kind: "and" | "or"; readonly children: readonly EvalNode[] })
  | (Placed & { readonly kind: "not"; readonly child: EvalNode })
  | (Placed & { readonly kind: "compare"; readonly operator: string; readonly left: EvalNode; readonly right: EvalNode })
  | (Placed & { readonly kind: "in"; readonly left: EvalNode; readonly values: readonly EvalNode[] })
  | (Placed & { readonly kind: "call"; readonly name: string; readonly arguments: readonly EvalNode[] })
  | (Placed & { readonly kind: "field"; readonly name: string })
  | (Placed & { readonly kind: "string"; readonly value: string; readonly written: string })
  | (Placed & { readonly kind: "number"; readonly value: string })
  | (Placed & { readonly kind: "math"; readonly operator: string; readonly parts: readonly EvalNode[] })
  | (Placed & { readonly kind: "subsearch" })
  | (Placed & { readonly kind: "mark"; readonly call: number })
  | (Placed & { readonly kind: "broken"; readonly problem: Problem });

type Parser = PrattParser<EvalKind, EvalNode>;
const power = { or: 10, xor: 12, and: 20, not: 25, compare: 30, join: 35, add: 40, multiply: 50, sign: 60 } as const;
const math: Readonly<Record<string, number>> = {
  ".": power.join,
  "+": power.add,
  "-": power.add,
  "*": power.multiply,
  "/": power.multiply,
  "%": power.multiply,
};
const comparisons = new Set(["=", "==", "!=", "<>", "<", ">", "<=", ">="]);

/** `name = expression`, one of an eval's assignments. */
export interface Assignment extends Range {
  readonly name: string;
  readonly value: EvalNode;
}

/** Reads one expression; a bracket without its partner is not understood, and what it stands among is read. */
export function parseEval(tokens: readonly EvalToken[]): EvalNode {
  const own = withoutTrailingMarks(tokens);
  const stray = strayBrackets(own);
  const node = new PrattParser(stray.length > 0 ? own.filter((_, index) => !stray.includes(index)) : own, grammar).parse();
  if (stray.length === 0) return node;
  const broken = stray.map((index): EvalNode => {
    const problem = strayProblem(own[index]);
    return { kind: "broken", problem, start: problem.span[0], end: problem.span[1] };
  });
  return { kind: "and", children: [node, ...broken], start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0 };
}

/** A macro behind an expression without a pipe between them belongs to what follows, not to the expression. */
function withoutTrailingMarks(tokens: readonly EvalToken[]): readonly EvalToken[] {
  let length = tokens.length;
  while (length > 1 && tokens[length - 1]?.kind === "mark") {
    const before = tokens[length - 2];
    if (before?.kind === "operator" && before.text !== ")") break;
    length -= 1;
  }
  return tokens.slice(0, length);
}

/** Reads the assignments of an eval command, and what of it was not understood. */
export function parseAssignments(tokens: readonly EvalToken[]): {
  readonly assignments: readonly Assignment[];
  readonly problems: readonly Problem[];
} {
  const assignments: Assignment[] = [];
  const problems: Problem[] = [];
  for (const part of splitTokens(tokens, ({ text }) => text === ",")) {
    const equal = part.findIndex(({ kind, text }) => kind === "operator" && (text === "=" || text === "=="));
    const [target, equals, ...rest] = joinedName(part, equal);
    const [first] = rest;
    if (!target) continue;
    if (!first || (equals?.text !== "=" && equals?.text !== "==")) {
      if (target.kind === "mark" && part.length === 1) continue;
      const span = [target.start, part.at(-1)?.end ?? target.end] as const;
      problems.push({ code: "query-broken", span, message: "This is no assignment" });
      continue;
    }
    assignments.push({ name: nameOf(target), value: parseEval(rest), start: target.start, end: rest.at(-1)?.end ?? first.end });
  }
  return { assignments, problems };
}

/** Names such as `feature_-value` come in pieces; those that touch are one. */
function joinedName(part: readonly EvalToken[], equal: number): readonly EvalToken[] {
  const pieces = part.slice(0, Math.max(equal, 0));
  const [first] = pieces;
  const last = pieces.at(-1);
  if (!first || !last || pieces.length < 2 || pieces.some(({ start }, index) => index > 0 && pieces[index - 1]?.end !== start)) return part;
  return [{ kind: "name", text: pieces.map(({ text }) => text).join(""), start: first.start, end: last.end }, ...part.slice(equal)];
}

function nameOf({ kind, text }: EvalToken): string {
  return kind === "field" ? text.slice(1, -1) : kind === "string" ? decodeString(text) : text;
}

const whole = (node: EvalNode | undefined): Range => node?.outer ?? { start: node?.start ?? 0, end: node?.end ?? 0 };
const ends = (nodes: readonly EvalNode[]): Range => ({ start: whole(nodes[0]).start, end: whole(nodes.at(-1)).end });
const chain =
  (kind: "and" | "or") =>
  (children: readonly EvalNode[]): EvalNode => ({ kind, children, ...ends(children) });

const grammar: Grammar<EvalKind, EvalNode> = {
  operand: readOperand,
  infix: (token, parser): Infix<EvalKind, EvalNode> | null => {
    const text = token.text.toLowerCase();
    if (text in math && token.kind === "operator") {
      return {
        kind: "chain",
        power: math[text] ?? 0,
        build: (parts, { text: operator }) => ({ kind: "math", operator, parts, ...ends(parts) }),
      };
    }
    if (token.kind === "operator" && comparisons.has(text)) {
      return { kind: "binary", power: power.compare, build: (left, right) => compare(text, left, right) };
    }
    if (token.kind !== "name") return null;
    if (text === "and" || text === "or") return { kind: "chain", power: power[text], build: chain(text) };
    if (text === "xor") return { kind: "binary", power: power.xor, build: (left, right) => compare("xor", left, right) };
    if (text === "like") return { kind: "binary", power: power.compare, build: (left, right) => compare("like", left, right) };
    if (text === "in") return { kind: "custom", power: power.compare, read: readIn };
    const negated = text === "not" && /^(?:in|like)$/i.test(parser.peek(1).text);
    return negated ? { kind: "custom", power: power.compare, read: readNegated } : null;
  },
  broken: (problem) => ({ kind: "broken", problem, start: problem.span[0], end: problem.span[1] }),
};

function compare(operator: string, left: EvalNode, right: EvalNode): EvalNode {
  return { kind: "compare", operator, left, right, ...ends([left, right]) };
}

function readIn(left: EvalNode, parser: Parser): EvalNode {
  parser.next();
  return parser.bracketed(() => {
    const values = parser.list(")", () => parser.expression());
    return { kind: "in", left, values, start: whole(left).start, end: parser.peek().end };
  });
}

function readNegated(left: EvalNode, parser: Parser): EvalNode {
  parser.next();
  if (parser.at("in")) {
    const child = readIn(left, parser);
    return { kind: "not", child, ...ends([left, child]) };
  }
  parser.next();
  const child = compare("like", left, parser.expression(power.compare));
  return { kind: "not", child, ...ends([left, child]) };
}

function readOperand(parser: Parser): EvalNode {
  const token = parser.peek();
  const { start } = token;
  if (parser.take("not", "!")) {
    const child = parser.expression(power.not);
    return { kind: "not", child, start, end: whole(child).end };
  }
  if (parser.take("-", "+")) return readSigned(token, parser.expression(power.sign));
  if (token.text === "(") {
    const inner = parser.bracketed(() => parser.expression());
    return inner.kind === "broken" ? inner : { ...inner, outer: { start, end: parser.last().end } };
  }
  if (token.kind === "name" && parser.peek(1).text === "(") return readCall(parser);
  parser.next();
  const { end, text } = token;
  switch (token.kind) {
    case "string":
      return { kind: "string", value: decodeString(text), written: text.slice(1, -1), start, end };
    case "field":
      return { kind: "field", name: text.slice(1, -1), start, end };
    case "number":
      return { kind: "number", value: text.startsWith(".") ? `0${text}` : text, start, end };
    case "name":
      if (/^(?:and|or|xor|in|like)$/i.test(text)) return parser.fail(`"${text}" was not expected here`);
      return { kind: "field", name: text, start, end };
    case "subsearch":
      return { kind: "subsearch", start, end };
    case "mark":
      return { kind: "mark", call: Number(markPattern.exec(text)?.[1] ?? -1), start, end };
    default:
      return parser.fail(`"${text}" was not expected here`);
  }
}

function readSigned(sign: EvalToken, child: EvalNode): EvalNode {
  const { start } = sign;
  if (child.kind === "number") return { ...child, value: sign.text === "-" ? `-${child.value}` : child.value, start };
  return { kind: "math", operator: sign.text, parts: [child], start, end: whole(child).end };
}

function readCall(parser: Parser): EvalNode {
  const { text, start } = parser.next();
  let end = start;
  const call = parser.bracketed((): EvalNode => {
    const values = parser.list(")", () => parser.expression());
    end = parser.peek().end;
    return { kind: "call", name: text.toLowerCase(), arguments: values, start, end };
  });
  return call.kind === "broken" ? { ...call, start } : call;
}
