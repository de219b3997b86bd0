/**
 * Parses Snowflake SQL to its native tree: statements, queries by clause, expressions on the Pratt core. What cannot be read is broken:
 * the smallest bracket, else the conjunct, else the clause. https://docs.snowflake.com/en/sql-reference/constructs
 */
import type { Diagnostic, Span } from "../../model/diagnostic.ts";
import { matchBrackets } from "../core/brackets.ts";
import { type Problem, splitTokens } from "../core/pratt.ts";
import { makeParser, type ReadInner, readCondition } from "./expressions.ts";
import { type Parser, problem, type Slice, spanOf, word } from "./operators.ts";
import { readName, tokenizeSql } from "./tokens.ts";
import type { Body, CommonTable, JoinKind, Query, Select, SelectColumn, Source, SqlNode } from "./tree.ts";

export type Statement =
  | { readonly kind: "query"; readonly query: Query }
  /** `SET name = value`. */
  | { readonly kind: "set"; readonly name: string; readonly value: SqlNode }
  | (Problem & { readonly kind: "broken" });

/** Queries in queries are not followed deeper than this. */
const maximumQueries = 30;

const innerOf =
  (depth: number): ReadInner =>
  (tokens) =>
    readQuery(tokens, depth + 1);

// ---- statements

export function parseSql(text: string): { readonly statements: readonly Statement[]; readonly diagnostics: readonly Diagnostic[] } {
  const { tokens, diagnostics } = tokenizeSql(text);
  const parts = splitTokens(tokens, (token) => token.text === ";").filter((part) => part.length > 0);
  return { statements: parts.flatMap(readStatement), diagnostics };
}

/** Statements around the query: session settings say nothing, CREATE … AS and INSERT INTO … hold one. */
function readStatement(tokens: Slice): readonly Statement[] {
  const first = word(tokens[0]);
  if (first === "set" && tokens[2]?.text === "=" && tokens[1]) {
    return [{ kind: "set", name: readName(tokens[1].text).toLowerCase(), value: readCondition(tokens.slice(3), innerOf(0)) }];
  }
  if (/^(?:use|alter|begin|commit|grant|drop|truncate|describe|show)$/.test(first)) return [];
  if (first === "select" || first === "with" || first === "(") return [{ kind: "query", query: readQuery(tokens, 0) }];
  const start = /^(?:create|insert|explain|execute)$/.test(first) ? queryStart(tokens) : -1;
  if (start > 0) return [{ kind: "query", query: readQuery(tokens.slice(start), 0) }];
  return [{ kind: "broken", ...problem(tokens, `The statement "${tokens[0]?.text ?? ""}" is not read`) }];
}

