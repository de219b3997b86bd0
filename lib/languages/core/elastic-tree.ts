/**
 * The native tree of Elastic's two expression languages, EQL and ES|QL: what was written, with spans, nothing resolved yet.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax, https://www.elastic.co/docs/reference/query-languages/esql/esql-syntax
 */
import type { Span } from "../../model/diagnostic.ts";
import type { Problem } from "./pratt.ts";

export interface FieldNode {
  readonly kind: "field";
  /** Without backticks and optional marks. */
  readonly name: string;
  readonly span: Span;
}

export interface ValueNode {
  readonly kind: "value";
  readonly type: "string" | "number" | "boolean" | "null" | "duration" | "parameter";
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
  /** As written, with the `~` of EQL's functions that ignore case. */
  readonly written: string;
  readonly arguments: readonly QueryNode[];
  readonly span: Span;
}

export interface CompareNode {
  readonly kind: "compare";
  /** Lower case, one space between words: `==`, `in`, `not like`, `is null`. */
  readonly operator: string;
  readonly left: QueryNode;
  readonly right: QueryNode;
  readonly span: Span;
}

export type QueryNode =
  | FieldNode
  | ValueNode
  | CallNode
  | CompareNode
  | { readonly kind: "list"; readonly items: readonly QueryNode[]; readonly span: Span }
  | { readonly kind: "math"; readonly operator: string; readonly left: QueryNode; readonly right: QueryNode; readonly span: Span }
  | { readonly kind: "and" | "or"; readonly children: readonly QueryNode[]; readonly span: Span }
  | { readonly kind: "not"; readonly child: QueryNode; readonly span: Span }
  | (Problem & { readonly kind: "broken" });

/** From the beginning of one node to the end of another. */
export function spanOver(first: { readonly span: Span }, last: { readonly span: Span }): Span {
  return [Math.min(first.span[0], last.span[0]), Math.max(first.span[1], last.span[1])];
}

/** The parts of a node. */
export function childrenOf(node: QueryNode): readonly QueryNode[] {
  switch (node.kind) {
    case "field":
    case "value":
    case "broken":
      return [];
    case "call":
      return node.arguments;
    case "compare":
    case "math":
      return [node.left, node.right];
    case "list":
      return node.items;
    case "and":
    case "or":
      return node.children;
    case "not":
      return [node.child];
  }
}

/** Fields that a node names, in order, each once. */
export function fieldsOf(node: QueryNode): readonly string[] {
  return node.kind === "field" ? [node.name] : [...new Set(childrenOf(node).flatMap(fieldsOf))];
}
