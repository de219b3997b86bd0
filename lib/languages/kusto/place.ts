/**
 * Where an expression stands: the columns and names that it sees. Names bind in the order of the statements
 * (https://learn.microsoft.com/kusto/query/let-statement); a column hides a name.
 */
import { type Expression, opaque } from "../../expression/expression.ts";
import type { Diagnostic, DiagnosticCode, Span } from "../../model/diagnostic.ts";
import type { Scope } from "../language.ts";
import { type KustoNode, spanOf } from "./node.ts";
import type { Scalar, Value } from "./value.ts";

/** What an expression means to a test. */
export type Operand =
  | FieldOperand
  /** The event's own time, or how long it took: bounds on it are the rule's window. */
  | { readonly kind: "time" }
  | { readonly kind: "constant"; readonly value: Value }
  /** The rows of another query; `values` when the text holds them. */
  | { readonly kind: "rows"; readonly node: KustoNode; readonly place: Place; readonly binding: string | null }
  /** A test. */
  | { readonly kind: "test"; readonly node: KustoNode; readonly place: Place }
  | { readonly kind: "choice"; readonly node: KustoNode; readonly place: Place; readonly name: string }
  | { readonly kind: "anything" };

export interface FieldOperand {
  readonly kind: "field";
  /** The source's column, or a computed column's own name. */
  readonly name: string;
  /** As written in the test. */
  readonly raw: string;
  /** Its case was folded before the test. */
  readonly folded: boolean;
  readonly computed: boolean;
  /** From the row before or after. */
  readonly ofOtherRow?: boolean;
  /** Set when an aggregate has part in it. */
  readonly threshold?: Threshold;
}

export interface Threshold {
  /** Null when it is computed from aggregates and is none itself. */
  readonly aggregate: { readonly function: string; readonly field: string | null } | null;
  readonly groupBy: readonly string[];
  readonly window: string | null;
  /** The event's own times: a list of them, or one that is computed of them. */
  readonly times?: boolean;
  /** What `countif` counts. */
  readonly filter?: { readonly node: KustoNode; readonly place: Place; readonly label: string };
}

/** Columns by name (columns.ts makes them). */
export interface Columns {
  readonly get: (name: string) => Column | undefined;
  readonly has: (name: string) => boolean;
}

export type Column =
  | { readonly kind: "defined"; readonly node: KustoNode; readonly place: Place }
  | { readonly kind: "known"; readonly operand: Operand };

export interface Binding {
  readonly name: string;
  readonly content: { readonly node: KustoNode; readonly place: Place } | { readonly stream: Stream };
  /** A function's argument: it may be a column. */
  readonly argument: boolean;
}

/** Names in scope, the newest first. */
export interface Names {
  readonly binding: Binding;
  readonly outer: Names | null;
}

export interface Place {
  readonly columns: Columns;
  readonly names: Names | null;
  /** Under an odd number of negations: what is found here is an exclusion. */
  readonly negated: boolean;
}

/** The rows of one table on their way through a pipe. */
export interface Leg {
  readonly kind: "leg";
  readonly table: string | null;
  /** The address or name of a list that is kept elsewhere, when the rows are that list. */
  readonly list: string | null;
  place: Place;
  conditions: Expression[];
  counts: Expression[];
}
export type Stream =
  | Leg
  | { readonly kind: "union"; readonly legs: readonly Stream[]; readonly counts: Expression[] }
  | { readonly kind: "join"; readonly left: Stream; readonly right: Stream; readonly counts: Expression[] };

export function findName(names: Names | null, name: string): Binding | null {
  for (let here = names; here; here = here.outer) if (here.binding.name === name) return here.binding;
  return null;
}

export const negate = (place: Place): Place => ({ ...place, negated: !place.negated });

/** One reading: what is found on the way, and the limits of it. */
export interface Session {
  readonly text: string;
  readonly diagnostics: Diagnostic[];
  /** Scopes of subqueries and anti-joins, beside those of the query itself. */
  readonly scopes: Scope[];
  /** Tables in order, each once. */
  readonly tables: Set<string>;
  /** What `let` gave a name; in a function once a call. */
  readonly bound: { readonly binding: Binding; readonly span: Span }[];
  /** Bindings that were looked at. */
  readonly used: Set<Binding>;
  /** Subqueries that have their scope. */
  readonly visited: Set<string>;
  readonly operands: Map<Column, Operand>;
  readonly window: { bin: string | null; bound: string | null };
  /** Above 0: on a side that only enriches, where nothing is kept. */
  muted: number;
  steps: number;
  depth: number;
  /** Rows of a tabular expression. */
  readonly rows: (node: KustoNode, place: Place) => Stream;
  /** Reads a subquery's own tests into scopes. */
  readonly subquery: (node: KustoNode, place: Place, label: string | null) => void;
  /** Reads what a conditional count counts into a scope. */
  readonly counted: (filter: NonNullable<Threshold["filter"]>) => void;
}

/** A query that would take too long: names used in names grow without bound. */
export class TooLarge extends Error {}

const maximumSteps = 60_000;
const maximumDepth = 300;

/** Counts work; every step into a name or a nested expression passes here. @throws TooLarge */
export function within<Result>(session: Session, work: () => Result): Result {
  session.steps += 1;
  if (session.steps > maximumSteps || session.depth > maximumDepth) throw new TooLarge();
  session.depth += 1;
  try {
    return work();
  } finally {
    session.depth -= 1;
  }
}

export function unread(node: KustoNode, message: string, code: DiagnosticCode = "condition-broken"): Expression {
  return opaque(code, spanOf(node), message);
}

/** A constant as a field of messages and names. */
export const printScalar = (value: Scalar): string => value.text;
