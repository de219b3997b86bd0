/** Kusto's native tree as plain data: nodes by kind with named parts. Grammar: https://learn.microsoft.com/kusto/query/syntax-conventions */
import type { Span } from "../../model/diagnostic.ts";

/** A node of the parser's tree. Lists are nodes of kind `List` without their separators; tokens are of kind `Token`. */
export interface KustoNode {
  readonly kind: string;
  /** What it is to its parent: `Left`, `Operator`, `Condition`; empty in lists. */
  readonly role: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly KustoNode[];
}

/** The child of a role, or null when the node has none. */
export function part(node: KustoNode | null, role: string): KustoNode | null {
  return node?.children.find((child) => child.role === role) ?? null;
}

/** The elements of a list that is a child. */
export function items(node: KustoNode | null, role: string): readonly KustoNode[] {
  return part(node, role)?.children ?? [];
}

/** The arguments of a call. */
export function argumentsOf(call: KustoNode): readonly KustoNode[] {
  return items(part(call, "ArgumentList"), "Expressions");
}

export const spanOf = (node: KustoNode): Span => [node.start, node.end];

export const textOf = (node: KustoNode | null, text: string): string => (node ? text.slice(node.start, node.end) : "");

/** A name as it is meant: `['a b']` and `["a b"]` are a b. */
export function nameOf(node: KustoNode | null, text: string): string {
  const written = textOf(node, text);
  return /^\[\s*@?["'](.*)["']\s*\]$/s.exec(written)?.[1] ?? written;
}

/** The node inside brackets that only group. */
export function ungrouped(node: KustoNode): KustoNode {
  let inner = node;
  for (let next = part(inner, "Expression"); inner.kind === "ParenthesizedExpression" && next; next = part(inner, "Expression"))
    inner = next;
  return inner;
}

/** The source and the operators of a pipe, in order; a node that is no pipe is its own source. */
export function pipeOf(node: KustoNode): { readonly source: KustoNode; readonly operators: readonly KustoNode[] } {
  const operators: KustoNode[] = [];
  let source = node;
  for (;;) {
    const left = part(source, "Expression");
    const operator = part(source, "Operator");
    if (source.kind !== "PipeExpression" || !left) break;
    if (operator) operators.push(operator);
    source = left;
  }
  return { source, operators: operators.reverse() };
}

/** The terms of a chain of one logical operator, in order: `a and b and c` is three. */
export function chainOf(node: KustoNode, operator: "and" | "or", text: string): readonly KustoNode[] {
  const terms: KustoNode[] = [];
  let rest = ungrouped(node);
  for (;;) {
    const [left, right] = [part(rest, "Left"), part(rest, "Right")];
    if (rest.kind !== "BinaryExpression" || textOf(part(rest, "Operator"), text).toLowerCase() !== operator || !left || !right) break;
    terms.push(right);
    rest = ungrouped(left);
  }
  return [...terms, rest].reverse();
}

/** Names that an expression refers to; names of functions are left out. */
export function namesIn(node: KustoNode, text: string): readonly string[] {
  const names = new Set<string>();
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "NameReference") names.add(nameOf(next, text));
    for (const child of next.children) {
      const isFunction = next.kind === "FunctionCallExpression" && child.role === "Name";
      const isPath = next.kind === "PathExpression" && child.role === "Selector";
      if (!isFunction && !isPath) open.push(child);
    }
  }
  return [...names];
}
