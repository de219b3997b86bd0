/** Indicators over the whole catalog: by field, operator and value (a part of it, the whole of it, or as a path), the widest reach first. */
import "server-only";
import { z } from "zod";
import { empty, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import { groupBy } from "@/lib/model/group-by";
import type { IndicatorRow, IndicatorTable, SearchMode } from "@/lib/model/indicator-view";
import { pathPieces } from "@/lib/model/path-pieces";
import type { Lane, Operator } from "@/lib/model/predicate";
import { shortKey } from "@/lib/model/row-key";
import { basenameFields, pathFields } from "@/lib/normalize/field-sources";
import { inSegments, vendorColumn } from "./catalog";
import { laneColumn, likePart } from "./fields";
import { clausePart } from "./fold-parts";
import { withinPages } from "./within-pages";

export interface IndicatorQuery {
  readonly text: string | null;
  readonly mode: SearchMode;
  readonly field: string | null;
  readonly operator: Operator | null;
  readonly lane: Lane;
  /** score: rules × ln(catalog rules ÷ reach). Values that are the text as a whole come first in any order. */
  readonly order: "score" | "rules" | "families" | "value";
  readonly offset: number;
  readonly limit: number | null;
}

/** The trigram index needs three letters; shorter text is looked for as a whole value. */
export const shortestPart = 3;

/** What a text is searched as. */
export function effectiveMode(text: string, mode: SearchMode): SearchMode {
  return mode === "part" && text.length < shortestPart ? "exact" : mode;
}

/** Indicators `x` that the text finds. */
function matching(text: string, mode: SearchMode): Sql {
  const asked = effectiveMode(text, mode);
  if (asked === "part") return sql`x.text like lower(${likePart(text)})`;
  if (asked === "exact") return sql`x.indicator_id in (select i.id from indicator i where lower(i.value) = lower(${text}))`;
  const pieces = pathPieces(text);
  const of = (name: boolean) => pieces.filter((piece) => piece.name === name);
  const fits = (name: boolean) =>
    sql`(i.operator, lower(i.value)) in (select * from unnest(${of(name).map(({ operator }) => operator)}::text[], ${of(name).map(({ value }) => value)}::text[]))`;
  return sql`x.indicator_id in (select i.id from indicator i where lower(i.value) = any(${[...new Set(pieces.map(({ value }) => value))]}::text[])
    and ((i.field = any(${[...basenameFields]}::text[]) and ${fits(true)}) or (i.field = any(${[...pathFields]}::text[]) and ${fits(false)})))`;
}

/** Indicators `x` of the snapshot that the query finds, in any lane. */
function found({ snapshot }: CatalogView, { text, mode, field, operator }: IndicatorQuery): Sql {
  return sql`from indicator_text x where x.snapshot_id = ${snapshot.id} ${field === null ? empty : sql`and x.field = ${field}`}
    ${operator === null ? empty : sql`and x.operator = ${operator}`} ${text === null ? empty : sql`and ${matching(text, mode)}`}`;
}

/**
 * Rows `p (indicator_id, lane, rules, alone, value_rank, weight, whole)` in the segments of the selection.
 * @param placed whether the last three are wanted
 */
function within(catalog: CatalogView, selection: Selection, query: IndicatorQuery, placed: boolean): Sql {
  const { text, field, operator } = query;
  const reach = sql`from indicator_reach where snapshot_id = ${catalog.snapshot.id} and ${inSegments(sql`segment_id`, selection)}
    ${field === null ? empty : sql`and field = ${field}`}`;
  const sums = sql`sum(rules)::int as rules, bool_or(alone) as alone`;
  if (text !== null) {
    // A text finds few, which are looked up.
    return sql`select p.*, x.value_rank, x.score / x.rules as weight, x.text = lower(${text}) as whole from (
      select indicator_id, lane, ${sums} ${reach} and indicator_id in (select x.indicator_id ${found(catalog, query)}) group by 1, 2) p
      join indicator_text x on x.snapshot_id = ${catalog.snapshot.id} and x.indicator_id = p.indicator_id`;
  }
  if (!placed && operator === null) return sql`select indicator_id, lane, ${sums} ${reach} group by 1, 2`;
  // Without one, tens of thousands meet in one pass over both tables, which is several times quicker than looking up each.
  return sql`select indicator_id, lane, ${sums}, max(value_rank) as value_rank, max(weight) as weight from (
      select indicator_id, lane, rules, alone, null::int as value_rank, null::float as weight ${reach}
      union all select x.indicator_id, x.lane, null, null, x.value_rank, x.score / x.rules ${found(catalog, query)}) u
    group by 1, 2 having count(rules) > 0 and count(value_rank) > 0`;
}

/** In the whole catalog every order is a place, a rank or an index of its own. */
const orders: Readonly<Record<IndicatorQuery["order"], Sql>> = {
  score: sql`x.score desc, x.place`,
  rules: sql`x.place`,
  families: sql`x.families_place`,
  value: sql`x.value_rank, x.place`,
};

/** In a selection rules add up, and families do not; a row keeps the rarity that it has in the whole catalog. */
const ordersWithin: Readonly<Record<IndicatorQuery["order"], Sql>> = {
  score: sql`p.rules * p.weight desc, p.indicator_id`,
  rules: sql`p.rules desc, p.indicator_id`,
  families: sql`p.rules desc, p.indicator_id`,
  value: sql`p.value_rank, p.rules desc, p.indicator_id`,
};

/** A page of indicators `(indicator_id, lane, rules, families, alone, line)`: those whose value is the text as a whole come first. */
function pageOf(catalog: CatalogView, selection: Selection, query: IndicatorQuery): Sql {
  const { text, lane, order, offset, limit } = query;
  const part = sql`offset ${offset} ${limit === null ? empty : sql`limit ${limit}`}`;
  const whole = text === null ? empty : sql`(x.text = lower(${text})) desc,`;
  if (selection.segmentIds === null) {
    return sql`select indicator_id, lane, rules, families, alone, row_number() over () as line from (
      select x.* ${found(catalog, query)} and x.lane = ${lane} order by ${whole} ${orders[order]} ${part}) x`;
  }
  const placed = order === "score" || order === "value";
  return sql`select indicator_id, lane, rules, 0 as families, alone, row_number() over () as line from (
    select p.* from (${within(catalog, selection, query, placed)}) p where p.lane = ${lane}
    order by ${text === null ? empty : sql`p.whole desc,`} ${ordersWithin[order]} ${part}) x`;
}

const indicatorRow = z.object({ id: z.string(), part: clausePart, rules: z.number(), families: z.number(), alone: z.boolean() });

/** The indicator `i` as a part of one value. */
export const partOfIndicator = (lane: Sql): Sql =>
  sql`jsonb_build_object('field', i.field, 'operator', i.operator, 'values', jsonb_build_array(i.value), 'caseSensitive', i.case_sensitive, 'lane', ${lane})`;

const vendorRow = z.object({ id: z.string(), vendor: vendorColumn, rules: z.number() });

/** Rules by vendor in the selection, for a few indicators. */
export async function vendorsOf({ snapshot }: CatalogView, selection: Selection, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, IndicatorRow["byVendor"]>();
  const found = await rows(
    vendorRow,
    sql`select n.indicator_id::text as id, s.vendor, sum(n.rules)::int as rules from indicator_reach n
        join segment s on s.snapshot_id = n.snapshot_id and s.id = n.segment_id
        where n.snapshot_id = ${snapshot.id} and n.indicator_id = any(${[...ids]}::bigint[]) and n.segment_id <> 0
          and ${selection.segmentIds === null ? sql`true` : inSegments(sql`n.segment_id`, selection)} group by 1, 2`,
  );
  return new Map(
    [...groupBy(found, ({ id }) => id)].map(([id, counts]) => [id, Object.fromEntries(counts.map(({ vendor, rules }) => [vendor, rules]))]),
  );
}

const laneRow = z.object({ lane: laneColumn, rows: z.number() });
type LaneCounts = z.infer<typeof laneRow>[];

/** Rows by lane of what a snapshot holds without a text: they never change, and are counted once a process. */
const kept = new Map<string, Promise<LaneCounts>>();
const mostKept = 500;

function countLanes(catalog: CatalogView, selection: Selection, query: IndicatorQuery): Promise<LaneCounts> {
  const rowsOf = selection.segmentIds === null ? sql`select x.lane ${found(catalog, query)}` : within(catalog, selection, query, false);
  const count = () => rows(laneRow, sql`select lane, count(*)::int as rows from (${rowsOf}) n group by 1`);
  if (query.text !== null) return count();
  const key = JSON.stringify([catalog.snapshot.id, query.field, query.operator, selection.segmentIds]);
  const known = kept.get(key);
  if (known) return known;
  const counting = count();
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, counting);
  counting.catch(() => kept.delete(key));
  return counting;
}

