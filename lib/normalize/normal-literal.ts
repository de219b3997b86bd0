/** A literal after rewriting: canonical field, final operator and value, and the rewrites that led there. */
import type { Span } from "../model/diagnostic.ts";
import { comparesCase, type Lane, type Operator, type RawPredicate } from "../model/predicate.ts";

/** What a literal says, before it is named. */
export interface LiteralContent {
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

export interface NormalLiteral extends LiteralContent {
  /** Two literals that are the same indicator have the same key. */
  readonly key: string;
  /** The key, the raw field and the group keys: what makes two literals of a rule one predicate. */
  readonly place: string;
}

/** Names a literal, once, as everything after the rewrites compares literals. */
export function nameLiteral(content: LiteralContent): NormalLiteral {
  const value = comparesCase(content) ? `=${content.value}` : `~${content.value.toLowerCase()}`;
  // what is yet to be filled in is no value, though it may look like one
  const kind = content.lane === "placeholder" ? "?" : "";
  const { field, operator, caseSensitive, lane, raw, span, mapped, rewrites, groupBy } = content;
  const key = `${kind}${field ?? ""}\u0000${operator}\u0000${value}`;
  const place = `${key}\u0000${raw.field?.toLowerCase() ?? ""}\u0000${groupBy?.join() ?? ""}`;
  // key by key: there can be tens of thousands, and a spread costs several times more
  const named = { field, operator, value: content.value, caseSensitive, lane, raw, span, mapped, rewrites, key, place };
  return groupBy ? { ...named, groupBy } : named;
}

/** Existence tests: a negation turns one into the other, so that neither is ever an exclusion. */
export function isPresence(literal: NormalLiteral): boolean {
  return literal.operator === "exists" || literal.operator === "missing";
}

/** The opposite existence test. */
export function flipPresence(literal: NormalLiteral): NormalLiteral {
  return nameLiteral({ ...literal, operator: literal.operator === "exists" ? "missing" : "exists" });
}
