/**
 * The native tree of Snowflake SQL: what was written, with spans, nothing resolved yet.
 * https://docs.snowflake.com/en/sql-reference/constructs, https://docs.snowflake.com/en/sql-reference/operators
 */
import type { Span } from "../../model/diagnostic.ts";
import type { Problem } from "../core/pratt.ts";

export interface ColumnNode {
  readonly kind: "column";
  /** Names from the outermost on, without quotes: `db`, `table`, `column`. */
  readonly parts: readonly string[];
  readonly span: Span;
}

/** `base:a.b[0]`, `base['a']`: the keys in a semi-structured value; positions are left out. */
export interface PathNode {
  readonly kind: "path";
  readonly base: SqlNode;
  readonly keys: readonly string[];
  readonly span: Span;
}

export interface ValueNode {
  readonly kind: "value";
  /** `parameter`: filled in before the query runs (`$latest$`, `{{ x }}`); `moment`: a date or an interval. */
  readonly type: "string" | "number" | "boolean" | "null" | "parameter" | "moment";
  /** Decoded. */
  readonly text: string;
  /** As written, without quotes. */
  readonly written: string;
  readonly span: Span;
}

export interface CallNode {
  readonly kind: "call";
  /** Lower case. */
  readonly name: string;
  readonly written: string;
  readonly arguments: readonly SqlNode[];
  /** Arguments by name (`input => x`), lower case. */
  readonly named: ReadonlyMap<string, SqlNode>;
  readonly distinct: boolean;
  /** `OVER (PARTITION BY …)`: a window function and its keys. */
  readonly over: { readonly keys: readonly SqlNode[] } | null;
  readonly span: Span;
}

export interface CompareNode {
  readonly kind: "compare";
  /** Lower case, one space between words, without its negation: `=`, `in`, `like any`, `is null`. */
  readonly operator: string;
  readonly negated: boolean;
  readonly left: SqlNode;
  readonly right: SqlNode;
  /** The character after which a LIKE takes the next one literally. */
  readonly escape: SqlNode | null;
  readonly span: Span;
}

export interface CaseNode {
  readonly kind: "case";
  readonly branches: readonly { readonly when: SqlNode; readonly then: SqlNode }[];
  readonly otherwise: SqlNode | null;
  readonly span: Span;
}

export interface SubqueryNode {
  readonly kind: "subquery";
  readonly query: Query;
  /** `EXISTS (…)`: asks whether there is any row. */
  readonly exists: boolean;
  readonly span: Span;
}

export type SqlNode =
  | ColumnNode
  | PathNode
  | ValueNode
  | CallNode
  | CompareNode
  | CaseNode
  | SubqueryNode
  | { readonly kind: "and" | "or"; readonly children: readonly SqlNode[]; readonly span: Span }
  | { readonly kind: "not"; readonly child: SqlNode; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly SqlNode[]; readonly span: Span }
  | { readonly kind: "math"; readonly operator: string; readonly left: SqlNode; readonly right: SqlNode; readonly span: Span }
  /** `x::string`: a cast is its operand; only its span is wider. */
  | { readonly kind: "cast"; readonly child: SqlNode; readonly span: Span }
  | { readonly kind: "star"; readonly span: Span }
  | (Problem & { readonly kind: "broken" });

export interface CommonTable {
  /** Lower case. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
  readonly span: Span;
}

export interface Query {
  readonly tables: readonly CommonTable[];
  readonly body: Body;
  readonly span: Span;
}

export type Body =
  | Select
  | { readonly kind: "set"; readonly operator: "union" | "intersect" | "except"; readonly left: Query; readonly right: Query }
  /** VALUES: rows that the text holds. */
  | { readonly kind: "values" }
  | (Problem & { readonly kind: "broken" });

export interface Select {
  readonly kind: "select";
  readonly columns: readonly SelectColumn[];
  readonly from: readonly Source[];
  readonly where: SqlNode | null;
  /** Null: no GROUP BY; "all": every column that is no aggregate. */
  readonly groupBy: readonly SqlNode[] | "all" | null;
  readonly having: SqlNode | null;
  readonly qualify: SqlNode | null;
  /** Clauses that are not followed. */
  readonly broken: readonly Problem[];
}

export interface SelectColumn {
  readonly value: SqlNode;
  /** Lower case; the column's own name where it has no alias, null where it has none. */
  readonly name: string | null;
}

export type JoinKind = "first" | "inner" | "left" | "right" | "full" | "cross";

export interface Source {
  readonly join: JoinKind;
  /** Lower case; the last part of the table's name where it has no alias. */
  readonly alias: string | null;
  readonly on: SqlNode | null;
  readonly using: readonly string[];
  readonly content:
    | { readonly kind: "table"; readonly name: string; readonly parts: readonly string[] }
    | { readonly kind: "query"; readonly query: Query }
    /** LATERAL FLATTEN: a row for each element. */
    | { readonly kind: "function"; readonly call: SqlNode }
    | (Problem & { readonly kind: "broken" });
  /** What stands behind the source and its name and is not understood. */
  readonly rest: Problem | null;
  readonly span: Span;
}

export function childrenOf(node: SqlNode): readonly SqlNode[] {
  switch (node.kind) {
    case "column":
    case "value":
    case "star":
    case "broken":
    case "subquery":
      return [];
    case "path":
      return [node.base];
    case "call":
      return [...node.arguments, ...node.named.values()];
    case "compare":
      return [node.left, node.right];
    case "case":
      return [...node.branches.flatMap(({ when, then }) => [when, then]), ...(node.otherwise ? [node.otherwise] : [])];
    case "and":
    case "or":
      return node.children;
    case "not":
    case "cast":
      return [node.child];
    case "list":
      return node.items;
    case "math":
      return [node.left, node.right];
  }
}

/** All columns in an expression, subqueries aside. */
export function columnsOf(node: SqlNode): readonly ColumnNode[] {
  const found: ColumnNode[] = [];
  const visit = (inner: SqlNode): void => {
    if (inner.kind === "column") found.push(inner);
    for (const child of childrenOf(inner)) visit(child);
  };
  visit(node);
  return found;
}

/** What a cast, or several, stand around. */
export function uncast(node: SqlNode): SqlNode {
  let inner = node;
  while (inner.kind === "cast") inner = inner.child;
  return inner;
}

export const spanOver = (first: SqlNode, last: SqlNode): Span => [first.span[0], last.span[1]];
