/**
 * What Elastic's rules state beside their query and what must hold, too: Kibana filters, and the indicators that a threat_match rule
 * compares events with. Specification: https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule
 */
import type { IndicatorMatch, IndicatorPair, RuleDocument, RuleQuery } from "../model/rule-document.ts";
import { asMap, type MetadataReader, metadataLimits } from "./metadata.ts";

/**
 * Reads both; keys that the rule does not have are left out.
 * @param languageOf the language of a name as a rule file writes it
 */
export function elasticBeside(
  table: object,
  rule: MetadataReader,
  languageOf: (name: string) => RuleQuery["language"] | null,
): Pick<RuleDocument, "filters" | "indicatorMatch"> {
  const filters = listIn(table, "filters");
  return {
    ...(filters.length > 0 ? { filters } : {}),
    ...(rule.word("type") === "threat_match" ? { indicatorMatch: indicatorMatch(table, rule, languageOf) } : {}),
  };
}

/** The plain values of a list of the rule's table. */
function listIn(table: object, key: string): readonly unknown[] {
  const [values] = asMap(asMap(table)?.all("rule")[0])?.all(key) ?? [];
  return Array.isArray(values) ? values.slice(0, metadataLimits.items) : [];
}

function indicatorMatch(table: object, rule: MetadataReader, languageOf: (name: string) => RuleQuery["language"] | null): IndicatorMatch {
  const text = rule.text("threat_query", Number.MAX_SAFE_INTEGER);
  const language = languageOf(rule.word("threat_language") ?? "kuery");
  const mappings = rule.maps("threat_mapping").map((mapping) =>
    mapping.maps("entries").flatMap((entry): readonly IndicatorPair[] => {
      const [field, indicator] = [entry.line("field"), entry.line("value")];
      return field === null || indicator === null ? [] : [{ field, indicator, negated: entry.line("negate") === "true" }];
    }),
  );
  return {
    query: text === null || language === null ? null : { language, text, offset: null },
    filters: listIn(table, "threat_filters"),
    names: rule.list("threat_index"),
    mappings: mappings.filter((pairs) => pairs.length > 0),
  };
}
