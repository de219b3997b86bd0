/** How a language reads a query in another language inside its own; the registry injects it, so that no language imports another. */
import { type Expression, mapLeaves, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import type { LanguageId } from "../../model/vendor.ts";
import type { Reading } from "../language.ts";

/** Null when the language is not registered. */
export type ReadEmbedded = (language: LanguageId, text: string, document: RuleDocument) => Reading | null;

/** The inner query's tree with its spans moved to where they stand in the outer text. */
export function moveSpans(node: Expression, move: (span: Span) => Span): Expression {
  if (node.kind === "opaque") return { ...node, span: move(node.span) };
  if (node.kind === "and" || node.kind === "or") return { ...node, children: node.children.map((child) => moveSpans(child, move)) };
  if (node.kind === "not") return { ...node, child: moveSpans(node.child, move) };
  return mapLeaves(node, (literal) => predicate({ ...literal, span: move(literal.span) }));
}