function queryStart(tokens: Slice): number {
  const partners = matchBrackets(tokens);
  for (let index = 0; index < tokens.length; index += 1) {
    const [here, next] = [word(tokens[index]), word(tokens[index + 1])];
    if (here === "select" || (here === "with" && tokens[index + 1]?.kind === "name" && /^(?:as|\()$/.test(word(tokens[index + 2]))))
      return index;
    if (here === "(" && (next === "select" || next === "with")) return index;
    index = Math.max(index, partners[index] ?? -1);
  }
  return -1;
}

// ---- queries

const clauseWords = new Set(["select", "from", "where", "having", "qualify", "limit", "offset", "fetch", "window", "into"]);
const pairedWords: Readonly<Record<string, string>> = { group: "by", order: "by", connect: "by", start: "with" };

/** Where a clause begins: its name, and how many tokens that takes; null elsewhere. */
function clauseAt(tokens: Slice, index: number): { readonly name: string; readonly length: number } | null {
  const [before, here, next] = [tokens[index - 1], word(tokens[index]), word(tokens[index + 1])];
  if (before?.text === "." || before?.text === ":" || word(before) === "as") return null;
  if (here === "from" && word(before) === "distinct" && /^(?:is|not)$/.test(word(tokens[index - 2]))) return null;
  if (clauseWords.has(here)) return { name: here, length: 1 };
  return here in pairedWords && pairedWords[here] === next ? { name: `${here} ${next}`, length: 2 } : null;
}

function readQuery(tokens: Slice, depth: number): Query {
  const span = spanOf(tokens);
  if (depth > maximumQueries) {
    return { tables: [], body: { kind: "broken", ...problem(tokens, "This nests too deep to be followed", "query-too-deep") }, span };
  }
  if (word(tokens[0]) !== "with") return { tables: [], body: readBody(tokens, depth), span };
  const { tables, rest } = readTables(tokens, depth);
  if (!tables) return { tables: [], body: { kind: "broken", ...problem(tokens, "WITH is not followed by name AS (query)") }, span };
  return { tables, body: readBody(rest, depth), span };
}

/** `name [(columns)] AS (query), …`. */
function readTables(tokens: Slice, depth: number): { readonly tables: readonly CommonTable[] | null; readonly rest: Slice } {
  const partners = matchBrackets(tokens);
  const tables: CommonTable[] = [];
  let at = word(tokens[1]) === "recursive" ? 2 : 1;
  for (;;) {
    const name = tokens[at];
    // A template may write the tables, the query, or both.
    if (name?.kind === "parameter") return { tables, rest: tokens.slice(at) };
    let columns: readonly string[] = [];
    let open = at + 1;
    if (word(tokens[open]) === "(" && (partners[open] ?? -1) > 0) {
      const close = partners[open] ?? open;
      columns = tokens.slice(open + 1, close).flatMap((token) => (token.kind === "name" ? [readName(token.text).toLowerCase()] : []));
      open = close + 1;
    }
    const close = partners[open + 1] ?? -1;
    if (name?.kind !== "name" || word(tokens[open]) !== "as" || close < 0) return { tables: null, rest: [] };
    const span: Span = [name.start, tokens[close]?.end ?? name.end];
    tables.push({ name: readName(name.text).toLowerCase(), columns, query: readQuery(tokens.slice(open + 2, close), depth + 1), span });
    at = close + 1;
    if (tokens[at]?.text !== ",") return { tables, rest: tokens.slice(at) };
    at += 1;
  }
}

const setWords: Readonly<Record<string, "union" | "intersect" | "except">> = {
  union: "union",
  intersect: "intersect",
  except: "except",
  minus: "except",
};

/** The last set operator outside all brackets: they are read from left to right. */
function lastSetOperator(tokens: Slice): number {
  const partners = matchBrackets(tokens);
  let found = -1;
  for (let index = 0; index < tokens.length; index += 1) {
    const before = tokens[index - 1]?.text;
    if (word(tokens[index]) in setWords && before !== "." && before !== ":" && index > 0 && word(tokens[index - 1]) !== "as") found = index;
    index = Math.max(index, partners[index] ?? -1);
  }
  return found;
}

function readBody(tokens: Slice, depth: number): Body {
  const first = word(tokens[0]);
  const at = lastSetOperator(tokens);
  const operator = setWords[word(tokens[at])];
  if (at > 0 && operator) {
    const after = /^(?:all|distinct)$/.test(word(tokens[at + 1])) ? at + 2 : at + 1;
    // a long union is as deep as it is long: only what stands in brackets counts as nesting
    return { kind: "set", operator, left: readSide(tokens.slice(0, at), depth), right: readQuery(tokens.slice(after), depth + 1) };
  }
  if (first === "select") return readSelect(tokens, depth);
  if (tokens[0]?.kind === "parameter") {
    const select = readSelect(tokens, depth);
    return { ...select, broken: [problem(tokens.slice(0, 1), "A template stands for this part of the query"), ...select.broken] };
  }
  if (first === "values") return { kind: "values" };
  const close = first === "(" ? (matchBrackets(tokens)[0] ?? -1) : -1;
  if (close > 0 && (close === tokens.length - 1 || clauseAt(tokens, close + 1))) {
    const inner = readQuery(tokens.slice(1, close), depth + 1);
    return inner.tables.length === 0 ? inner.body : wrapped(inner);
  }
  return { kind: "broken", ...problem(tokens, "A query was expected here") };
}

const maximumSets = 200;

function readSide(tokens: Slice, depth: number): Query {
  const sets = tokens.filter((token) => word(token) in setWords).length;
  return readQuery(tokens, sets > maximumSets ? maximumQueries + 1 : depth);
}

/** A query with tables of its own, as the source of another. */
function wrapped(query: Query): Select {
  const source: Source = {
    join: "first",
    alias: null,
    on: null,
    using: [],
    content: { kind: "query", query },
    rest: null,
    span: query.span,
  };
  const star: SelectColumn = { value: { kind: "star", span: query.span }, name: null };
  return { kind: "select", columns: [star], from: [source], where: null, groupBy: null, having: null, qualify: null, broken: [] };
}

function readSelect(tokens: Slice, depth: number): Select {
  const clauses = new Map<string, Slice>();
  const broken: Problem[] = [];
  for (const { name, part } of cutClauses(tokens)) {
    if (name === "connect by" || name === "start with" || clauses.has(name))
      broken.push(problem(part, `${name.toUpperCase()} is not read here`));
    else clauses.set(name, part);
  }
  const condition = (name: string): SqlNode | null => {
    const part = clauses.get(name);
    return part ? readCondition(part.slice(name.split(" ").length), innerOf(depth)) : null;
  };
  return {
    kind: "select",
    columns: readColumns((clauses.get("select") ?? []).slice(1), depth),
    from: readSources((clauses.get("from") ?? []).slice(1), depth),
    where: condition("where"),
    groupBy: readGroupBy(clauses.get("group by")?.slice(2), depth),
    having: condition("having"),
    qualify: condition("qualify"),
    broken,
  };
}

function cutClauses(tokens: Slice): readonly { readonly name: string; readonly part: Slice }[] {
  const partners = matchBrackets(tokens);
  const starts: { readonly name: string; readonly at: number }[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const clause = clauseAt(tokens, index);
    if (clause) starts.push({ name: clause.name, at: index });
    index = Math.max(index, partners[index] ?? -1);
  }
  return starts.map(({ name, at }, index) => ({ name, part: tokens.slice(at, starts[index + 1]?.at) }));
}

function readColumns(tokens: Slice, depth: number): readonly SelectColumn[] {
  let start = /^(?:distinct|all)$/.test(word(tokens[0])) ? 1 : 0;
  if (word(tokens[start]) === "top" && tokens[start + 1]?.kind === "number") start += 2;
  return splitTokens(tokens.slice(start), (token) => token.text === ",")
    .filter((part) => part.length > 0)
    .map((part) => readColumn(part, depth));
}

function readColumn(tokens: Slice, depth: number): SelectColumn {
  if (tokens[0]?.text === "*") return { value: { kind: "star", span: spanOf(tokens) }, name: null };
  let alias: string | null = null;
  const parser = makeParser(tokens, innerOf(depth));
  const value = parser.attempt(() => {
    const node = parser.expression();
    alias = readAlias(parser);
    return parser.atEnd() ? node : parser.fail(`"${parser.peek().text}" was not expected here`);
  });
  return { value, name: alias ?? ownName(value) };
}

function readAlias(parser: Parser): string | null {
  const stated = parser.take("as") !== null;
  if (parser.peek().kind === "name" || (stated && parser.peek().kind === "string"))
    return readName(parser.next().text.replaceAll("'", "")).toLowerCase();
  return null;
}

function ownName(node: SqlNode): string | null {
  if (node.kind === "cast") return ownName(node.child);
  return node.kind === "column" ? (node.parts.at(-1)?.toLowerCase() ?? null) : null;
}

function readGroupBy(tokens: Slice | undefined, depth: number): Select["groupBy"] {
  if (!tokens) return null;
  if (tokens.length === 1 && word(tokens[0]) === "all") return "all";
  const grouped =
    /^(?:cube|rollup)$/.test(word(tokens[0])) || word(tokens[1]) === "sets"
      ? tokens.filter((token) => !/^(?:cube|rollup|grouping|sets|\(|\))$/.test(word(token)))
      : tokens;
  return splitTokens(grouped, (token) => token.text === ",")
    .filter((part) => part.length > 0)
    .map((part) => makeParser(part, innerOf(depth)).parse());
}

// ---- sources

const joinWords: Readonly<Record<string, JoinKind | "">> = {
  natural: "",
  inner: "inner",
  left: "left",
  right: "right",
  full: "full",
  cross: "cross",
  asof: "inner",
  outer: "",
};

function readSources(tokens: Slice, depth: number): readonly Source[] {
  const partners = matchBrackets(tokens);
  const sources: Source[] = [];
  let join: JoinKind = "first";
  let start = 0;
  const close = (end: number): void => {
    if (end > start) sources.push(readSource(tokens.slice(start, end), join, depth));
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const found = joinAt(tokens, index);
    if (found) {
      close(index);
      join = found.kind;
      start = index + found.length;
      index = start - 1;
    } else index = Math.max(index, partners[index] ?? -1);
  }
  close(tokens.length);
  return sources;
}

/** `,`, `JOIN`, `LEFT OUTER JOIN` …: where the next source begins. */
function joinAt(tokens: Slice, index: number): { readonly kind: JoinKind; readonly length: number } | null {
  if (tokens[index]?.text === ",") return { kind: "cross", length: 1 };
  let kind: JoinKind = "inner";
  for (let ahead = 0; ahead < 4; ahead += 1) {
    const here = word(tokens[index + ahead]);
    if (here === "join") return { kind, length: ahead + 1 };
    const side = joinWords[here];
    if (side === undefined) return null;
    if (side !== "") kind = side;
  }
  return null;
}

function readSource(tokens: Slice, join: JoinKind, depth: number): Source {
  const on = splitTokens(tokens, (token) => /^(?:on|using|match_condition)$/.test(word(token)));
  const [head = [], ...conditions] = on;
  const names = tokens.filter((token) => /^(?:on|using|match_condition)$/.test(word(token)));
  const span = spanOf(tokens);
  const place = (name: string): Slice | undefined => conditions[names.findIndex((token) => word(token) === name)];
  const using = place("using")?.flatMap((token) => (token.kind === "name" ? [readName(token.text).toLowerCase()] : [])) ?? [];
  const condition = place("on");
  const lateral = word(head[0]) === "lateral" ? head.slice(1) : head;
  return { join, using, on: condition ? readCondition(condition, innerOf(depth)) : null, ...readContent(lateral, depth), span };
}

function readContent(tokens: Slice, depth: number): Pick<Source, "content" | "alias" | "rest"> {
  const [first, second] = tokens;
  const close = matchBrackets(tokens)[word(first) === "(" ? 0 : 1] ?? -1;
  if (word(first) === "(" && close > 0) return readBracketed(tokens.slice(1, close), tokens.slice(close + 1), depth);
  if (first?.kind === "name" && second?.text === "(" && close > 0) {
    const inner = word(first) === "table" ? tokens.slice(2, close) : tokens.slice(0, close + 1);
    return { content: { kind: "function", call: makeParser(inner, innerOf(depth)).parse() }, ...nameOf(tokens.slice(close + 1)) };
  }
  const parts: string[] = [];
  let at = 0;
  for (; at < tokens.length; at += 2) {
    const token = tokens[at];
    if (token?.kind !== "name" && token?.kind !== "parameter" && token?.kind !== "string") break;
    parts.push(token.kind === "name" ? readName(token.text) : token.text.replaceAll("'", ""));
    if (tokens[at + 1]?.text !== ".") break;
  }
  const rest = tokens.slice(at + 1);
  if (parts.length === 0) return { content: { kind: "broken", ...problem(tokens, "A table was expected here") }, alias: null, rest: null };
  const shaped = rest.find((token) => /^(?:pivot|unpivot|match_recognize)$/.test(word(token)));
  const named = shaped ? { alias: null, rest: problem(rest, `${shaped.text.toUpperCase()} is not read`) } : nameOf(rest);
  return {
    content: { kind: "table", name: parts.join("."), parts },
    rest: named.rest,
    alias: named.alias ?? parts.at(-1)?.toLowerCase() ?? null,
  };
}

/** `( query )`, or sources in brackets. */
function readBracketed(inner: Slice, rest: Slice, depth: number): Pick<Source, "content" | "alias" | "rest"> {
  const named = nameOf(rest);
  const query = /^(?:select|with|values|\()$/.test(word(inner[0]));
  if (query) return { content: { kind: "query", query: readQuery(inner, depth + 1) }, ...named };
  if (depth > maximumQueries)
    return { content: { kind: "broken", ...problem(inner, "This nests too deep to be followed", "query-too-deep") }, ...named };
  const span = spanOf(inner);
  const star: SelectColumn = { value: { kind: "star", span }, name: null };
  const from = readSources(inner, depth + 1);
  const body: Select = { kind: "select", columns: [star], from, where: null, groupBy: null, having: null, qualify: null, broken: [] };
  return { content: { kind: "query", query: { tables: [], body, span } }, ...named };
}

/** The name behind a source, and what is left behind it; `AT (…)`, `SAMPLE (…)` and a list of columns say nothing. */
function nameOf(tokens: Slice): Pick<Source, "alias" | "rest"> {
  const options = /^(?:at|before|sample|tablesample|changes)$/;
  let at = word(tokens[0]) === "as" ? 1 : 0;
  const named = tokens[at];
  const alias = named?.kind === "name" && !options.test(word(named)) ? readName(named.text).toLowerCase() : null;
  if (alias !== null) at += 1;
  const partners = matchBrackets(tokens);
  for (let token = tokens[at]; token && (options.test(word(token)) || token.text === "("); token = tokens[at])
    at = (partners[at] ?? -1) + 1 || at + 1;
  const rest = tokens.slice(at);
  return { alias, rest: rest.length > 0 ? problem(rest, "This was not expected behind a table") : null };
}
