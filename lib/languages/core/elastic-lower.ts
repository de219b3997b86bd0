/**
 * Lowers the tests of EQL and ES|QL to expressions: comparisons of a field (or of what is computed from one) with constants, lists, null,
 * or another field. What has no predicate form is opaque. The language says what its operators and functions mean.
 */
import { and, type Expression, type Literal, not, opaque, or, type Pattern, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { Operator } from "../../model/predicate.ts";
import { isTextField } from "./elastic-text-fields.ts";
import type { CallNode, CompareNode, QueryNode, ValueNode } from "./elastic-tree.ts";
import { escapedGlobPattern, globPattern, plainText } from "./pattern.ts";

/** What an operator of the language tests, without its negation. */
export interface Test {
  readonly operator: Operator;
  readonly caseSensitive: boolean;
  /** The value is matched with `*` and `?`. */
  readonly glob?: true;
  /** In such a value a backslash takes the next character literally. */
  readonly escaped?: true;
  /** A regex that must match the whole value. */
  readonly anchored?: true;
  readonly negated?: true;
}

/** The left side of a test. */
export interface Operand {
  readonly field: string;
  readonly rawField: string;
  readonly resolved?: string;
  /** Its case was folded before the test. */
  readonly folded?: boolean;
  readonly aggregate?: NonNullable<Literal["aggregate"]>;
  readonly groupBy?: readonly string[];
  readonly lane?: NonNullable<Literal["lane"]>;
  /** A column that the query makes. */
  readonly computed?: true;
  /** What must hold, too, for an event to be counted (`sum(case(C, 1, 0))`). */
  readonly condition?: Expression;
}

export interface Dialect {
  /** By the operator as `CompareNode` spells it. */
  readonly operators: Readonly<Record<string, Test>>;
  readonly operand: (node: QueryNode) => Operand | null;
  /** A function used as a test; null: it has no predicate form. */
  readonly call: (node: CallNode) => Expression | null;
  /** Tests that the language reads in its own way, before anything else; null: read it as usual. */
  readonly special: (node: QueryNode) => Expression | null;
  readonly text: string;
}

const mirrored: Readonly<Record<string, string>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

export function lowerQuery(node: QueryNode, dialect: Dialect): Expression {
  const special = dialect.special(node);
  if (special) return special;
  switch (node.kind) {
    case "and":
      return and(node.children.map((child) => lowerQuery(child, dialect)));
    case "or":
      return or(node.children.map((child) => lowerQuery(child, dialect)));
    case "not":
      return not(lowerQuery(node.child, dialect));
    case "broken":
      return opaque(node.code, node.span, node.message);
    case "compare":
      return lowerCompare(node, dialect);
    case "call":
      return dialect.call(node) ?? lowerBare(node, dialect);
    case "value":
      if (node.type === "boolean") return node.text === "true" ? and([]) : not(and([]));
      return opaque("query-broken", node.span, "A value stands where a test is due");
    default:
      return lowerBare(node, dialect);
  }
}

/** A column that is itself true or false. */
function lowerBare(node: QueryNode, dialect: Dialect): Expression {
  const operand = node.kind === "field" ? dialect.operand(node) : null;
  if (!operand) return opaque("query-broken", spanOf(node), `"${clip(dialect.text, spanOf(node))}" has no predicate form`);
  return withCondition(operand, predicate(literalOf(operand, { operator: "==", value: "true" }, spanOf(node), "eq", "true", false)));
}

function lowerCompare(node: CompareNode, dialect: Dialect): Expression {
  const { left, right, operator } = node;
  const turned = mirrored[operator];
  if (isConstant(left) && !isConstant(right) && turned !== undefined) {
    return lowerCompare({ ...node, left: right, right: left, operator: turned }, dialect);
  }
  // `true in (test, test)`
  if (left.kind === "value" && left.text === "true" && operator === "in" && right.kind === "list") {
    return or(right.items.map((item) => lowerQuery(item, dialect)));
  }
  const test = dialect.operators[operator];
  const operand = test ? dialect.operand(left) : null;
  if (!test || !operand) return opaque("query-broken", node.span, `"${clip(dialect.text, node.span)}" has no predicate form`);
  const items = right.kind === "list" ? right.items : [right];
  const tests = items.map((item) => {
    const span = right.kind === "list" ? spanOf(item) : node.span;
    const found = lowerItem(operand, item, { test, written: operator, span }, dialect);
    return withCondition(operand, test.negated && !isPositiveForm(found) ? not(found) : found);
  });
  return test.negated ? and(tests) : or(tests);
}

/** Tests that already say their own negation: null tests are never exclusions. */
function isPositiveForm(node: Expression): boolean {
  return node.kind === "predicate" && ["exists", "missing"].includes(node.literal.operator);
}

interface Written {
  readonly test: Test;
  readonly written: string;
  readonly span: Span;
}

function lowerItem(operand: Operand, item: QueryNode, { test, written, span }: Written, dialect: Dialect): Expression {
  if (item.kind !== "value") {
    const other = dialect.operand(item);
    if (!other || item.kind === "list") return opaque("query-broken", span, `"${clip(dialect.text, span)}" has no predicate form`);
    const raw = { operator: written, value: other.rawField };
    return predicate(literalOf(operand, raw, span, "fieldref", other.aggregate ? other.rawField : other.field, test.caseSensitive));
  }
  return constantTest(operand, item, { test, written, span });
}

/** One test against one constant. */
export function constantTest(operand: Operand, value: ValueNode, { test, written, span }: Written): Expression {
  const raw = { operator: written, value: value.written };
  const caseSensitive = test.caseSensitive && !operand.folded && value.type === "string";
  const { operator, text, more } = contentOf(operand, value, test);
  const literal = literalOf(operand, raw, span, operator, text, caseSensitive);
  return predicate(more ? { ...literal, ...more } : literal);
}

interface Content {
  readonly operator: Operator;
  readonly text: string | Pattern;
  readonly more?: Partial<Literal>;
}

const anyCase: Partial<Literal> = { caseSensitive: false };

function contentOf(operand: Operand, value: ValueNode, test: Test): Content {
  const { text } = value;
  const plainOperator = test.operator === "wildcard" ? "eq" : test.operator;
  const empty = value.type === "null" || (text === "" && (test.operator === "eq" || test.glob));
  if (empty) return { operator: test.negated ? "exists" : "missing", text: "", more: anyCase };
  if (value.type === "parameter") return { operator: plainOperator, text: `?${text}`, more: { lane: "placeholder" } };
  if (test.operator === "regex") return test.anchored ? { operator: "regex", text, more: { anchored: true } } : { operator: "regex", text };
  if (test.operator === "contains") {
    if (isTextField(operand.field)) return { operator: "contains", text, more: anyCase };
    return { operator: "eq", text, more: { caseSensitive: value.type === "string" && !operand.folded } };
  }
  if (!test.glob || value.type !== "string") return { operator: plainOperator, text };
  const pattern = test.escaped ? escapedGlobPattern(text) : globPattern(text);
  const plain = plainText(pattern);
  return plain === null ? { operator: "wildcard", text: pattern } : { operator: "eq", text: plain };
}

export function literalOf(
  operand: Operand,
  raw: { readonly operator: string; readonly value: string },
  span: Span,
  operator: Operator,
  value: string | Pattern,
  caseSensitive: boolean,
): Literal {
  const { field, rawField, resolved, aggregate, groupBy, lane, computed } = operand;
  return {
    field,
    operator,
    value,
    caseSensitive,
    raw: { field: rawField, ...(resolved === undefined ? {} : { resolved }), ...raw },
    span,
    ...(aggregate ? { aggregate } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...(lane ? { lane } : {}),
    ...(computed ? { computed } : {}),
  };
}

function withCondition(operand: Operand, test: Expression): Expression {
  return operand.condition ? and([test, operand.condition]) : test;
}

export const spanOf = (node: QueryNode): Span => node.span;

/** A node without fields. */
function isConstant(node: QueryNode): boolean {
  return node.kind === "value" || (node.kind === "list" && node.items.every(isConstant));
}

/** The source text of a span on one line, for messages and for the names of computed columns. */
export function clip(text: string, span: Span): string {
  const line = text.slice(span[0], span[1]).replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
