/**
 * What Elastic's rule files state beside the query, for all its languages: Kibana filters as a scope of the events, and a threat_match
 * rule's list of indicators as a membership (`in_list`) with the conditions on the indicators in a scope of their own.
 */
import { and, type Expression, not, or, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { IndicatorMatch, RuleDocument } from "../../model/rule-document.ts";
import type { Language, LogSource, Reading, Scope } from "../language.ts";
import { lowerFilters } from "./elastic-filters.ts";
import { moveSpans, type ReadEmbedded } from "./embedded.ts";

/**
 * The language, reading what stands beside a rule's query, too.
 * @param readEmbedded reads a text of another language, for query strings and the query over indicators
 */
export function withBeside(language: Language, readEmbedded: ReadEmbedded): Language {
  return {
    ...language,
    read: (query, document, sideFiles) => {
      const { filters = [], indicatorMatch: indicators, ...bare } = document;
      const reading = language.read(query, bare, sideFiles);
      if (reading.scopes.length === 0 || (filters.length === 0 && !indicators)) return reading;
      const frame = { span: [0, query.text.length] as Span, document: bare, readEmbedded };
      const more = indicators ? indicatorScopes(indicators, frame) : { scopes: [], diagnostics: [] };
      const logSource = reading.logSources[0];
      const filtered: readonly Scope[] =
        filters.length === 0
          ? []
          : [{ kind: "event", label: "filters", expression: lowerFilters(filters, frame), ...(logSource ? { logSource } : {}) }];
      return {
        ...reading,
        scopes: [...reading.scopes, ...filtered, ...more.scopes],
        diagnostics: [...reading.diagnostics, ...more.diagnostics],
      };
    },
  };
}

interface Frame {
  readonly span: Span;
  readonly document: RuleDocument;
  readonly readEmbedded: ReadEmbedded;
}

/** The fields that must agree with an indicator, and what an indicator must be. */
function indicatorScopes(match: IndicatorMatch, frame: Frame): Pick<Reading, "scopes" | "diagnostics"> {
  const { span, document, readEmbedded } = frame;
  const logSource: LogSource = { product: null, category: null, service: null, names: match.names.map((name) => name.toLowerCase()) };
  const mappings = match.mappings.map((pairs) =>
    and(
      pairs.map(({ field, indicator, negated }): Expression => {
        const raw = { field, operator: "threat_mapping", value: indicator };
        const member = predicate({ field, operator: "in_list", value: indicator, caseSensitive: false, raw, span } as const);
        return negated ? not(member) : member;
      }),
    ),
  );
  const inner = { ...document, threshold: null, logSource: { names: match.names } };
  const query = match.query && match.query.text.trim() !== "*:*" ? readEmbedded(match.query.language, match.query.text, inner) : null;
  const conditions = [
    ...(query?.scopes ?? []).map(({ expression }) => moveSpans(expression, () => span)),
    ...(match.filters.length > 0 ? [lowerFilters(match.filters, { ...frame, document: inner })] : []),
  ];
  const scopes: readonly Scope[] = [
    ...(mappings.length > 0 ? [{ kind: "event", label: "indicator match", expression: or(mappings) } as const] : []),
    ...(conditions.length > 0 ? [{ kind: "event", label: "indicators", expression: and(conditions), logSource } as const] : []),
  ];
  return { scopes, diagnostics: (query?.diagnostics ?? []).map((diagnostic) => ({ ...diagnostic, span })) };
}
