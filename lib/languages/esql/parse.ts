/**
 * Parses ES|QL to its native tree: a list of commands, each with its columns or its condition.
 * Grammar: https://www.elastic.co/docs/reference/query-languages/esql/esql-syntax, https://github.com/elastic/elasticsearch/tree/main/x-pack/plugin/esql/src/main/antlr
 */
import type { Diagnostic, Span } from "../../model/diagnostic.ts";
import { matchBrackets } from "../core/brackets.ts";
import {
  commonInfix,
  type Kind,
  type Parser,
  powers,
  readComparison,
  readOperand,
  readValue,
  tokenizeElastic,
} from "../core/elastic-expressions.ts";
import { readName, readString } from "../core/elastic-strings.ts";
import type { QueryNode } from "../core/elastic-tree.ts";
import { type Grammar, type Infix, PrattParser, type Problem, splitTokens } from "../core/pratt.ts";
import type { Token } from "../core/tokenizer.ts";

/** `name = value`, with the filter of an aggregate. Without a name the text is the name. */
export interface Column {
  readonly name: string;
  readonly value: QueryNode;
  readonly where: QueryNode | null;
}

export type EsqlCommand =
  | { readonly kind: "from"; readonly indexes: readonly string[] }
  | { readonly kind: "where"; readonly condition: QueryNode }
  | { readonly kind: "eval"; readonly columns: readonly Column[] }
  | { readonly kind: "stats"; readonly inline: boolean; readonly columns: readonly Column[]; readonly by: readonly Column[] }
  /** GROK, DISSECT, ENRICH: columns made from another. */
  | { readonly kind: "extract"; readonly source: string | null; readonly names: readonly string[] }
  /** COMPLETION: a column that a model writes. */
  | { readonly kind: "model"; readonly name: string; readonly model: string; readonly span: Span }
  | { readonly kind: "rename"; readonly pairs: readonly (readonly [from: string, to: string])[] }
  /** FORK: rows of one branch or another. */
  | { readonly kind: "fork"; readonly branches: readonly (readonly EsqlCommand[])[] }
  | { readonly kind: "pass" }
  | (Problem & { readonly kind: "broken" });

type Tokens = readonly Token<Kind>[];

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", ":", "=~"]);
const listed: ReadonlySet<string> = new Set(["in", "like", "rlike"]);
/** The name of the call that stands for a map of options. */
export const optionsCall = "{}";
export const timeUnits = /^(?:millisecond|ms|second|sec|s|minute|min|m|hour|h|day|d|week|w|month|mo|quarter|q|year|yr|y)s?$/i;

const grammar: Grammar<Kind, QueryNode> = {
  operand: (parser) => readOperand(parser, readSpecial),
  infix: (token, parser) => comparisonAt(token, parser) ?? commonInfix(token),
  broken: (problem) => ({ kind: "broken", ...problem }),
};

/** Durations (`5 minutes`, `1min`), parameters (`?name`) and the options of a function (`{"operator": "AND"}`). */
function readSpecial(parser: Parser): QueryNode | null {
  const [token, after] = [parser.peek(), parser.peek(1)];
  if (token.text === "{") return readOptions(parser);
  const pair = (token.kind === "number" && timeUnits.test(after.text)) || (token.text === "?" && ["name", "number"].includes(after.kind));
  if (!pair || after.kind === "end") return null;
  parser.next();
  parser.next();
  const span: Span = [token.start, after.end];
  if (token.text === "?") return { kind: "value", type: "parameter", text: readName(after.text), written: `?${after.text}`, span };
  const text = `${token.text} ${after.text.toLowerCase()}`;
  return { kind: "value", type: "duration", text, written: text, span };
}

/** A map, as a call whose arguments are its keys and values in turn. */
function readOptions(parser: Parser): QueryNode {
  return parser.bracketed((open) => {
    const items = parser.list("}", () => {
      const key = readValue(parser.next()) ?? parser.fail("A key was expected");
      parser.expect(":");
      return [key, parser.expression()];
    });
    return { kind: "call", name: optionsCall, written: "{}", arguments: items.flat(), span: [open.start, parser.peek().end] };
  });
}

