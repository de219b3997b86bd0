/** A literal after rewriting: canonical field, final operator and value, and the rewrites that led there. */
import type { Span } from "../model/diagnostic.ts";
import type { Lane, Operator, RawPredicate } from "../model/predicate.ts";

export interface NormalLiteral {
  readonly field: string | null;
  readonly operator: Operator;
  readonly value: string;
  readonly caseSensitive: boolean;
  readonly lane: Lane;
  readonly raw: RawPredicate;
  readonly span: Span;
  readonly mapped: boolean;
  readonly rewrites: readonly string[];
  readonly groupBy?: readonly string[];
}

/** Existence tests: a negation turns one into the other, so that neither is ever an exclusion. */
export function isPresence(literal: NormalLiteral): boolean {
  return literal.operator === "exists" || literal.operator === "missing";
}

/** The opposite existence test. */
export function flipPresence(literal: NormalLiteral): NormalLiteral {
  return { ...literal, operator: literal.operator === "exists" ? "missing" : "exists" };
}

/** Two literals that are the same indicator have the same key. */
export function indicatorKey(literal: Pick<NormalLiteral, "field" | "operator" | "value" | "caseSensitive">): string {
  const value = literal.caseSensitive ? `=${literal.value}` : `~${literal.value.toLowerCase()}`;
  return `${literal.field ?? ""}\u0000${literal.operator}\u0000${value}`;
}
