/** The list of rules under its filters, a page at a time, and what stands behind the keys of a filter. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { readShortKey } from "@/lib/model/row-key";
import type { FilterWords, RuleFilter, RuleListRow, RuleOrder } from "@/lib/model/rule-list-view";
import { vendorColumn } from "./catalog";
import { clausePart } from "./fold-parts";
import { both, setsOf } from "./rule-sets";

export interface RuleListQuery {
  readonly filter: RuleFilter;
  readonly order: RuleOrder;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number | null;
}

const listRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  source: z.string(),
  level: z.string().nullable(),
  status: z.string().nullable(),
  outcome: z.enum(["complete", "partial", "unsupported", "invalid"]),
  changed: z.string().nullable(),
  events: z.array(z.string()),
  techniques: z.array(z.string()),
});

/** Levels as severity; the words that are no severity come after them, and rules without one last. */
const severity = sql`array_position(array['critical', 'high', 'medium', 'low', 'informational'], r.level)`;

/** Numbers are in the order of the last change, so that order needs no sort. */
function orderBy(catalog: CatalogView, { order, descending }: RuleListQuery): Sql {
  const turned = descending ? sql`desc` : empty;
  switch (order) {
    case "changed":
      return descending ? sql`n.number` : sql`r.changed nulls last, n.number`;
    case "title":
      return sql`lower(r.title) ${turned}, n.number`;
    case "vendor":
      return sql`array_position(${catalog.vendors.map(({ id }) => id)}::text[], r.vendor) ${turned}, n.number`;
    case "level":
      return sql`${severity} ${descending ? empty : sql`desc`} nulls last, r.level nulls last, n.number`;
  }
}

/**
 * A page of the rules that every filter leaves, and how many they are. Of `= 1` the planner believes that hardly a rule
 * meets it, and looks up each one; of `> 0` it does not.
 */
export async function findRules(
  catalog: CatalogView,
  query: RuleListQuery,
): Promise<{ readonly rows: readonly RuleListRow[]; readonly total: number }> {
  const { id } = catalog.snapshot;
  const found = await rows(
    listRow.extend({ total: z.number() }),
    sql`with chosen as materialized (select ${both(
      catalog,
      setsOf(catalog, query.filter).map(({ bits }) => bits),
    )} as bits),
        page as materialized (
          select r.*, n.number, n.line, bit_count(c.bits)::int as total from (
            select rule_id, number, row_number() over () as line from (
              select n.rule_id, n.number from rule_number n join snapshot_rule r on r.snapshot_id = n.snapshot_id and r.rule_id = n.rule_id
              where n.snapshot_id = ${id} and get_bit((select bits from chosen), n.number) > 0
              order by ${orderBy(catalog, query)} offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}) p) n
          cross join chosen c join snapshot_rule r on r.snapshot_id = ${id} and r.rule_id = n.rule_id)
        select r.key, r.title, r.vendor, coalesce(s.label, r.source_id) as source, r.level, r.status, r.outcome,
          to_char(r.changed, 'YYYY-MM-DD') as changed, r.event_ids as events, r.total,
          array(select technique_id from technique_rule t where t.snapshot_id = ${id} and t.rule_id = r.rule_id and t.own order by 1) as techniques
        from page r left join source s on s.id = r.source_id order by r.line`,
  );
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

const partsRow = z.object({ parts: z.array(clausePart) });

/** A clause in one line: `process.name eq nmap.exe and …`. */
async function clauseWords(key: string | null): Promise<string | null> {
  const id = key === null ? null : readShortKey(key.replace(/^part-/, ""));
  if (id === null) return null;
  const found = await firstRow(partsRow, sql`select parts from clause where id = ${id}::bigint`);
  const parts = found?.parts.map(({ field, operator, values }) => `${field ?? "any field"} ${operator} ${values.join(" or ")}`) ?? [];
  const words = parts.join(" and ");
  return words.length > 100 ? `${words.slice(0, 100)}…` : words;
}

const named = z.object({ name: z.string() });

/** What chips say of filters that the address only names by a key; null for what the catalog does not have. */
export async function getFilterWords({ snapshot }: CatalogView, filter: RuleFilter): Promise<FilterWords> {
  const [analytic, position] = filter.log?.split("-") ?? [];
  const [indicator, excluding, threshold, log, technique] = await Promise.all([
    clauseWords(filter.indicator),
    clauseWords(filter.excluding),
    filter.threshold === null
      ? null
      : firstRow(
          named,
          sql`select concat_ws(' ', aggregate, operator, value, 'for each ' || nullif(group_by, ''), 'within ' || nullif("window", '')) as name
              from technique_threshold where snapshot_id = ${snapshot.id} and segment_id = 0
              and substr(md5(concat_ws(chr(31), aggregate, operator, value, group_by, "window")), 1, 8) = ${filter.threshold} limit 1`,
        ),
    analytic === undefined
      ? null
      : firstRow(
          named,
          sql`select concat_ws(' ', name, nullif(channel, 'None')) || ', ' || analytic_id as name from analytic_log_source
              where attack_version_id = ${snapshot.attackVersionId} and analytic_id = ${analytic} and position = ${Number(position)}`,
        ),
    filter.technique === null
      ? null
      : firstRow(
          named,
          sql`select name from technique where attack_version_id = ${snapshot.attackVersionId} and id = ${filter.technique} and not revoked`,
        ),
  ]);
  return { indicator, excluding, threshold: threshold?.name ?? null, log: log?.name ?? null, technique: technique?.name ?? null };
}
