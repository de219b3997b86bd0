/** Collects a rule's predicates: a literal met twice is one predicate with the groups of both, in the order of the source text. */
import type { Polarity, Predicate, Role } from "../model/predicate.ts";
import { indicatorKey, type NormalLiteral } from "./normal-literal.ts";

const roleOrder: readonly Role[] = ["required", "alternative", "exclusion", "branch"];

interface Entry {
  readonly literal: NormalLiteral;
  readonly polarity: Polarity;
  role: Role;
  readonly groups: Set<string>;
  /** Counted as an indicator: under match, and not only reached through a negation. */
  indicator: boolean;
}

export class PredicateBook {
  private readonly entries = new Map<string, Entry>();
  private readonly counters = new Map<string, number>();

  /** Where a predicate is kept. Two raw fields of one canonical name are two predicates of one indicator: each is shown where it stands. */
  keyOf(literal: NormalLiteral, polarity: Polarity): string {
    return `${polarity}\u0000${indicatorKey(literal)}\u0000${literal.raw.field?.toLowerCase() ?? ""}\u0000${literal.groupBy?.join() ?? ""}`;
  }

  /** A new group id: `or1`, `and2`, `not3`. */
  group(kind: "or" | "and" | "not"): string {
    const number = (this.counters.get(kind) ?? 0) + 1;
    this.counters.set(kind, number);
    return `${kind}${number}`;
  }

  /** Notes a predicate and returns its key. The strongest role wins; groups add up. */
  add(literal: NormalLiteral, polarity: Polarity, role: Role, group: string | null, indicator: boolean): string {
    const key = this.keyOf(literal, polarity);
    const entry = this.entries.get(key);
    if (!entry) this.entries.set(key, { literal, polarity, role, groups: new Set(group ? [group] : []), indicator });
    else {
      if (roleOrder.indexOf(role) < roleOrder.indexOf(entry.role)) entry.role = role;
      if (group) entry.groups.add(group);
      entry.indicator ||= indicator;
    }
    return key;
  }

  /** Adds a group to a predicate that is known under a polarity. */
  tag(literal: NormalLiteral, polarity: Polarity, group: string): void {
    this.entries.get(this.keyOf(literal, polarity))?.groups.add(group);
  }

  /** The literals that count as indicators. */
  indicators(): readonly NormalLiteral[] {
    return [...this.entries.values()].filter((entry) => entry.indicator).map((entry) => entry.literal);
  }

  /** The predicates in source order, and where each key went. */
  close(): { readonly predicates: readonly Predicate[]; readonly positions: ReadonlyMap<string, number> } {
    const sorted = [...this.entries].sort(([, a], [, b]) => a.literal.span[0] - b.literal.span[0] || a.literal.span[1] - b.literal.span[1]);
    const predicates = sorted.map(([, { literal, polarity, role, groups }]): Predicate => {
      const { field, operator, value, lane, caseSensitive, raw, span, mapped, rewrites, groupBy } = literal;
      const shared = { field, operator, value, polarity, role, groups: [...groups], lane, caseSensitive, raw, span, mapped, rewrites };
      return groupBy ? { ...shared, groupBy } : shared;
    });
    return { predicates, positions: new Map(sorted.map(([key], position) => [key, position])) };
  }
}
