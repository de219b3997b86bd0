/** Exclusions over the whole catalog: what rules leave out as harmless, by field, value, technique and vendor; compound ones whole. */
import "server-only";
import { z } from "zod";
import { empty, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { ClauseRow, ClauseTable } from "@/lib/model/clause-view";
import { shortKey } from "@/lib/model/row-key";
import { inScope, inSegments } from "./catalog";
import { laneColumn, likePart } from "./fields";
import { foldParts } from "./fold-parts";
import { shortestPart } from "./indicators";
import { behindClause, findRulesBehind } from "./rules-behind";
import { reachByVendor } from "./technique-clauses";
import { withinPages } from "./within-pages";

export interface ExclusionQuery {
  readonly field: string | null;
  /** Part of a value; text of less than three letters is taken as a whole value. */
  readonly text: string | null;
  /** Only exclusions that rules of the technique and its sub-techniques have. */
  readonly technique: string | null;
  /** Only exclusions of several parts. */
  readonly compoundOnly: boolean;
  readonly order: "rules" | "families" | "parts";
  readonly offset: number;
  readonly limit: number | null;
}

const foldRow = z.object({
  fold: z.string(),
  lane: laneColumn,
  rules: z.number(),
  families: z.number(),
  reach: z.number(),
  total: z.number(),
  allValues: z.number(),
});

const orders: Readonly<Record<ExclusionQuery["order"], Sql>> = {
  rules: sql`rules desc, families desc, fold_id`,
  families: sql`families desc, rules desc, fold_id`,
  parts: sql`parts desc, rules desc, families desc, fold_id`,
};

/** Folds with a value that the text finds, exceptions left out. */
function withValue(snapshot: number, text: string): Sql {
  const value = text.length < shortestPart ? sql`lower(i.value) = lower(${text})` : sql`lower(i.value) like lower(${likePart(text)})`;
  return sql`and fold_id in (select r.fold_id from indicator i join clause_indicator c on c.indicator_id = i.id and not c.exception
    join clause_reach r on r.snapshot_id = ${snapshot} and r.clause_id = c.clause_id and r.polarity = 'exclude' where ${value})`;
}

/** Folds with their counts in the selection: of the whole catalog, or of one technique's rules. */
function counted({ snapshot }: CatalogView, selection: Selection, query: ExclusionQuery): Sql {
  const narrowed = sql`${query.field === null ? sql`and "first"` : sql`and field = ${query.field}`}
    ${query.text === null ? empty : withValue(snapshot.id, query.text)} ${query.compoundOnly ? sql`and parts > 1` : empty}`;
  const reach = sql`select fold_id, lane, parts, "values", rules, families from exclusion_reach where snapshot_id = ${snapshot.id} and segment_id = 0 ${narrowed}`;
  if (query.technique === null && selection.segmentIds === null) return sql`select *, rules as reach from (${reach}) w`;
  const here =
    query.technique === null
      ? sql`select fold_id, sum(rules)::int as rules, 0 as families from exclusion_reach
          where snapshot_id = ${snapshot.id} and ${inSegments(sql`segment_id`, selection)} ${narrowed} group by 1`
      : sql`select fold_id, sum(rules)::int as rules, ${selection.segmentIds === null ? sql`max(families)` : sql`0`} as families from technique_clause
          where snapshot_id = ${snapshot.id} and technique_id = ${query.technique} and ${inScope(sql`scope`, "all")} and polarity = 'exclude'
            and ${inSegments(sql`segment_id`, selection)} group by 1`;
  return sql`select fold_id, w.lane, w.parts, w."values", h.rules, h.families, w.rules as reach from (${here}) h join (${reach}) w using (fold_id)`;
}

/** A page of exclusions, and how many rows and distinct exclusions there are in all. */
export function findExclusions(catalog: CatalogView, selection: Selection, query: ExclusionQuery): Promise<ClauseTable> {
  return withinPages(query, (asked) => findExclusionsAt(catalog, selection, asked));
}

async function findExclusionsAt(catalog: CatalogView, selection: Selection, query: ExclusionQuery): Promise<ClauseTable> {
  const folds = await rows(
    foldRow,
    sql`select fold_id::text as fold, lane, rules, families, reach, count(*) over ()::int as total, sum("values") over ()::int as "allValues"
        from (${counted(catalog, selection, query)}) c
        order by ${orders[query.order]} offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
  );
  const ids = folds.map(({ fold }) => fold);
  const [clauses, reach] = await Promise.all([foldParts(catalog, "exclude", ids), reachByVendor(catalog, selection, "exclude", folds)]);
  const tableRows = folds.map(({ fold, lane, rules, families, reach: whole }, index): ClauseRow => {
    const byVendor = reach.get(fold) ?? {};
    return {
      ...{ key: `x-${shortKey(fold)}`, rank: query.offset + index + 1, clauses: clauses.get(fold) ?? [], lane, rules },
      families: selection.segmentIds === null ? families : null,
      reach: selection.segmentIds === null ? whole : Object.values(byVendor).reduce((sum, count) => sum + count, 0),
      byVendor,
    };
  });
  return { rows: tableRows, offset: query.offset, total: folds[0]?.total ?? 0, values: folds[0]?.allValues ?? 0 };
}

/** The rules behind an exclusion, of the whole catalog or of a technique with its sub-techniques; null for a key that names none. */
export async function getOpenedExclusion(
  catalog: CatalogView,
  selection: Selection,
  technique: string | null,
  open: string,
): Promise<OpenedRow | null> {
  const question = behindClause(catalog.snapshot.id, "exclude", open.slice(2));
  if (!question) return null;
  const here = sql`and r.rule_id in (select rule_id from technique_rule where snapshot_id = ${catalog.snapshot.id} and technique_id = ${technique})`;
  return findRulesBehind(catalog, selection, open, { ...question, rule: sql`${question.rule} ${technique === null ? empty : here}` });
}
