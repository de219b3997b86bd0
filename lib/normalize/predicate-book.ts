/** Collects a rule's predicates: a literal met twice is one predicate with the groups of both, in the order of the source text. */
import type { Polarity, Predicate, Role } from "../model/predicate.ts";
import type { NormalLiteral } from "./normal-literal.ts";

const roleOrder: readonly Role[] = ["required", "alternative", "exclusion", "branch"];

/** A predicate while its rule is read. Two raw fields of one canonical name are two entries: each is shown where it stands. */
export interface Entry {
  readonly literal: NormalLiteral;
  readonly polarity: Polarity;
  role: Role;
  readonly groups: string[];
  /** Counted as an indicator: under match, and not only reached through a negation. */
  indicator: boolean;
  /** Among the rule's predicates, once the book is closed. */
  position: number;
}

export class PredicateBook {
  private readonly entries: Readonly<Record<Polarity, Map<string, Entry>>> = { match: new Map(), exclude: new Map() };
  private readonly counters = { or: 0, and: 0, not: 0 };

  /** A new group id: `or1`, `and2`, `not3`. */
  group(kind: "or" | "and" | "not"): string {
    this.counters[kind] += 1;
    return `${kind}${this.counters[kind]}`;
  }

  /** Notes a predicate. The strongest role wins; groups add up (a group is closed before the next begins, so a repeat is the last). */
  add(literal: NormalLiteral, polarity: Polarity, role: Role, group: string | null, indicator: boolean): Entry {
    const known = this.entries[polarity].get(literal.place);
    if (!known) {
      const entry: Entry = { literal, polarity, role, groups: group ? [group] : [], indicator, position: -1 };
      this.entries[polarity].set(literal.place, entry);
      return entry;
    }
    if (roleOrder.indexOf(role) < roleOrder.indexOf(known.role)) known.role = role;
    if (group && known.groups.at(-1) !== group) known.groups.push(group);
    known.indicator ||= indicator;
    return known;
  }

  /** Adds a group to a match that is known. */
  tag(literal: NormalLiteral, group: string): void {
    const entry = this.entries.match.get(literal.place);
    if (entry && entry.groups.at(-1) !== group) entry.groups.push(group);
  }

  /** The predicate of a literal under a polarity. */
  find(literal: NormalLiteral, polarity: Polarity): Entry | undefined {
    return this.entries[polarity].get(literal.place);
  }

  /** The literals that count as indicators. */
  indicators(): readonly NormalLiteral[] {
    return [...this.entries.match.values()].filter((entry) => entry.indicator).map((entry) => entry.literal);
  }

  /** The predicates in source order; from now on entries know their positions. */
  close(): readonly Predicate[] {
    const sorted = [...this.entries.match.values(), ...this.entries.exclude.values()].sort(
      ({ literal: a }, { literal: b }) => a.span[0] - b.span[0] || a.span[1] - b.span[1],
    );
    return sorted.map((entry, position): Predicate => {
      entry.position = position;
      const { polarity, role, groups } = entry;
      const { field, operator, value, lane, caseSensitive, raw, span, mapped, rewrites, groupBy } = entry.literal;
      const shared = { field, operator, value, polarity, role, groups, lane, caseSensitive, raw, span, mapped, rewrites };
      return groupBy ? { ...shared, groupBy } : shared;
    });
  }
}
