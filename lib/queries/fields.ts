/** Fields over the whole catalog: the list of them, one of them, and what to suggest for a name that is not there. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { FieldHead, FieldListRow, FieldShow, OperatorCounts } from "@/lib/model/field-view";
import type { Lane } from "@/lib/model/predicate";
import { describeField } from "@/lib/normalize/field-sources";
import { inSegments, vendorColumn } from "./catalog";
import { withinPages } from "./within-pages";

export interface FieldQuery {
  readonly show: FieldShow;
  readonly text: string | null;
  readonly order: "rules" | "field" | "families" | "vendors";
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number | null;
}

export const laneColumn = z.enum(["selector", "behavior", "threshold", "placeholder"]);
export const operatorCounts = z.record(z.string(), z.number());
export const vendorCounts = z.partialRecord(vendorColumn, z.number());

const listRow = z.object({
  field: z.string(),
  lane: laneColumn,
  mapped: z.boolean(),
  rules: z.number(),
  families: z.number().nullable(),
  operators: operatorCounts,
  byVendor: vendorCounts,
  total: z.number(),
});

/** Operators by rules, most first. */
export function bySize(operators: Readonly<Record<string, number>>): OperatorCounts {
  return Object.entries(operators)
    .map(([operator, rules]) => ({ operator, rules }))
    .sort((a, b) => b.rules - a.rules || a.operator.localeCompare(b.operator));
}

