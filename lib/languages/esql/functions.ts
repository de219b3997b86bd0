/** ES|QL's operators, and the functions that are tests; `kql()` and `qstr()` are read by their own languages. */
import { and, type Expression, or, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { constantTest, type Operand, type Test } from "../core/elastic-lower.ts";
import type { CallNode, QueryNode } from "../core/elastic-tree.ts";
import { moveSpans, type ReadEmbedded } from "../core/embedded.ts";
import { optionsCall } from "./parse.ts";

const exact: Test = { operator: "eq", caseSensitive: true };
const like: Test = { operator: "wildcard", caseSensitive: true, glob: true, escaped: true };
const rlike: Test = { operator: "regex", caseSensitive: true, anchored: true };
/** The match operator: words in analysed text, else the whole value. */
const match: Test = { operator: "contains", caseSensitive: false };

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators */
export const esqlOperators: Readonly<Record<string, Test>> = {
  "==": exact,
  "!=": { ...exact, negated: true },
  "=~": { ...exact, caseSensitive: false },
  in: exact,
  "not in": { ...exact, negated: true },
  like,
  "not like": { ...like, negated: true },
  rlike,
  "not rlike": { ...rlike, negated: true },
  "is null": exact,
  "is not null": { ...exact, negated: true },
  ":": match,
  "<": { operator: "lt", caseSensitive: true },
  "<=": { operator: "lte", caseSensitive: true },
  ">": { operator: "gt", caseSensitive: true },
  ">=": { operator: "gte", caseSensitive: true },
};

const tests: Readonly<Record<string, Test>> = {
  starts_with: { operator: "starts_with", caseSensitive: true },
  ends_with: { operator: "ends_with", caseSensitive: true },
  cidr_match: { operator: "cidr", caseSensitive: false },
  match,
  match_phrase: match,
  mv_contains: exact,
};

export interface Surroundings {
  readonly operand: (node: QueryNode) => Operand | null;
  readonly readEmbedded: ReadEmbedded;
  readonly document: RuleDocument;
}

/** A function that is a test; null when it has no predicate form. */
export function lowerCall(node: CallNode, { operand: operandOf, readEmbedded, document }: Surroundings): Expression | null {
  const options = node.arguments.filter((part) => part.kind === "call" && part.name === optionsCall);
  const [subject, ...values] = node.arguments.filter((part) => !options.includes(part));
  if (options.some(asksForMore)) return null;
  if (node.name === "kql" || node.name === "qstr") {
    return subject?.kind === "value" ? readInside(subject, node.name === "kql" ? "kuery" : "lucene", readEmbedded, document) : null;
  }
  const operand = subject ? operandOf(subject) : null;
  if (!operand) return null;
  const found = values.map((value): Expression | null => {
    if (value.kind !== "value") return null;
    const span = values.length === 1 ? node.span : value.span;
    const test = tests[node.name];
    if (test) return constantTest(operand, value, { test, written: node.written, span });
    if (node.name !== "contains") return null;
    const raw = { field: operand.rawField, operator: node.written, value: value.written };
    return predicate({ field: operand.field, operator: "contains", value: value.text, caseSensitive: !operand.folded, raw, span });
  });
  const read = found.filter((test) => test !== null);
  return read.length === 0 || read.length < found.length ? null : or(read);
}

/** True for options that widen a match beyond its words: other spellings, or only some of the words. */
function asksForMore(options: QueryNode): boolean {
  const items = options.kind === "call" ? options.arguments : [];
  return items.some((item, index) => {
    const value = items[index + 1];
    const [key, set] = [item.kind === "value" ? item.text : "", value?.kind === "value" ? value.text : ""];
    return index % 2 === 0 && /^(fuzziness|minimum_should_match|slop)$/.test(key) && set !== "0";
  });
}

/** The inner query's tree, its spans moved to where it stands; inside a string with escapes every span is the whole string. */
function readInside(
  value: Extract<QueryNode, { kind: "value" }>,
  language: "kuery" | "lucene",
  readEmbedded: ReadEmbedded,
  document: RuleDocument,
): Expression | null {
  const reading = readEmbedded(language, value.text, { ...document, threshold: null });
  const scope = reading?.scopes[0];
  if (!scope) return null;
  const quotes = (value.span[1] - value.span[0] - value.written.length) / 2;
  const plain = value.text === value.written;
  const move = (span: Span): Span => {
    const start = value.span[0] + quotes;
    return plain ? [start + span[0], start + span[1]] : value.span;
  };
  return moveSpans(scope.expression, move);
}

export const nothing: Expression = and([]);
