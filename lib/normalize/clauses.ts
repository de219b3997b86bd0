/** The rows that a rule gives to tables: its indicators, its AND groups, its exclusions; each once, in canonical order. */
import { type Clause, type ClausePart, comparesCase, type Lane, type Polarity } from "../model/predicate.ts";
import type { CountedExclusion, Part } from "./exclusions.ts";
import { isPresence, type NormalLiteral } from "./normal-literal.ts";

/** Makes the clauses of a rule. A literal that stands only inside AND groups is marked as not alone. */
export function makeClauses(
  indicators: readonly NormalLiteral[],
  groups: readonly (readonly Part[])[],
  exclusions: readonly CountedExclusion[],
  grouped: ReadonlySet<string>,
): readonly Clause[] {
  const literals = new Map(indicators.map((literal) => [literal.key, literal]));
  const single = [...literals].flatMap(([key, literal]): Clause[] => {
    if (isPresence(literal) || literal.operator === "fieldref") return [];
    const { field, operator, value, lane } = literal;
    const caseSensitive = comparesCase(literal);
    return [
      {
        polarity: "match",
        parts: [{ field, operator, values: [value], caseSensitive, lane }],
        exceptions: [],
        lane,
        alone: !grouped.has(key),
      },
    ];
  });
  const compound = [
    ...groups.map((parts) => makeClause("match", parts, [])),
    ...exclusions.map(({ parts, exceptions }) => makeClause("exclude", parts, exceptions)),
  ];
  const keyed = compound.map((clause) => [`${clause.polarity} ${keyOf(clause.parts)} ${keyOf(clause.exceptions)}`, clause] as const);
  return [...single, ...new Map(keyed).values()];
}

function makeClause(polarity: Polarity, parts: readonly Part[], exceptions: readonly NormalLiteral[]): Clause {
  const made = canonicalOrder(parts.map(makePart));
  return {
    polarity,
    parts: made,
    exceptions: canonicalOrder(exceptions.map((literal) => makePart([literal]))),
    lane: laneOf(made),
    alone: true,
  };
}

function makePart(literals: Part): ClausePart {
  const [first] = literals;
  if (!first) throw new Error("a part has at least one literal");
  const caseSensitive = literals.some(comparesCase);
  const values = new Map(literals.map(({ value }) => [caseSensitive ? value : value.toLowerCase(), value]));
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return { field: first.field, operator: first.operator, values: sorted, caseSensitive, lane: first.lane };
}

/** What makes two lists of parts the same: fields, operators and values, compared as they are meant. */
function keyOf(parts: readonly ClausePart[]): string {
  return JSON.stringify(parts.map(partKey));
}

function partKey({ field, operator, values, caseSensitive }: ClausePart): string {
  const compared = values.join("\u0000");
  return `${field ?? ""}\u0000${operator}\u0000${caseSensitive ? `=${compared}` : `~${compared.toLowerCase()}`}`;
}

function canonicalOrder(parts: readonly ClausePart[]): readonly ClausePart[] {
  const keyed = parts.map((part) => [partKey(part), part] as const);
  return [...new Map(keyed).entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, part]) => part);
}

const laneOrder: readonly Lane[] = ["threshold", "behavior", "placeholder", "selector"];

/** A clause stands in the lane of its most telling part. */
function laneOf(parts: readonly ClausePart[]): Lane {
  return laneOrder.find((lane) => parts.some((part) => part.lane === lane)) ?? "behavior";
}
