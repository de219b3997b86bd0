/** The tree that pages show in words: the rewritten expression with its leaves pointing at the rule's predicates. */
import type { Expression } from "../expression/expression.ts";
import { visit } from "../expression/expression.ts";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import type { LogicNode } from "../model/normalized-rule.ts";
import { flipPresence, isPresence, type NormalLiteral } from "./normal-literal.ts";
import type { PredicateBook } from "./predicate-book.ts";

/** Builds the tree; each opaque part becomes a diagnostic of its own, which the leaf points at. */
export function makeLogic(
  expression: Expression<NormalLiteral>, book: PredicateBook, positions: ReadonlyMap<string, number>, diagnostics: Diagnostic[],
): LogicNode {
  const find = (literal: NormalLiteral, polarity: "match" | "exclude") => positions.get(book.keyOf(literal, polarity));
  const build = (node: Expression<NormalLiteral>, negated: boolean): LogicNode =>
    visit<NormalLiteral, LogicNode>(node, {
      and: ({ children }) => ({ kind: "all", children: children.map((child) => build(child, negated)) }),
      or: ({ children }) => ({ kind: "any", children: children.map((child) => build(child, negated)) }),
      not: ({ child }) =>
        child.kind === "predicate" && isPresence(child.literal) ? build({ kind: "predicate", literal: flipPresence(child.literal) }, negated) : { kind: "not", child: build(child, !negated) },
      predicate: ({ literal }) => {
        const flipped = isPresence(literal) && negated;
        const position = find(flipped ? flipPresence(literal) : literal, negated && !flipped ? "exclude" : "match");
        return flipped ? { kind: "predicate", predicate: position ?? 0, flipped } : { kind: "predicate", predicate: position ?? 0 };
      },
      opaque: ({ code, span, message }) => {
        diagnostics.push(diagnose(code, "error", span, message));
        return { kind: "opaque", diagnostic: diagnostics.length - 1 };
      },
    });
  return build(expression, false);
}