function comparisonAt(token: Token<Kind>, parser: Parser): Infix<Kind, QueryNode> | null {
  if (token.text === "::") return { kind: "custom", power: powers.cast, read: readCast };
  if (token.kind === "operator") {
    return comparisons.has(token.text) ? custom((left) => readComparison(left, parser.next().text, parser)) : null;
  }
  const word = token.text.toLowerCase();
  if (token.kind === "name" && word === "is") return custom((left) => readNullTest(left, parser));
  const negated = token.kind === "name" && word === "not";
  const name = negated ? parser.peek(1).text.toLowerCase() : word;
  if (token.kind !== "name" || !listed.has(name)) return null;
  return custom((left) => {
    parser.next();
    if (negated) parser.next();
    return readComparison(left, negated ? `not ${name}` : name, parser);
  });
}

function custom(read: (left: QueryNode) => QueryNode): Infix<Kind, QueryNode> {
  return { kind: "custom", power: powers.compare, read };
}

/** `x::double` is x. */
function readCast(left: QueryNode, parser: Parser): QueryNode {
  parser.next();
  if (parser.next().kind !== "name") parser.fail("A type was expected");
  return left;
}

function readNullTest(left: QueryNode, parser: Parser): QueryNode {
  parser.next();
  const negated = parser.take("not") !== null;
  const word = parser.expect("null");
  const right: QueryNode = { kind: "value", type: "null", text: "", written: "", span: [word.start, word.end] };
  return { kind: "compare", operator: negated ? "is not null" : "is null", left, right, span: [left.span[0], word.end] };
}

export function parseEsql(text: string): { readonly commands: readonly EsqlCommand[]; readonly diagnostics: readonly Diagnostic[] } {
  const { tokens, diagnostics } = tokenizeElastic(text);
  return { commands: readCommands(tokens, text), diagnostics };
}

function readCommands(tokens: Tokens, text: string): readonly EsqlCommand[] {
  const parts = splitTokens(tokens, (token) => token.text === "|");
  return parts.filter((part) => part.length > 0).map((part) => readCommand(part, text));
}

/** `( … | … ) ( … )`: each bracket is a pipe of its own; anything else is not read. */
function readFork(tokens: Tokens, rest: Tokens, text: string): EsqlCommand {
  const partners = matchBrackets(rest);
  const branches: (readonly EsqlCommand[])[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const close = partners[at] ?? -1;
    const branch = rest.slice(at + 1, close);
    const nested = branch.some((token) => token.text.toLowerCase() === "fork");
    if (rest[at]?.text !== "(" || close < at || nested) return notRead(tokens);
    branches.push(readCommands(branch, text));
    at = close;
  }
  return branches.length > 0 ? { kind: "fork", branches } : notRead(tokens);
}

/** `FROM (FROM … | WHERE …), (FROM …)`: rows of one query or another. */
function readSubqueries(tokens: Tokens, rest: Tokens, text: string): EsqlCommand {
  const end = rest.findIndex((token) => token.text.toLowerCase() === "metadata");
  const queries = splitTokens(end < 0 ? rest : rest.slice(0, end), (token) => token.text === ",");
  const whole = queries.every((query) => query[0]?.text === "(" && query.at(-1)?.text === ")");
  return whole ? { kind: "fork", branches: queries.map((query) => readCommands(query.slice(1, -1), text)) } : notRead(tokens);
}

function notRead(tokens: Tokens): EsqlCommand {
  const span: Span = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
  return { kind: "broken", code: "query-broken", span, message: `The command "${tokens[0]?.text ?? ""}" is not read` };
}

function readCommand(tokens: Tokens, text: string): EsqlCommand {
  const [first, ...rest] = tokens;
  const word = first?.text.toLowerCase() ?? "";
  switch (word) {
    case "from":
    case "ts":
      return rest[0]?.text === "(" ? readSubqueries(tokens, rest, text) : { kind: "from", indexes: indexesOf(rest, text) };
    case "where":
      return { kind: "where", condition: readExpression(rest, text) };
    case "eval":
    case "row":
      return { kind: "eval", columns: readColumns(rest, text) };
    case "stats":
    case "inlinestats":
      return readStats(rest, text, word !== "stats");
    case "inline":
      return readStats(rest.slice(1), text, true);
    case "grok":
    case "dissect":
      return readExtract(rest);
    case "enrich":
      return { kind: "extract", source: null, names: namesAfter(rest, "with") };
    case "completion":
      return readModel(tokens, rest);
    case "fork":
      return readFork(tokens, rest, text);
    // an outer join only enriches
    case "lookup":
      return rest[0]?.text.toLowerCase() === "join" ? { kind: "pass" } : notRead(tokens);
    case "rename":
      return { kind: "rename", pairs: readPairs(rest) };
    case "keep":
    case "drop":
    case "sort":
    case "limit":
    case "mv_expand":
    case "sample":
    case "set":
    case "metadata":
    case "fuse":
    case "rerank":
    // parts of a field as columns, under names of their own
    case "uri_parts":
    case "registered_domain":
    case "user_agent":
      return { kind: "pass" };
    default:
      return notRead(tokens);
  }
}