/** Text that a LIKE pattern takes as it is, anywhere. */
export function likePart(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** Fields and lanes in the selection. Rules and operators add up over segments, families do not. */
function counted(snapshot: number, selection: Selection, narrowed: Sql): Sql {
  if (selection.segmentIds === null) {
    return sql`select field, lane, mapped, rules, families, operators, by_vendor from field_reach where snapshot_id = ${snapshot} and segment_id = 0 ${narrowed}`;
  }
  const here = sql`from field_reach f join segment s on s.snapshot_id = f.snapshot_id and s.id = f.segment_id
    where f.snapshot_id = ${snapshot} and ${inSegments(sql`f.segment_id`, selection)} ${narrowed}`;
  return sql`select field, lane, mapped, rules, null::int as families, operators, by_vendor
    from (select field, lane, bool_or(mapped) as mapped, sum(rules)::int as rules ${here} group by 1, 2) a
    join (select field, lane, jsonb_object_agg(operator, rules) as operators from (
      select field, lane, o.key as operator, sum(o.value::int)::int as rules from (select f.field, f.lane, f.operators ${here}) h, jsonb_each_text(operators) o
      group by 1, 2, 3) by_operator group by 1, 2) b using (field, lane)
    join (select field, lane, jsonb_object_agg(vendor, rules) as by_vendor from (
      select field, lane, vendor, sum(rules)::int as rules from (select f.field, f.lane, s.vendor, f.rules ${here}) h group by 1, 2, 3) of_vendor group by 1, 2) c
      using (field, lane)`;
}

const orders: Readonly<Record<FieldQuery["order"], Sql>> = {
  rules: sql`rules`,
  field: sql`field`,
  families: sql`coalesce(families, rules)`,
  vendors: sql`(select count(*) from jsonb_object_keys(by_vendor))`,
};

const shown: Readonly<Record<FieldShow, Sql>> = {
  behavior: sql`and lane = 'behavior' and mapped`,
  selector: sql`and lane = 'selector'`,
  threshold: sql`and lane = 'threshold'`,
  placeholder: sql`and lane = 'placeholder'`,
  unmapped: sql`and lane = 'behavior' and not mapped`,
};

function named(text: string | null): Sql {
  return text === null ? empty : sql`and field ilike ${likePart(text)}`;
}

export interface FieldList {
  readonly rows: readonly FieldListRow[];
  readonly offset: number;
  readonly total: number;
}

/** A page of fields, and how many the filter leaves. */
export function findFields(catalog: CatalogView, selection: Selection, query: FieldQuery): Promise<FieldList> {
  return withinPages(query, (asked) => findFieldsAt(catalog, selection, asked));
}

async function findFieldsAt({ snapshot }: CatalogView, selection: Selection, query: FieldQuery): Promise<FieldList> {
  const direction = query.descending ? sql`desc` : empty;
  const found = await rows(
    listRow,
    sql`select field, lane, mapped, rules, families, operators, by_vendor as "byVendor", count(*) over ()::int as total
        from (${counted(snapshot.id, selection, sql`${shown[query.show]} ${named(query.text)}`)}) c
        order by ${orders[query.order]} ${direction}, rules desc, field
        offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
  );
  return {
    rows: found.map(({ total: _, operators, ...row }) => ({ ...row, key: `f-${row.field}`, operators: bySize(operators) })),
    offset: query.offset,
    total: found[0]?.total ?? 0,
  };
}

const countRow = z.object({ lane: laneColumn, mapped: z.number(), unmapped: z.number() });

/** How many fields the text leaves under each switch. */
export async function countFields(
  { snapshot }: CatalogView,
  selection: Selection,
  text: string | null,
): Promise<Readonly<Record<FieldShow, number>>> {
  const found = await rows(
    countRow,
    sql`select lane, count(*) filter (where mapped)::int as mapped, count(*) filter (where not mapped)::int as unmapped
        from (select lane, field, bool_or(mapped) as mapped from field_reach
              where snapshot_id = ${snapshot.id} and ${inSegments(sql`segment_id`, selection)} ${named(text)} group by 1, 2) f group by 1`,
  );
  const of = (lane: Lane) => found.find((row) => row.lane === lane);
  const all = (lane: Lane) => (of(lane)?.mapped ?? 0) + (of(lane)?.unmapped ?? 0);
  return {
    behavior: of("behavior")?.mapped ?? 0,
    unmapped: of("behavior")?.unmapped ?? 0,
    ...{ selector: all("selector"), threshold: all("threshold"), placeholder: all("placeholder") },
  };
}

const existsRow = z.object({ known: z.boolean() });

/** True when a rule of the snapshot tests the field or excludes by it. */
export async function hasField(snapshotId: number, field: string): Promise<boolean> {
  const found = await firstRow(
    existsRow,
    sql`select exists (select from field_reach where snapshot_id = ${snapshotId} and field = ${field})
          or exists (select from exclusion_reach where snapshot_id = ${snapshotId} and field = ${field}) as known`,
  );
  return field !== "" && (found?.known ?? false);
}

const headRow = z.object({
  lane: laneColumn,
  mapped: z.boolean(),
  rules: z.number(),
  families: z.number().nullable(),
  operators: operatorCounts,
  byVendor: vendorCounts,
});

/**
 * One field in the selection; a field of no rule there has zeros.
 * @param asked the lane to count in; null: the one with most rules
 * @returns null for a name that no rule of the snapshot uses
 */
export async function getField(
  { snapshot }: CatalogView,
  selection: Selection,
  field: string,
  asked: Lane | null,
): Promise<FieldHead | null> {
  if (!(await hasField(snapshot.id, field))) return null;
  const [found, whole] = await Promise.all([
    rows(
      headRow,
      sql`select lane, mapped, rules, families, operators, by_vendor as "byVendor"
          from (${counted(snapshot.id, selection, sql`and field = ${field}`)}) c order by rules desc, lane`,
    ),
    rows(
      z.object({ lane: laneColumn, mapped: z.boolean() }),
      sql`select lane, mapped from field_reach where snapshot_id = ${snapshot.id} and field = ${field} and segment_id = 0 order by rules desc, lane`,
    ),
  ]);
  const lane = whole.find((row) => row.lane === asked)?.lane ?? whole[0]?.lane ?? "behavior";
  const here = found.find((row) => row.lane === lane);
  const known = describeField(field);
  return {
    ...{ field, lane, lanes: found.map((row) => ({ lane: row.lane, rules: row.rules })) },
    mapped: known !== null || whole.some((row) => row.mapped),
    known: known && { kind: known.kind, description: known.description, origin: known.origin },
    rules: here?.rules ?? 0,
    families: selection.segmentIds === null ? (here?.families ?? 0) : null,
    byVendor: here?.byVendor ?? {},
    operators: bySize(here?.operators ?? {}),
  };
}

const nearRow = z.object({ field: z.string(), rules: z.number() });

/** Fields whose name resembles one that is not there, or that a rule's language calls so. */
export function findNearFields({ snapshot }: CatalogView, asked: string): Promise<z.infer<typeof nearRow>[]> {
  return rows(
    nearRow,
    sql`select f.field, max(f.rules) as rules from field_reach f
        left join (select field, max(rules) as rules from field_name where snapshot_id = ${snapshot.id} and segment_id = 0 and lower(name) = lower(${asked}) group by 1) n using (field)
        where f.snapshot_id = ${snapshot.id} and f.segment_id = 0 and f.lane <> 'threshold'
          and (n.field is not null or similarity(f.field, ${asked}) > 0.3 or word_similarity(${asked}, f.field) > 0.6)
        group by f.field
        order by max(n.rules) desc nulls last, greatest(similarity(f.field, ${asked}), word_similarity(${asked}, f.field)) desc, 2 desc limit 8`,
  );
}
