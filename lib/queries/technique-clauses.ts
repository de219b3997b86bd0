/** Indicators and exclusions of a technique: clauses as they stand together, a page at a time, with their reach in the catalog. */
import "server-only";
import { z } from "zod";
import { empty, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection, VendorCounts } from "@/lib/model/catalog-view";
import type { ClauseRow, ClauseTable } from "@/lib/model/clause-view";
import { groupBy } from "@/lib/model/group-by";
import type { Lane, Polarity } from "@/lib/model/predicate";
import { shortKey } from "@/lib/model/row-key";
import type { Scope } from "@/lib/model/technique-view";
import { inScope, inSegments, vendorColumn } from "./catalog";
import { foldParts } from "./fold-parts";

export interface ClauseQuery {
  readonly polarity: Polarity;
  /** Null: every lane. */
  readonly lane: Lane | null;
  /** score: rules here × ln(catalog rules ÷ reach); unique: those that no other technique's rules have come first. */
  readonly order: "score" | "rules" | "families" | "reach" | "unique";
  /** Only clauses of several parts. */
  readonly compoundOnly: boolean;
  readonly offset: number;
  readonly limit: number | null;
}

const foldRow = z.object({
  fold: z.string(),
  lane: z.enum(["selector", "behavior", "threshold", "placeholder"]),
  rules: z.number(),
  families: z.number(),
  reach: z.number(),
  total: z.number(),
  allValues: z.number(),
});

type Fold = z.infer<typeof foldRow>;

const orders: Readonly<Record<ClauseQuery["order"], Sql>> = {
  score: sql`score desc, families desc, rules desc`,
  rules: sql`rules desc, families desc, score desc`,
  families: sql`families desc, rules desc, score desc`,
  reach: sql`reach desc, rules desc`,
  unique: sql`(reach = rules) desc, rules desc, families desc`,
};

/** In a filtered selection rules add up, families do not, and a row keeps the rarity that it has in the whole catalog. */
function counted(snapshot: number, selection: Selection, id: string, scope: Scope, query: ClauseQuery): Sql {
  const rowsOf = sql`snapshot_id = ${snapshot} and technique_id = ${id} and ${inScope(sql`scope`, scope)} and polarity = ${query.polarity}
    ${query.lane === null ? empty : sql`and lane = ${query.lane}`}`;
  if (selection.segmentIds === null)
    return sql`select fold_id, lane, "values", rules, families, reach, score from technique_clause where ${rowsOf} and segment_id = 0`;
  return sql`select p.fold_id, p.lane, w."values", p.rules, 0 as families, w.reach, p.rules * w.score / greatest(w.rules, 1) as score
    from (select fold_id, lane, sum(rules)::int as rules from technique_clause where ${rowsOf} and ${inSegments(sql`segment_id`, selection)} group by 1, 2) p
    join (select fold_id, lane, "values", rules, reach, score from technique_clause where ${rowsOf} and segment_id = 0) w using (fold_id, lane)`;
}

function findFolds(catalog: CatalogView, selection: Selection, id: string, scope: Scope, query: ClauseQuery): Promise<Fold[]> {
  const snapshot = catalog.snapshot.id;
  const compound = sql`where exists (select 1 from clause_reach r join clause c on c.id = r.clause_id
    where r.snapshot_id = ${snapshot} and r.polarity = ${query.polarity} and r.fold_id = counted.fold_id and c.size > 1)`;
  return rows(
    foldRow,
    sql`with counted as (${counted(snapshot, selection, id, scope, query)})
        select fold_id::text as fold, lane, rules, families, reach, count(*) over ()::int as total, sum("values") over ()::int as "allValues"
        from counted ${query.compoundOnly ? compound : empty}
        order by ${orders[query.order]}, fold_id offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
  );
}

const reachRow = z.object({ fold: z.string(), vendor: vendorColumn, rules: z.number() });

/** Rules of the catalog with the clause, by vendor, in the selection: one clause of a fold speaks for all of it. */
export async function reachByVendor(
  catalog: CatalogView,
  selection: Selection,
  polarity: Polarity,
  folds: readonly Pick<Fold, "fold">[],
): Promise<Map<string, VendorCounts>> {
  const ids = sql`any(${folds.map(({ fold }) => fold)}::bigint[])`;
  const ofFolds = sql`snapshot_id = ${catalog.snapshot.id} and polarity = ${polarity} and fold_id = ${ids}`;
  const found = await rows(
    reachRow,
    selection.segmentIds === null
      ? sql`select distinct f.fold_id::text as fold, v.key as vendor, v.value::int as rules
            from clause_reach f, jsonb_each_text(f.by_vendor) v where ${ofFolds} and v.value::int > 0`
      : sql`select f.fold_id::text as fold, s.vendor, count(*)::int as rules
            from (select fold_id, min(clause_id) as clause_id from clause_reach where ${ofFolds} group by 1) f
            join rule_clause c on c.clause_id = f.clause_id and c.polarity = ${polarity}
            join snapshot_rule s on s.snapshot_id = ${catalog.snapshot.id} and s.rule_id = c.rule_id and ${inSegments(sql`s.segment_id`, selection)}
            group by 1, 2`,
  );
  const byFold = groupBy(found, ({ fold }) => fold);
  return new Map([...byFold].map(([fold, counts]) => [fold, Object.fromEntries(counts.map(({ vendor, rules }) => [vendor, rules]))]));
}

/** A page of the technique's clauses under one polarity, and how many rows and distinct values there are in all. */
export async function findTechniqueClauses(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  scope: Scope,
  query: ClauseQuery,
): Promise<ClauseTable> {
  const folds = await findFolds(catalog, selection, id, scope, query);
  const [clauses, reach] = await Promise.all([
    foldParts(
      catalog,
      query.polarity,
      folds.map(({ fold }) => fold),
    ),
    reachByVendor(catalog, selection, query.polarity, folds),
  ]);
  const tableRows = folds.map(({ fold, lane, rules, families, reach: whole }, index): ClauseRow => {
    const byVendor = reach.get(fold) ?? {};
    return {
      key: `${query.polarity === "match" ? "i" : "x"}-${shortKey(fold)}`,
      rank: query.offset + index + 1,
      clauses: clauses.get(fold) ?? [],
      lane,
      rules,
      families: selection.segmentIds === null ? families : null,
      reach: selection.segmentIds === null ? whole : Object.values(byVendor).reduce((sum, count) => sum + count, 0),
      byVendor,
    };
  });
  return { rows: tableRows, offset: query.offset, total: folds[0]?.total ?? 0, values: folds[0]?.allValues ?? 0 };
}

const laneRow = z.object({ polarity: z.enum(["match", "exclude"]), lane: z.string(), rows: z.number(), values: z.number() });

/** How many rows and distinct values the technique has under each polarity and lane. */
export function countTechniqueClauses(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  scope: Scope,
): Promise<z.infer<typeof laneRow>[]> {
  return rows(
    laneRow,
    sql`select polarity, lane, count(*)::int as rows, sum("values")::int as "values"
        from (select distinct polarity, lane, fold_id, "values" from technique_clause
              where snapshot_id = ${catalog.snapshot.id} and technique_id = ${id} and ${inScope(sql`scope`, scope)} and ${inSegments(sql`segment_id`, selection)}) folds
        group by 1, 2`,
  );
}
