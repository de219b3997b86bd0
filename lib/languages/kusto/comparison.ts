/** One test of one operand against one value. Operators: https://learn.microsoft.com/kusto/query/datatypes-string-operators */
import { type Expression, type Literal, not, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import { aggregateName, type Operator } from "../../model/predicate.ts";
import type { FieldOperand, Session } from "./place.ts";
import { isScalar, type Scalar, type Value } from "./value.ts";

export interface Comparison {
  readonly operator: Operator;
  readonly negated: boolean;
  readonly caseSensitive: boolean;
  /** As written. */
  readonly raw: string;
}

const operators: Readonly<Record<string, readonly [Operator, boolean]>> = {
  "==": ["eq", true],
  "=": ["eq", true],
  "=~": ["eq", false],
  "~": ["eq", false],
  "<>": ["eq", true],
  "<": ["lt", true],
  "<=": ["lte", true],
  ">": ["gt", true],
  ">=": ["gte", true],
  ":": ["contains", false],
  has: ["contains", false],
  has_cs: ["contains", true],
  hasprefix: ["contains", false],
  hasprefix_cs: ["contains", true],
  hassuffix: ["contains", false],
  hassuffix_cs: ["contains", true],
  contains: ["contains", false],
  contains_cs: ["contains", true],
  containscs: ["contains", true],
  startswith: ["starts_with", false],
  startswith_cs: ["starts_with", true],
  endswith: ["ends_with", false],
  endswith_cs: ["ends_with", true],
  "matches regex": ["regex", true],
  in: ["eq", true],
  "in~": ["eq", false],
  has_any: ["contains", false],
  has_all: ["contains", false],
};

/** Reads an operator's text; null when it is no test, or one that no predicate can hold. */
export function readComparison(text: string): Comparison | null {
  const raw = text.replace(/\s+/g, " ").toLowerCase();
  const negated = raw.startsWith("!") || raw === "<>" || raw.startsWith("not");
  const word = raw === "!=" ? "==" : raw.replace(/^(?:!|not)/, "");
  const found = Object.hasOwn(operators, word) ? operators[word] : undefined;
  return found ? { operator: found[0], negated, caseSensitive: found[1], raw } : null;
}

const flips: Partial<Record<Operator, Operator>> = { gt: "lt", gte: "lte", lt: "gt", lte: "gte", eq: "eq" };

/** The same comparison with its sides exchanged; null where they cannot be. */
export function flipped(comparison: Comparison): Comparison | null {
  const operator = flips[comparison.operator];
  return operator ? { ...comparison, operator } : null;
}

/** What a literal has of its field: its name, and what an aggregate computes. */
function subjectOf(field: FieldOperand): Pick<Literal, "field" | "lane" | "aggregate" | "groupBy"> {
  if (!field.threshold) return { field: field.name };
  const { aggregate, groupBy } = field.threshold;
  if (!aggregate) return { field: field.name, lane: "threshold", groupBy };
  return { field: aggregateName(aggregate.function, aggregate.field), lane: "threshold", aggregate, groupBy };
}

function rawOf(field: FieldOperand, operator: string, value: string): Literal["raw"] {
  const source = field.threshold?.aggregate
    ? aggregateName(field.threshold.aggregate.function, field.threshold.aggregate.field)
    : field.name;
  return { field: field.raw, ...(source === field.raw ? {} : { resolved: source }), operator, value };
}

/** `f == v` in all its kinds; a comparison with nothing asks whether the field is there. */
export function compareField(field: FieldOperand, comparison: Comparison, value: Scalar, span: Span, session: Session): Expression | null {
  const positive = comparePositive(field, comparison, value, span, session);
  if (!positive || !comparison.negated) return positive;
  if (positive.kind === "predicate" && positive.literal.operator === "missing")
    return predicate({ ...positive.literal, operator: "exists" });
  return not(positive);
}

/** A set or list that is searched for a text has it from some row: the test is one of the column that was gathered. */
function gathered(field: FieldOperand, { operator, raw }: Comparison): FieldOperand {
  const aggregate = field.threshold?.aggregate;
  if (!aggregate?.field || !/^make_?(?:set|list)/.test(aggregate.function)) return field;
  const searches = ["contains", "regex", "starts_with", "ends_with"].includes(operator) || raw === "set_has_element";
  const { threshold: _, ...column } = field;
  return searches ? { ...column, name: aggregate.field, computed: false } : field;
}

function comparePositive(given: FieldOperand, comparison: Comparison, value: Scalar, span: Span, session: Session): Expression | null {
  const { operator } = comparison;
  const field = gathered(given, comparison);
  const base = { ...subjectOf(field), raw: rawOf(field, comparison.raw, value.raw), span };
  if (value.text === "" && value.kind !== "null" && value.binding !== undefined) {
    return predicate({ ...base, operator, value: value.binding, caseSensitive: false, lane: "placeholder" });
  }
  if (value.kind === "null" || (value.text === "" && operator === "eq")) {
    return predicate({ ...base, operator: "missing", value: "", caseSensitive: false });
  }
  if (value.text === "") return null;
  noteThreshold(field, comparison, value, session);
  const ignoresCase = operator === "regex" && /^\(\?[a-z]*i[a-z]*[):]/.test(value.text);
  const caseSensitive = comparison.caseSensitive && value.kind === "string" && !field.folded && !ignoresCase;
  return predicate({ ...base, operator, value: value.text, caseSensitive });
}

/** A count that is tested gives the window of its bins, and what a conditional count counts must be there. */
function noteThreshold(field: FieldOperand, comparison: Comparison, value: Scalar, session: Session): void {
  if (!field.threshold) return;
  const { window, filter } = field.threshold;
  session.window.bin ??= window;
  const { operator, negated } = comparison;
  const atLeastOne = operator === "gt" || ((operator === "gte" || operator === "eq") && Number(value.text) > 0);
  if (filter && atLeastOne && !negated) session.counted(filter);
}

export function presence(field: FieldOperand, operator: "exists" | "missing", raw: string, span: Span): Expression {
  return predicate({ ...subjectOf(field), operator, value: "", caseSensitive: false, raw: rawOf(field, raw, ""), span });
}

/** A test against another field, or against what is computed of others. */
export function compareFields(field: FieldOperand, comparison: Comparison, other: FieldOperand, span: Span, session: Session): Expression {
  session.window.bin ??= field.threshold?.window ?? null;
  const raw = rawOf(field, comparison.raw, other.raw);
  const literal = {
    ...subjectOf(field),
    operator: "fieldref",
    value: other.raw,
    caseSensitive: comparison.caseSensitive,
    raw,
    span,
  } as const;
  return comparison.negated ? not(predicate(literal)) : predicate(literal);
}

/** Membership in rows that the rule's text does not hold. */
export function memberOf(field: FieldOperand, comparison: Comparison, list: RowList, span: Span): Expression {
  const raw = rawOf(field, comparison.raw, list.written);
  const lane = list.lookup ? ({ lane: "placeholder" } as const) : {};
  const literal: Literal = {
    ...subjectOf(field),
    operator: "in_list",
    value: list.name,
    caseSensitive: comparison.caseSensitive && !field.folded,
    ...lane,
    raw,
    span,
  };
  return comparison.negated ? not(predicate(literal)) : predicate(literal);
}

export interface RowList {
  /** The list's name, or its address. */
  readonly name: string;
  readonly written: string;
  /** Kept outside the query: a watchlist, external data. */
  readonly lookup: boolean;
}

/** Whether the test holds between constants; null when it cannot be told. */
export function holds(comparison: Comparison, left: Value, right: Value): boolean | null {
  if (!isScalar(left) || !isScalar(right)) return null;
  const [a, b] = comparison.caseSensitive ? [left.text, right.text] : [left.text.toLowerCase(), right.text.toLowerCase()];
  const numbers = left.kind === "number" && right.kind === "number";
  const order = numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
  const results: Partial<Record<Operator, boolean>> = {
    eq: a === b,
    contains: a.includes(b),
    starts_with: a.startsWith(b),
    ends_with: a.endsWith(b),
    gt: order > 0,
    gte: order >= 0,
    lt: order < 0,
    lte: order <= 0,
  };
  const result = results[comparison.operator];
  return result === undefined ? null : result !== comparison.negated;
}
