/**
 * What Elastic's rule types state outside their query: counts, first-seen terms, and the window of a count.
 * Specification: https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule
 */
import type { RuleDocument, RuleThreshold } from "../model/rule-document.ts";
import type { MetadataReader } from "./metadata.ts";

/** `now-9m` looks nine minutes back: `9m`. Anything else stays as written. */
function lookBack(text: string | null): string | null {
  return text === null ? null : text.replace(/^now-/, "").replace(/\/[a-z]$/i, "");
}

/** The window over which a threshold rule counts. Other types test events one by one, and their `from` is only slack for late events. */
export function elasticWindow(rule: MetadataReader): string | null {
  return rule.word("type") === "threshold" ? lookBack(rule.line("from")) : null;
}

/**
 * A threshold rule's count: `value` results by `field`, and where it asks for a cardinality, that many different values. A count of 1 says
 * nothing beside a cardinality; a higher one must hold too (`also`).
 */
export function elasticThreshold(rule: MetadataReader): RuleThreshold | null {
  if (rule.word("type") !== "threshold" || !rule.has("threshold")) return null;
  const threshold = rule.map("threshold");
  const groupBy = threshold.list("field");
  const value = threshold.line("value") ?? "1";
  const count: RuleThreshold = { aggregate: "count()", operator: "gte", value, groupBy };
  const [cardinality] = threshold.maps("cardinality");
  const [field, atLeast] = [cardinality?.line("field") ?? null, cardinality?.line("value") ?? null];
  if (field === null || atLeast === null) return count;
  const distinct: RuleThreshold = { aggregate: `dc(${field})`, operator: "gte", value: atLeast, groupBy };
  return value === "1" ? distinct : { ...distinct, also: count };
}

/** A new-terms rule's fields and how far back a term must be unseen. */
export function elasticNewTerms(rule: MetadataReader): RuleDocument["newTerms"] {
  if (rule.word("type") !== "new_terms" || !rule.has("new_terms")) return null;
  const terms = rule.map("new_terms");
  const [history] = terms.maps("history_window_start");
  return { fields: terms.list("value"), window: lookBack(history?.line("value") ?? null) };
}