function readExpression(tokens: Tokens, text: string): QueryNode {
  return new PrattParser<Kind, QueryNode>(tokens, grammar, tokens.at(-1)?.end ?? text.length).parse();
}

function indexesOf(tokens: Tokens, text: string): readonly string[] {
  const end = tokens.findIndex((token) => token.text.toLowerCase() === "metadata");
  const named = end < 0 ? tokens : tokens.slice(0, end);
  const [first, last] = [named[0], named.at(-1)];
  if (!first || !last) return [];
  const written = text.slice(first.start, last.end).replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "");
  return written
    .split(",")
    .map((name) => name.trim().replace(/^"+|"+$/g, ""))
    .filter((name) => name !== "");
}

function readColumns(tokens: Tokens, text: string): readonly Column[] {
  return splitTokens(tokens, (token) => token.text === ",")
    .filter((part) => part.length > 0)
    .map((part) => readColumn(part, text));
}

function readColumn(tokens: Tokens, text: string): Column {
  const [name, equals] = tokens;
  const named = name?.kind === "name" && equals?.text === "=";
  const body = named ? tokens.slice(2) : tokens;
  const [value = [], where] = splitTokens(body, (token) => token.kind === "name" && token.text.toLowerCase() === "where");
  const written = text.slice(body[0]?.start ?? 0, value.at(-1)?.end ?? 0);
  return {
    name: named ? readName(name.text) : readName(written),
    value: readExpression(value, text),
    where: where && where.length > 0 ? readExpression(where, text) : null,
  };
}

function readStats(tokens: Tokens, text: string, inline: boolean): EsqlCommand {
  const [columns = [], by = []] = splitTokens(tokens, (token) => token.kind === "name" && token.text.toLowerCase() === "by");
  return { kind: "stats", inline, columns: readColumns(columns, text), by: readColumns(by, text) };
}

/** The names in the pattern: `%{IP:client}`, `(?<client>…)`, `%{client}`. */
function readExtract(tokens: Tokens): EsqlCommand {
  const source = tokens.find((token) => token.kind === "name");
  const names = tokens
    .filter((token) => token.kind === "string")
    .flatMap((token) => [...readString(token.text).text.matchAll(/%\{[+&*?]?(?:\w+:)?([\w.@-]+)(?::\w+)?[^}]*\}|\(\?<([\w.@]+)>/g)])
    .map(([, named, captured]) => named ?? captured ?? "");
  return { kind: "extract", source: source ? readName(source.text) : null, names };
}

function namesAfter(tokens: Tokens, word: string): readonly string[] {
  const start = tokens.findIndex((token) => token.text.toLowerCase() === word);
  return start < 0
    ? []
    : tokens
        .slice(start)
        .filter(({ kind }) => kind === "name")
        .map((token) => readName(token.text));
}

function readModel(all: Tokens, tokens: Tokens): EsqlCommand {
  const [name, equals] = tokens;
  const strings = tokens.filter((token) => token.kind === "string").map((token) => readString(token.text).text);
  const model = strings[strings.indexOf("inference_id") + 1] ?? "model";
  const span: Span = [all[0]?.start ?? 0, all.at(-1)?.end ?? 0];
  return { kind: "model", name: name && equals?.text === "=" ? readName(name.text) : "completion", model, span };
}

/** `a AS b`, `b = a`. */
function readPairs(tokens: Tokens): readonly (readonly [string, string])[] {
  return splitTokens(tokens, (token) => token.text === ",").flatMap((part) => {
    const [first, middle, last] = part;
    if (!first || !middle || !last) return [];
    const pair = [readName(first.text), readName(last.text)] as const;
    return [middle.text === "=" ? ([pair[1], pair[0]] as const) : pair];
  });
}
