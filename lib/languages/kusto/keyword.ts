/** Tests of no column: texts that any column may hold. https://learn.microsoft.com/kusto/query/search-operator */
import { type Expression, not, predicate } from "../../expression/expression.ts";
import type { Comparison } from "./comparison.ts";
import { type KustoNode, spanOf } from "./node.ts";
import { type Operand, unread } from "./place.ts";
import { isScalar } from "./value.ts";

/** `* has "x"`, and a bare text in `search`: any column may hold it. */
export function keyword(comparison: Comparison, right: Operand, node: KustoNode): Expression | null {
  if (right.kind !== "constant" || !isScalar(right.value)) return unread(node, "Any column is tested against something else than a text");
  const { text, raw } = right.value;
  const value = text.replace(/^\*+|\*+$/g, "");
  if (value === "") return null;
  const literal = {
    field: null,
    operator: "keyword",
    value,
    caseSensitive: false,
    raw: { field: null, operator: comparison.raw, value: raw },
  } as const;
  return comparison.negated ? not(predicate({ ...literal, span: spanOf(node) })) : predicate({ ...literal, span: spanOf(node) });
}
