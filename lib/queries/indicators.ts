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

/** Indicators `i` that the text finds. */
function matching(text: string, mode: SearchMode): Sql {
  const asked = effectiveMode(text, mode);
  if (asked === "exact") return sql`lower(i.value) = lower(${text})`;
  if (asked === "part") return sql`lower(i.value) like lower(${likePart(text)})`;
  const pieces = pathPieces(text);
  const of = (name: boolean) => pieces.filter((piece) => piece.name === name);
  const fits = (name: boolean) =>
    sql`(i.operator, lower(i.value)) in (select * from unnest(${of(name).map(({ operator }) => operator)}::text[], ${of(name).map(({ value }) => value)}::text[]))`;
  return sql`lower(i.value) = any(${[...new Set(pieces.map(({ value }) => value))]}::text[])
    and ((i.field = any(${[...basenameFields]}::text[]) and ${fits(true)}) or (i.field = any(${[...pathFields]}::text[]) and ${fits(false)}))`;
}

/** Conditions on indicators `i`; null when every indicator may come. */
function narrowed({ text, mode, operator }: IndicatorQuery): Sql | null {
  if (text === null && operator === null) return null;
  return sql`${text === null ? sql`true` : matching(text, mode)} ${operator === null ? empty : sql`and i.operator = ${operator}`}`;
}

/** Reach in the selection by indicator: a filtered row keeps the rarity that it has in the whole catalog. */
function reached(snapshot: number, selection: Selection, query: IndicatorQuery): Sql {
  const asked = narrowed(query);
  const found = asked === null ? empty : sql`and indicator_id in (select i.id from indicator i where ${asked})`;
  const of = sql`snapshot_id = ${snapshot} ${query.field === null ? empty : sql`and field = ${query.field}`} ${found}`;
  if (selection.segmentIds === null) {
    return sql`select indicator_id, lane, rules, families, score, alone from indicator_reach where ${of} and segment_id = 0`;
  }
  return sql`select p.indicator_id, w.lane, p.rules, 0 as families, p.rules * w.score / w.rules as score, p.alone
    from (select indicator_id, sum(rules)::int as rules, bool_or(alone) as alone from indicator_reach where ${of} and ${inSegments(sql`segment_id`, selection)} group by 1) p
    join indicator_reach w on w.snapshot_id = ${snapshot} and w.indicator_id = p.indicator_id and w.segment_id = 0`;
}

const orders: Readonly<Record<IndicatorQuery["order"], Sql>> = {
  score: sql`n.score desc, n.families desc, n.indicator_id`,
  rules: sql`n.rules desc, n.families desc, n.indicator_id`,
  families: sql`n.families desc, n.rules desc, n.indicator_id`,
  value: sql`lower(i.value), n.rules desc, n.indicator_id`,
};

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

/** Rows by lane of a whole snapshot, which never changes: counted once a process. */
const wholeCounts = new Map<number, Promise<z.infer<typeof laneRow>[]>>();

function countLanes(
  { snapshot }: CatalogView,
  selection: Selection,
  query: IndicatorQuery,
  reach: Sql,
): Promise<z.infer<typeof laneRow>[]> {
  const count = () => rows(laneRow, sql`select lane, count(*)::int as rows from (${reach}) n group by 1`);
  if (selection.segmentIds !== null || query.field !== null || narrowed(query) !== null) return count();
  const known = wholeCounts.get(snapshot.id);
  if (known) return known;
  const counting = count();
  wholeCounts.clear();
  wholeCounts.set(snapshot.id, counting);
  counting.catch(() => wholeCounts.clear());
  return counting;
}

/** A page of indicators, and how many the filter leaves in each lane. */
export function findIndicators(catalog: CatalogView, selection: Selection, query: IndicatorQuery): Promise<IndicatorTable> {
  return withinPages(query, (asked) => findIndicatorsAt(catalog, selection, asked));
}

async function findIndicatorsAt(catalog: CatalogView, selection: Selection, query: IndicatorQuery): Promise<IndicatorTable> {
  const reach = reached(catalog.snapshot.id, selection, query);
  const whole = query.text === null ? empty : sql`(lower(i.value) = lower(${query.text})) desc,`;
  const [found, lanes] = await Promise.all([
    rows(
      indicatorRow,
      sql`select n.indicator_id::text as id, ${partOfIndicator(sql`n.lane`)} as part, n.rules, n.families, n.alone
          from (${reach}) n join indicator i on i.id = n.indicator_id where n.lane = ${query.lane}
          order by ${whole} ${orders[query.order]} offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
    ),
    countLanes(catalog, selection, query, reach),
  ]);
  const byVendor = await vendorsOf(
    catalog,
    selection,
    found.map(({ id }) => id),
  );
  return {
    rows: found.map(({ id, part, rules, families, alone }, index) => ({
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
