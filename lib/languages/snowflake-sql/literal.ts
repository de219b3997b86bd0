/** One test of an operand against a constant, as a literal: equality, ranges, patterns and regular expressions of Snowflake. */
import {
  and,
  anyOne,
  anyRun,
  type Expression,
  type Literal,
  not,
  opaque,
  or,
  type Pattern,
  type PatternPart,
  predicate,
} from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { Operator } from "../../model/predicate.ts";
import { joinPattern, plainText } from "../core/pattern.ts";
import { nameOfAggregate, type Subject } from "./operand.ts";
import type { ValueNode } from "./tree.ts";

export interface Test {
  readonly subject: Subject;
  readonly operator: Operator;
  readonly value: string | Pattern;
  readonly caseSensitive: boolean;
  readonly raw: { readonly operator: string; readonly value: string };
  readonly span: Span;
  readonly anchored?: boolean;
  readonly placeholder?: boolean;
}

/** The literal of a test, through what its subject is. */
export function testOf({ subject, operator, value, caseSensitive, raw, span, anchored, placeholder }: Test): Expression {
  const folded = subject.kind === "column" && subject.folded;
  const field = subject.kind === "column" ? subject.name : subject.kind === "aggregate" ? nameOfAggregate(subject) : subject.written;
  const written = subject.written;
  const literal: Literal = {
    field,
    operator,
    value,
    caseSensitive: caseSensitive && !folded,
    raw: { field: written, ...(subject.kind === "column" && subject.name !== written ? { resolved: subject.name } : {}), ...raw },
    span,
    ...(anchored === undefined ? {} : { anchored }),
    ...(placeholder ? { lane: "placeholder" as const } : {}),
    ...(subject.kind === "computed" ? { computed: true as const, ...(subject.threshold ? { lane: "threshold" as const } : {}) } : {}),
    ...(subject.kind === "aggregate"
      ? {
          lane: "threshold" as const,
          aggregate: { function: subject.function, field: subject.field },
          groupBy: subject.groupBy,
          ...(subject.computed ? { computed: true as const } : {}),
        }
      : {}),
  };
  return predicate(literal);
}

/** `=` against a constant; NULL is never equal, and a parameter is filled in before the query runs. */
export function equals(subject: Test["subject"], value: ValueNode, raw: string, span: Span): Expression {
  const shared = { subject, raw: { operator: raw, value: value.written }, span };
  if (value.type === "null") return opaque("query-broken", span, "A comparison with NULL is never true");
  if (value.text === "") return testOf({ ...shared, operator: "missing", value: "", caseSensitive: false });
  const placeholder = value.type === "parameter";
  return testOf({ ...shared, operator: "eq", value: value.text, caseSensitive: value.type === "string", placeholder });
}

/** A LIKE pattern: `%` for any run, `_` for any one, and the escape character, where one is stated. https://docs.snowflake.com/en/sql-reference/functions/like */
export function likePattern(text: string, escaping: string | null): Pattern {
  const pieces: PatternPart[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const here = text[index] ?? "";
    if (here === escaping && index + 1 < text.length) {
      index += 1;
      pieces.push(text[index] ?? "");
    } else pieces.push(here === "%" ? anyRun : here === "_" ? anyOne : here);
  }
  return joinPattern(pieces);
}

/** A pattern matched against the whole subject, with its case or without. */
export function matches(subject: Test["subject"], pattern: Pattern, test: Pick<Test, "caseSensitive" | "raw" | "span">): Expression {
  const plain = plainText(pattern);
  if (plain === "") return testOf({ subject, operator: "missing", value: "", ...test, caseSensitive: false });
  if (plain !== null) return testOf({ subject, operator: "eq", value: plain, ...test });
  return testOf({ subject, operator: "wildcard", value: pattern, ...test });
}

/** `not` of what may say nothing. */
export function negate(expression: Expression | null, negated: boolean): Expression | null {
  return expression && negated ? not(expression) : expression;
}

/** `or` over parts of which some say nothing: then the whole says nothing. */
export function anyOf(parts: readonly (Expression | null)[]): Expression | null {
  return parts.some((part) => part === null) ? null : or(parts.flatMap((part) => part ?? []));
}

/** `and` over parts; those that say nothing are left out. */
export function allOf(parts: readonly (Expression | null)[]): Expression | null {
  const said = parts.flatMap((part) => part ?? []);
  return said.length === 0 ? null : and(said);
}
