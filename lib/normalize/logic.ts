/** The tree that pages show in words: the rewritten expression with its leaves pointing at the rule's predicates. */
import type { Expression } from "../expression/expression.ts";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import type { LogicNode } from "../model/normalized-rule.ts";
import type { Polarity } from "../model/predicate.ts";
import { flipPresence, isPresence, type NormalLiteral } from "./normal-literal.ts";

export interface LogicContext {
  /** Position of a literal under a polarity among the rule's predicates. */
  readonly find: (literal: NormalLiteral, polarity: Polarity) => number;
  /** Each opaque part becomes a diagnostic of its own, which its leaf points at. */
  readonly diagnostics: Diagnostic[];
}

/** Builds the tree. */
export function makeLogic(node: Expression<NormalLiteral>, context: LogicContext, negated = false): LogicNode {
  switch (node.kind) {
    case "and":
    case "or":
      return makeChildren(node.kind === "and" ? "all" : "any", node.children, context, negated);
    case "not":
      return node.child.kind === "predicate" && isPresence(node.child.literal)
        ? makeLogic({ kind: "predicate", literal: flipPresence(node.child.literal) }, context, negated)
        : { kind: "not", child: makeLogic(node.child, context, !negated) };
    case "predicate":
      if (isPresence(node.literal)) return presenceLeaf(node.literal, context, negated);
      return { kind: "predicate", predicate: context.find(node.literal, negated ? "exclude" : "match") };
    case "opaque":
      context.diagnostics.push(diagnose(node.code, "error", node.span, node.message));
      return { kind: "opaque", diagnostic: context.diagnostics.length - 1 };
  }
}

/** A test of existence is held as it stands, or as its opposite where a negation stands above it. */
function presenceLeaf(literal: NormalLiteral, { find }: LogicContext, negated: boolean): LogicNode {
  const [same, opposite] = [find(literal, "match"), find(flipPresence(literal), "match")];
  const flipped = opposite >= 0 && (negated || same < 0);
  return flipped ? { kind: "predicate", predicate: opposite, flipped } : { kind: "predicate", predicate: same };
}

/** The null guard of an exclusion (`f is null or f != v`) is no predicate: what it guards says the same. */
function makeChildren(
  kind: "all" | "any",
  nodes: readonly Expression<NormalLiteral>[],
  context: LogicContext,
  negated: boolean,
): LogicNode {
  const made = nodes.map((child) => makeLogic(child, context, negated));
  const children = made.filter((child) => child.kind !== "predicate" || child.predicate >= 0);
  const [only] = children;
  return children.length === 1 && made.length > 1 && only ? only : { kind, children };
}