/** A page of indicators, and how many the filter leaves in each lane. */
export function findIndicators(catalog: CatalogView, selection: Selection, query: IndicatorQuery): Promise<IndicatorTable> {
  return withinPages(query, (asked) => findIndicatorsAt(catalog, selection, asked));
}

async function findIndicatorsAt(catalog: CatalogView, selection: Selection, query: IndicatorQuery): Promise<IndicatorTable> {
  const [shown, lanes] = await Promise.all([
    rows(
      indicatorRow,
      sql`with page as materialized (${pageOf(catalog, selection, query)})
          select n.indicator_id::text as id, ${partOfIndicator(sql`n.lane`)} as part, n.rules, n.families, n.alone
          from page n join indicator i on i.id = n.indicator_id order by n.line`,
    ),
    countLanes(catalog, selection, query),
  ]);
  const byVendor = await vendorsOf(
    catalog,
    selection,
    shown.map(({ id }) => id),
  );
  return {
    rows: shown.map(({ id, part, rules, families, alone }, index) => ({
      ...{ key: `i-${shortKey(id)}`, rank: query.offset + index + 1, part, rules },
      families: selection.segmentIds === null ? families : null,
      byVendor: byVendor.get(id) ?? {},
      grouped: !alone,
    })),
    offset: query.offset,
    total: lanes.find(({ lane }) => lane === query.lane)?.rows ?? 0,
    byLane: Object.fromEntries(lanes.map(({ lane, rows: count }) => [lane, count])),
  };
}
