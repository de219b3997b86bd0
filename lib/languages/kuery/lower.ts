/** Lowers kuery to one scope. */
import { and, type Expression, not, opaque, or, predicate } from "../../expression/expression.ts";
import { diagnose } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { elasticLogSource, thresholdScopes } from "../core/elastic-rule.ts";
import { termTest } from "../core/elastic-terms.ts";
import type { Reading } from "../language.ts";
import { type KueryNode, parseKuery, textOf } from "./parse.ts";

const ranges = { "<": "lt", "<=": "lte", ">": "gt", ">=": "gte" } as const;

/** Reads a kuery rule, or a kuery text inside another language. */
export function lowerKuery(text: string, document: RuleDocument): Reading {
  const { tree, diagnostics } = parseKuery(text);
  if (!tree) {
    const missing = diagnose("query-missing", "error", null, "The query is empty");
    return { scopes: [], diagnostics: [...diagnostics, missing], window: null, logSources: [] };
  }
  const expression = lowerNode(tree);
  const logSource = elasticLogSource(document, [], expression, null);
  const scope = { kind: "event", label: null, expression, logSource } as const;
  return { scopes: [scope, ...thresholdScopes(document, text)], diagnostics, window: null, logSources: [logSource] };
}

function lowerNode(node: KueryNode): Expression {
  switch (node.kind) {
    case "and":
      return and(node.children.map(lowerNode));
    case "or":
      return or(node.children.map(lowerNode));
    case "not":
      return not(lowerNode(node.child));
    case "broken":
      return opaque(node.code, node.span, node.message);
    case "test": {
      const { field, operator, value, span } = node;
      const raw = { field, operator: field === null ? "keyword" : operator, value: value.written };
      if (operator === ":") return termTest({ field: field === "*" ? null : field, pattern: value.pattern, raw, span });
      return predicate({ field, operator: ranges[operator], value: textOf(value.pattern), caseSensitive: false, raw, span });
    }
  }
}
