/** Everything that a technique's page shows, asked at once. */
import "server-only";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { Lane } from "@/lib/model/predicate";
import type { TechniquePage } from "@/lib/model/technique-page";
import type { Scope } from "@/lib/model/technique-view";
import { getOpenedRow } from "./opened-row";
import { type ClauseQuery, countTechniqueClauses, findTechniqueClauses } from "./technique-clauses";
import { findTechniqueEvents } from "./technique-events";
import { findTechniqueFields } from "./technique-fields";
import { countTechniqueRules, findTechniqueRules } from "./technique-rules";
import { getStrategy } from "./technique-strategy";
import { findTechniqueThresholds } from "./technique-thresholds";
import { getTechnique, getTechniqueTotals } from "./techniques";

/** Rows of each table on a page, and rules of each vendor. */
export const tablePage = 20;
const rulesPerVendor = 8;

export interface TechniquePageQuery {
  readonly scope: Scope;
  readonly lane: Lane;
  readonly order: ClauseQuery["order"];
  readonly compoundOnly: boolean;
  readonly indicatorPage: number;
  readonly exclusionPage: number;
  readonly level: string | null;
  readonly outcome: string | null;
  readonly allOf: string | null;
  readonly open: string | null;
}

/** How the two clause tables are asked; downloads ask the same without a limit. */
export function clauseQueries(query: TechniquePageQuery): { readonly indicators: ClauseQuery; readonly exclusions: ClauseQuery } {
  return {
    indicators: {
      polarity: "match",
      lane: query.lane,
      order: query.order,
      compoundOnly: false,
      offset: (query.indicatorPage - 1) * tablePage,
      limit: tablePage,
    },
    exclusions: {
      polarity: "exclude",
      lane: null,
      order: "rules",
      compoundOnly: query.compoundOnly,
      offset: (query.exclusionPage - 1) * tablePage,
      limit: tablePage,
    },
  };
}

/** The page of a technique, or null when the loaded ATT&CK versions have none of that id. */
export async function getTechniquePage(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  query: TechniquePageQuery,
): Promise<TechniquePage | null> {
  const head = await getTechnique(catalog, id);
  if (!head) return null;
  const { scope } = query;
  const clauses = clauseQueries(query);
  const rulesQuery = { level: query.level, outcome: query.outcome, perVendor: query.allOf === null ? rulesPerVendor : null };
  const [totals, strategy, events, fields, indicators, exclusions, clauseCounts, thresholds, rules, facets, opened] = await Promise.all([
    getTechniqueTotals(catalog, selection, id, scope),
    getStrategy(catalog, selection, id, scope),
    findTechniqueEvents(catalog, selection, id, scope),
    findTechniqueFields(catalog, selection, id, scope),
    findTechniqueClauses(catalog, selection, id, scope, clauses.indicators),
    findTechniqueClauses(catalog, selection, id, scope, clauses.exclusions),
    countTechniqueClauses(catalog, selection, id, scope),
    findTechniqueThresholds(catalog, selection, id, scope),
    findTechniqueRules(catalog, selection, id, scope, rulesQuery),
    countTechniqueRules(catalog, selection, id, scope),
    query.open === null ? null : getOpenedRow(catalog, selection, id, scope, query.open),
  ]);
  return {
    ...{ head, totals, strategy, events, fields, clauseCounts, thresholds, facets, opened },
    rules:
      query.allOf === null
        ? rules
        : rules.map((group) => (group.vendor === query.allOf ? group : { ...group, rows: group.rows.slice(0, rulesPerVendor) })),
    indicators: { ...indicators, size: tablePage },
    exclusions: { ...exclusions, size: tablePage },
  };
}
