/**
 * The boolean tree that every query language lowers to: readonly, by `kind`, with spans into the query text. What walks it switches over
 * `kind` and returns from every case, so that a new kind fails to compile everywhere it matters.
 */
import type { DiagnosticCode, Span } from "../model/diagnostic.ts";
import type { Lane, Operator, RawPredicate } from "../model/predicate.ts";

/** A piece of a value: literal text, or a wildcard for any run of characters, or for exactly one. */
export type PatternPart = string | typeof anyRun | typeof anyOne;
export const anyRun = { wildcard: "*" } as const;
export const anyOne = { wildcard: "?" } as const;
export type Pattern = readonly PatternPart[];

/** A test of one field against one value, before rewriting. Field names are the source's own. */
export interface Literal {
  readonly field: string | null;
  readonly operator: Operator;
  /** Decoded text, or a pattern when the operator is `wildcard`. */
  readonly value: string | Pattern;
  readonly caseSensitive: boolean;
  /** The regex must match the whole subject (Snowflake, ES|QL rlike); absent: anywhere. */
  readonly anchored?: boolean;
  /** Set by the language where the field does not decide it (placeholders, aggregates). */
  readonly lane?: Lane;
  /** The field, or what the aggregate counts, is a column that the query makes (split, extract, parse): no field of the source, whatever its name. */
  readonly computed?: true;
  readonly raw: RawPredicate;
  readonly span: Span;
  /** What a threshold computes, over the source's own field name; `field` is its spelling. */
  readonly aggregate?: { readonly function: string; readonly field: string | null };
  /** Group keys of a threshold, the source's own field names. */
  readonly groupBy?: readonly string[];
}

export type Expression<Leaf = Literal> =
  | { readonly kind: "and"; readonly children: readonly Expression<Leaf>[] }
  | { readonly kind: "or"; readonly children: readonly Expression<Leaf>[] }
  | { readonly kind: "not"; readonly child: Expression<Leaf> }
  | { readonly kind: "predicate"; readonly literal: Leaf }
  | { readonly kind: "opaque"; readonly code: DiagnosticCode; readonly span: Span; readonly message: string };

function flatten<Leaf>(kind: "and" | "or", children: readonly Expression<Leaf>[]): readonly Expression<Leaf>[] {
  return children.some((child) => child.kind === kind)
    ? children.flatMap((child) => (child.kind === kind ? child.children : [child]))
    : children;
}

/** Conjunction; nested conjunctions are flattened, a single child stands for itself. */
export function and<Leaf>(children: readonly Expression<Leaf>[]): Expression<Leaf> {
  const flat = flatten("and", children);
  return flat.length === 1 && flat[0] !== undefined ? flat[0] : { kind: "and", children: flat };
}

/** Disjunction; nested disjunctions are flattened, a single child stands for itself. */
export function or<Leaf>(children: readonly Expression<Leaf>[]): Expression<Leaf> {
  const flat = flatten("or", children);
  return flat.length === 1 && flat[0] !== undefined ? flat[0] : { kind: "or", children: flat };
}

/** Negation; a double negation cancels. */
export function not<Leaf>(child: Expression<Leaf>): Expression<Leaf> {
  return child.kind === "not" ? child.child : { kind: "not", child };
}

export function predicate<Leaf>(literal: Leaf): Expression<Leaf> {
  return { kind: "predicate", literal };
}

/** Text that was not understood: kept, counted, never guessed. */
export function opaque(code: DiagnosticCode, span: Span, message: string): Extract<Expression, { kind: "opaque" }> {
  return { kind: "opaque", code, span, message };
}

/** Replaces every leaf by an expression; structure and opaque parts stay. */
export function mapLeaves<From, To>(node: Expression<From>, replace: (leaf: From) => Expression<To>): Expression<To> {
  switch (node.kind) {
    case "and":
      return and(node.children.map((child) => mapLeaves(child, replace)));
    case "or":
      return or(node.children.map((child) => mapLeaves(child, replace)));
    case "not":
      return not(mapLeaves(node.child, replace));
    case "predicate":
      return replace(node.literal);
    case "opaque":
      return node;
  }
}
