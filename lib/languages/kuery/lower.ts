/** Lowers kuery to one scope. */
import { and, type Expression, not, opaque, or, predicate } from "../../expression/expression.ts";
import { type Diagnostic, diagnose, type Span } from "../../model/diagnostic.ts";
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
  const reader = new KueryReader();
  const expression = reader.lower(tree);
  const logSource = elasticLogSource(document, [], expression, null);
  const scope = { kind: "event", label: null, expression, logSource } as const;
  return {
    scopes: [scope, ...thresholdScopes(document, text)],
    diagnostics: [...diagnostics, ...reader.diagnostics],
    window: reader.window,
    logSources: [logSource],
  };
}

class KueryReader {
  readonly diagnostics: Diagnostic[] = [];
  window: string | null = null;

  lower(node: KueryNode): Expression {
    switch (node.kind) {
      case "and":
        return and(node.children.map((child) => this.lower(child)));
      case "or":
        return or(node.children.map((child) => this.lower(child)));
      case "not":
        return not(this.lower(node.child));
      case "broken":
        return opaque(node.code, node.span, node.message);
      case "test":
        return this.test(node);
    }
  }

  private test({ field, operator, value, span }: Extract<KueryNode, { kind: "test" }>): Expression {
    const raw = { field, operator: field === null ? "keyword" : operator, value: value.written };
    if (field === "@timestamp" && operator !== ":") return this.bound(operator, textOf(value.pattern), span);
    if (operator === ":") return termTest({ field: field === "*" ? null : field, pattern: value.pattern, raw, span });
    return predicate({ field, operator: ranges[operator], value: textOf(value.pattern), caseSensitive: false, raw, span });
  }

  /** A bound on the event's own time is the rule's window, not a predicate; a diagnostic says where it stands. */
  private bound(operator: string, value: string, span: Span): Expression {
    const lookBack = /^now-(\d+[a-z]+)/i.exec(value)?.[1];
    if (operator.startsWith(">") && lookBack !== undefined) this.window = lookBack;
    this.diagnostics.push(diagnose("test-resolved", "info", span, "A bound on time: the rule's window, not a predicate"));
    return and([]);
  }
}
