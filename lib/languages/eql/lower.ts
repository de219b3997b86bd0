/** Lowers EQL to scopes: one for the event, or one a step; what its operators and functions mean as predicates. */
import { and, type Expression, opaque, or, predicate } from "../../expression/expression.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { clip, constantTest, type Dialect, literalOf, lowerQuery, type Operand, type Test } from "../core/elastic-lower.ts";
import { elasticLogSource, thresholdScopes } from "../core/elastic-rule.ts";
import { type CallNode, fieldsOf, type QueryNode } from "../core/elastic-tree.ts";
import type { LogSource, Reading, Scope } from "../language.ts";
import { type EqlQuery, type EqlStep, parseEql } from "./parse.ts";

const exact: Test = { operator: "eq", caseSensitive: true };
const folded: Test = { operator: "eq", caseSensitive: false };
const wildcard: Test = { operator: "wildcard", caseSensitive: true, glob: true };
const regex: Test = { operator: "regex", caseSensitive: true, anchored: true };

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-comparison-operators */
const operators: Readonly<Record<string, Test>> = withNegations({
  "==": exact,
  in: exact,
  "in~": folded,
  ":": { ...wildcard, caseSensitive: false },
  like: wildcard,
  "like~": { ...wildcard, caseSensitive: false },
  regex,
  "regex~": { ...regex, caseSensitive: false },
  "<": { operator: "lt", caseSensitive: true },
  "<=": { operator: "lte", caseSensitive: true },
  ">": { operator: "gt", caseSensitive: true },
  ">=": { operator: "gte", caseSensitive: true },
});

function withNegations(tests: Readonly<Record<string, Test>>): Readonly<Record<string, Test>> {
  const negations = Object.entries(tests).map(
    ([name, test]) => [name === "==" ? "!=" : `not ${name}`, { ...test, negated: true }] as const,
  );
  return { ...tests, ...Object.fromEntries(negations) };
}

/** Functions that test a field against constants; with `~` they ignore case. cidrMatch compares addresses. */
const tests: Readonly<Record<string, Test>> = {
  stringcontains: { operator: "contains", caseSensitive: true },
  startswith: { operator: "starts_with", caseSensitive: true },
  endswith: { operator: "ends_with", caseSensitive: true },
  wildcard,
  match: regex,
  matchlite: regex,
  cidrmatch: { operator: "cidr", caseSensitive: false },
  arraycontains: folded,
};

/** Tests of the elements of an array: `arraySearch(field, $element, condition)`; the endpoint's spelling has an underscore. */
const arrayTests: ReadonlySet<string> = new Set(["arraysearch", "_arraysearch"]);

/** Casts and the like: the value stays what it is. */
const casts = new Set(["number", "string", "tostring"]);

function makeDialect(text: string, elements: ReadonlyMap<string, string> = new Map()): Dialect {
  const operand = (node: QueryNode): Operand | null => {
    if (node.kind === "field") return fieldOperand(node.name, elements);
    if (node.kind !== "call" && node.kind !== "math") return null;
    const [inner] = node.kind === "call" ? node.arguments : [];
    if (node.kind === "call" && casts.has(node.name) && inner) return operand(inner);
    if (fieldsOf(node).length === 0) return null;
    const written = clip(text, node.span);
    return { field: written, rawField: written };
  };
  const call = (node: CallNode): Expression | null => {
    if (arrayTests.has(node.name)) return lowerArrayTest(node, text, elements);
    const [condition] = node.arguments;
    // what another event must be, or must not be, is tested as this event's is
    if (node.name === "related" && condition) return lowerQuery(condition, makeDialect(text, elements));
    return lowerCall(node, operand);
  };
  return { operators, operand, call, special: () => null, text };
}

