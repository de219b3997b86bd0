/** Rules of a technique, grouped by vendor, last changed first. */
import "server-only";
import { z } from "zod";
import { empty, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { FacetValue, Scope, TechniqueRuleRow, VendorRules } from "@/lib/model/technique-view";
import { ruleInSelection, vendorColumn } from "./catalog";

export interface TechniqueRuleQuery {
  readonly level: string | null;
  readonly outcome: string | null;
  /** Rows of each vendor; null: all. */
  readonly perVendor: number | null;
}

const ruleRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  source: z.string(),
  level: z.string().nullable(),
  status: z.string().nullable(),
  events: z.array(z.string()),
  outcome: z.enum(["complete", "partial", "unsupported", "invalid"]),
  changed: z.string().nullable(),
  family: z.number(),
  total: z.number(),
});

function here(catalog: CatalogView, selection: Selection, id: string, scope: Scope): Sql {
  return sql`from technique_rule t join snapshot_rule r on r.snapshot_id = t.snapshot_id and r.rule_id = t.rule_id
    where t.snapshot_id = ${catalog.snapshot.id} and t.technique_id = ${id} and (t.own or not ${scope === "own"}) ${ruleInSelection(sql`r.segment_id`, selection)}`;
}

const sourceRow = z.object({ vendor: vendorColumn, label: z.string(), rules: z.number() });

/** The first rules of each vendor with a rule here, and how many each source gives. */
export async function findTechniqueRules(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  scope: Scope,
  query: TechniqueRuleQuery,
): Promise<VendorRules[]> {
  const narrowed = sql`${query.level === null ? empty : query.level === "none" ? sql`and r.level is null` : sql`and r.level = ${query.level}`}
    ${query.outcome === null ? empty : sql`and r.outcome = ${query.outcome}`}`;
  const [found, sources] = await Promise.all([
    rows(
      ruleRow,
      sql`with listed as (
            select r.key, r.title, r.vendor, s.label as source, r.level, r.status, r.event_ids as events, r.outcome, r.changed,
              to_char(r.changed, 'YYYY-MM-DD') as changed_on, r.family_id,
              row_number() over (partition by r.vendor order by r.changed desc nulls last, r.title, r.key) as place,
              count(*) over (partition by r.vendor)::int as total
            from (select r.* ${here(catalog, selection, id, scope)} ${narrowed}) r left join source s on s.id = r.source_id)
          select key, title, vendor, coalesce(source, '') as source, level, status, events, outcome, changed_on as changed, total,
            (select count(*)::int from snapshot_rule f where f.snapshot_id = ${catalog.snapshot.id} and f.family_id = listed.family_id) as family
          from listed ${query.perVendor === null ? empty : sql`where place <= ${query.perVendor}`} order by vendor, place`,
    ),
    rows(
      sourceRow,
      sql`select r.vendor, s.label, count(*)::int as rules from (select r.* ${here(catalog, selection, id, scope)} ${narrowed}) r
          join source s on s.id = r.source_id group by 1, 2, s.position order by 1, 3 desc, s.position`,
    ),
  ]);
  return catalog.vendors.flatMap(({ id: vendor }) => {
    const own: TechniqueRuleRow[] = found.filter((row) => row.vendor === vendor);
    const total = found.find((row) => row.vendor === vendor)?.total ?? 0;
    return total === 0 ? [] : [{ vendor, total, sources: sources.filter((row) => row.vendor === vendor), rows: own }];
  });
}

const facetRow = z.object({ value: z.string(), rules: z.number() });

/** How many rules here have each level, and each outcome. */
export async function countTechniqueRules(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  scope: Scope,
): Promise<{ readonly levels: FacetValue[]; readonly outcomes: FacetValue[] }> {
  const from = here(catalog, selection, id, scope);
  const [levels, outcomes] = await Promise.all([
    rows(facetRow, sql`select coalesce(r.level, 'none') as value, count(*)::int as rules ${from} group by 1 order by 2 desc, 1`),
    rows(facetRow, sql`select r.outcome as value, count(*)::int as rules ${from} group by 1 order by 2 desc, 1`),
  ]);
  return { levels, outcomes };
}
