/** Lowers Lucene's query strings to one scope. */
import { and, type Expression, not, opaque, or, predicate } from "../../expression/expression.ts";
import { type Diagnostic, diagnose } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { elasticLogSource, thresholdScopes } from "../core/elastic-rule.ts";
import { termTest } from "../core/elastic-terms.ts";
import type { Reading } from "../language.ts";
import { type LuceneNode, parseLucene, textOf } from "./parse.ts";

/** Reads a Lucene rule, or a Lucene text inside another language. */
export function lowerLucene(text: string, document: RuleDocument): Reading {
  const { tree, diagnostics } = parseLucene(text);
  if (!tree) {
    const missing = diagnose("query-missing", "error", null, "The query is empty");
    return { scopes: [], diagnostics: [...diagnostics, missing], window: null, logSources: [] };
  }
  const more: Diagnostic[] = [...diagnostics];
  const expression = lowerNode(tree, more);
  const logSource = elasticLogSource(document, [], expression, null);
  const scope = { kind: "event", label: null, expression, logSource } as const;
  return { scopes: [scope, ...thresholdScopes(document, text)], diagnostics: more, window: null, logSources: [logSource] };
}

function lowerNode(node: LuceneNode, diagnostics: Diagnostic[]): Expression {
  switch (node.kind) {
    case "and":
      return and(lowerAll(node.children, diagnostics));
    case "or":
      return or(lowerAll(node.children, diagnostics));
    case "not":
      return not(lowerNode(node.child, diagnostics));
    case "must":
      return lowerNode(node.child, diagnostics);
    case "side":
      return lowerSide(node.children, diagnostics);
    case "broken":
      return opaque(node.code, node.span, node.message);
    case "test":
      return node.field === "@timestamp" && /^[gl]te?$/.test(node.test) ? lowerBound(node, diagnostics) : lowerTest(node);
  }
}

/** A bound on the event's own time is the rule's window, not a predicate; a diagnostic says where it stands. */
function lowerBound({ span }: Extract<LuceneNode, { kind: "test" }>, diagnostics: Diagnostic[]): Expression {
  diagnostics.push(diagnose("test-resolved", "info", span, "A bound on time: the rule's window, not a predicate"));
  return and([]);
}

/** Terms side by side: one must hold (the default operator is OR); beside a `+`, those without a sign only rank. */
function lowerSide(children: readonly LuceneNode[], diagnostics: Diagnostic[]): Expression {
  const must = children.filter(({ kind }) => kind === "must");
  const mustNot = children.filter(({ kind }) => kind === "not");
  const should = children.filter(({ kind }) => kind !== "must" && kind !== "not");
  if (must.length > 0) {
    for (const child of should) {
      if (child.kind === "test") diagnostics.push(diagnose("test-resolved", "info", child.span, "This term only ranks the results"));
    }
    return and(lowerAll([...must, ...mustNot], diagnostics));
  }
  return and([...(should.length > 0 ? [or(lowerAll(should, diagnostics))] : []), ...lowerAll(mustNot, diagnostics)]);
}

function lowerAll(nodes: readonly LuceneNode[], diagnostics: Diagnostic[]): readonly Expression[] {
  return nodes.map((node) => lowerNode(node, diagnostics));
}

function lowerTest(node: Extract<LuceneNode, { kind: "test" }>): Expression {
  const { field, test, pattern, written, span } = node;
  const raw = { field, operator: test === "term" ? (field === null ? "keyword" : ":") : test, value: written };
  if (test === "term") return termTest({ field: field === "*" ? null : field, pattern, raw, span });
  if (test === "exists") return predicate({ field, operator: "exists", value: "", caseSensitive: false, raw, span });
  if (test === "regex") {
    if (field === null) return predicate({ field, operator: "keyword", value: written, caseSensitive: false, raw, span });
    return predicate({ field, operator: "regex", value: written, caseSensitive: true, anchored: true, raw, span });
  }
  return predicate({ field, operator: test, value: textOf(pattern), caseSensitive: false, raw, span });
}