/** `$entry.name` is the field `name` of the array that `$entry` runs over. */
function fieldOperand(name: string, elements: ReadonlyMap<string, string>): Operand {
  if (!name.startsWith("$")) return { field: name, rawField: name };
  const [variable = "", ...rest] = name.split(".");
  const array = elements.get(variable);
  if (array === undefined) return { field: name, rawField: name };
  const field = [array, ...rest].join(".");
  return { field, rawField: name, resolved: field };
}

function lowerArrayTest(node: CallNode, text: string, elements: ReadonlyMap<string, string>): Expression | null {
  const [array, variable, condition, ...more] = node.arguments;
  if (array?.kind !== "field" || variable?.kind !== "field" || !condition || more.length > 0) return null;
  const { field } = fieldOperand(array.name, elements);
  return lowerQuery(condition, makeDialect(text, new Map([...elements, [variable.name, field]])));
}

function lowerCall(node: CallNode, operandOf: Dialect["operand"]): Expression | null {
  const [subject, ...values] = node.arguments;
  const insensitive = node.name.endsWith("~");
  const test = tests[insensitive ? node.name.slice(0, -1) : node.name];
  const operand = subject ? operandOf(subject) : null;
  if (!test || !operand || values.length === 0) return null;
  const cases = values.map((value): Expression | null => {
    const span = values.length === 1 ? node.span : value.span;
    if (value.kind !== "value") {
      const other = operandOf(value);
      const compared = { operator: node.written, value: other?.rawField ?? "" };
      return other && predicate(literalOf(operand, compared, span, "fieldref", other.field, !insensitive));
    }
    const found = { test: insensitive ? { ...test, caseSensitive: false } : test, written: node.written, span };
    // what contains is a test of text here, whatever the field
    const raw = { operator: node.written, value: value.written };
    if (test.operator !== "contains") return constantTest(operand, value, found);
    const { field, rawField } = operand;
    return predicate({
      field,
      operator: "contains",
      value: value.text,
      caseSensitive: !insensitive,
      raw: { field: rawField, ...raw },
      span,
    });
  });
  return cases.some((found) => found === null) ? null : or(cases.filter((found) => found !== null));
}

/** Reads an EQL rule. */
export function lowerEql(text: string, document: RuleDocument): Reading {
  const query = parseEql(text);
  const dialect = makeDialect(text);
  const scopes = query.steps.flatMap((step, index) => lowerStep(step, index, { query, dialect, document }));
  const problems = query.problems.map(({ code, span, message }) => opaque(code, span, message));
  if (problems.length > 0 || scopes.length === 0) scopes.push({ kind: "event", label: null, expression: and(problems) });
  const logSources = scopes.flatMap(({ logSource }) => (logSource ? [logSource] : []));
  return { scopes: [...scopes, ...thresholdScopes(document, text)], diagnostics: query.diagnostics, window: query.maxspan, logSources };
}

interface Frame {
  readonly query: EqlQuery;
  readonly dialect: Dialect;
  readonly document: RuleDocument;
}

function lowerStep(step: EqlStep, index: number, { query, dialect, document }: Frame): Scope[] {
  const expression = lowerQuery(step.condition, dialect);
  const logSource: LogSource = elasticLogSource(document, [], expression, step.category);
  const label = query.kind === "event" ? null : step.role === "until" ? "until" : String(index + 1);
  const scope: Scope = { kind: step.role === "event" ? "event" : "absent", label, expression, logSource };
  return step.runs === null
    ? [scope]
    : [scope, { kind: "count", label, expression: runs(step.runs, [...query.by, ...step.by]), logSource }];
}

/** `with runs=n` repeats a step: so many events in a row. */
function runs({ count, span }: NonNullable<EqlStep["runs"]>, groupBy: readonly string[]): Expression {
  return predicate({
    field: "count()",
    aggregate: { function: "count", field: null },
    operator: "gte",
    value: count,
    caseSensitive: false,
    lane: "threshold",
    raw: { field: "runs", operator: "=", value: count },
    span,
    groupBy,
  });
}
