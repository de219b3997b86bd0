/** Where an indicator stands: the AND groups that it is part of, the exclusions that name it, and the rules that look for it. */
import "server-only";
import { z } from "zod";
import { empty, rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { ClauseRow, ClauseTable } from "@/lib/model/clause-view";
import type { IndicatorRuleRow } from "@/lib/model/indicator-view";
import type { Polarity } from "@/lib/model/predicate";
import { shortKey } from "@/lib/model/row-key";
import { ruleInSelection, vendorColumn } from "./catalog";
import { laneColumn } from "./fields";
import { foldParts } from "./fold-parts";
import { behindIndicator, rawPredicates, rawSpellings, spelled } from "./rules-behind";
import { reachByVendor } from "./technique-clauses";
import { withinPages } from "./within-pages";

/** A part of a list: where it starts, and how long it may be. */
export interface Part {
  readonly offset: number;
  readonly limit: number | null;
}

const foldRow = z.object({ fold: z.string(), lane: laneColumn, rules: z.number(), families: z.number(), total: z.number() });

/** Clauses of the polarity that hold the indicator among others, by their rules in the selection. */
async function findFoldsWith(catalog: CatalogView, selection: Selection, id: string, polarity: Polarity, part: Part): Promise<ClauseTable> {
  const { snapshot } = catalog;
  const several = polarity === "match" ? sql`and k.size > 1` : empty;
  const folds = await rows(
    foldRow,
    sql`select f.fold_id::text as fold, f.lane, n.rules, n.families, count(*) over ()::int as total
        from (select r.fold_id, min(r.lane) as lane from clause_indicator m join clause k on k.id = m.clause_id ${several}
                join clause_reach r on r.snapshot_id = ${snapshot.id} and r.clause_id = k.id and r.polarity = ${polarity}
              where m.indicator_id = ${id}::bigint and not m.exception group by 1) f
        join lateral (select count(*)::int as rules, count(distinct r.family_id)::int as families from rule_clause c
                join snapshot_rule r on r.snapshot_id = ${snapshot.id} and r.rule_id = c.rule_id ${ruleInSelection(sql`r.segment_id`, selection)}
              where c.clause_id = f.fold_id and c.polarity = ${polarity}) n on n.rules > 0
        order by n.rules desc, n.families desc, f.fold_id offset ${part.offset} ${part.limit === null ? empty : sql`limit ${part.limit}`}`,
  );
  const ids = folds.map(({ fold }) => fold);
  const [clauses, reach] = await Promise.all([foldParts(catalog, polarity, ids), reachByVendor(catalog, selection, polarity, folds)]);
  const tableRows = folds.map(
    ({ fold, lane, rules, families }, index): ClauseRow => ({
      ...{
        key: `${polarity === "match" ? "i" : "x"}-${shortKey(fold)}`,
        rank: part.offset + index + 1,
        clauses: clauses.get(fold) ?? [],
        lane,
      },
      ...{ rules, families, reach: rules, byVendor: reach.get(fold) ?? {} },
    }),
  );
  const total = folds[0]?.total ?? 0;
  return { rows: tableRows, offset: part.offset, total, values: total };
}

/** AND groups with the indicator. */
export function findGroups(catalog: CatalogView, selection: Selection, id: string, part: Part): Promise<ClauseTable> {
  return withinPages(part, (asked) => findFoldsWith(catalog, selection, id, "match", asked));
}

/** Exclusions with the indicator among their parts. */
export function findExcluders(catalog: CatalogView, selection: Selection, id: string, part: Part): Promise<ClauseTable> {
  return withinPages(part, (asked) => findFoldsWith(catalog, selection, id, "exclude", asked));
}

const ruleRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  language: z.string(),
  source: z.string(),
  level: z.string().nullable(),
  changed: z.string().nullable(),
  raw: rawPredicates,
  total: z.number(),
});

/** Rules of the selection that look for the indicator, by vendor, last changed first, with how each wrote it. */
export function findIndicatorRules(catalog: CatalogView, selection: Selection, id: string, part: Part): Promise<RuleList> {
  return withinPages(part, (asked) => findIndicatorRulesAt(catalog, selection, id, asked));
}

interface RuleList {
  readonly rows: readonly IndicatorRuleRow[];
  readonly offset: number;
  readonly total: number;
}

async function findIndicatorRulesAt(catalog: CatalogView, selection: Selection, id: string, part: Part): Promise<RuleList> {
  const { rule, predicate } = behindIndicator(id);
  const place = sql`array_position(${catalog.vendors.map((vendor) => vendor.id)}::text[], r.vendor)`;
  const found = await rows(
    ruleRow,
    sql`select r.key, r.title, r.vendor, r.language, o.label as source, r.level, to_char(r.changed, 'YYYY-MM-DD') as changed, ${rawSpellings(predicate)} as raw, r.total
        from (select r.*, ${place} as place, count(*) over ()::int as total from snapshot_rule r
              where r.snapshot_id = ${catalog.snapshot.id} ${ruleInSelection(sql`r.segment_id`, selection)} and ${rule}
              order by place, r.changed desc nulls last, r.title, r.key offset ${part.offset} ${part.limit === null ? empty : sql`limit ${part.limit}`}) r
        join source o on o.id = r.source_id
        order by r.place, r.changed desc nulls last, r.title, r.key`,
  );
  return {
    rows: found.map(({ raw, language, total: _, ...row }) => ({ ...row, raw: spelled(language, raw) })),
    offset: part.offset,
    total: found[0]?.total ?? 0,
  };
}
