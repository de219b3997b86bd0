/** The table of all techniques: rules by vendor, families, and how many analytics have telemetry that rules here read. */
import "server-only";
import { z } from "zod";
import { empty, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { Named, TechniqueRow } from "@/lib/model/technique-view";
import { inSegments, isRead, vendorColumn } from "./catalog";

export interface TechniqueQuery {
  readonly text: string | null;
  readonly tactic: string | null;
  readonly order: "id" | "name" | "rules" | "families" | "gaps";
  readonly descending: boolean;
  /** Leave sub-techniques out. */
  readonly parentsOnly: boolean;
  readonly offset: number;
  readonly limit: number | null;
}

const named = z.object({ id: z.string(), name: z.string() });

const listRow = named.extend({
  parentId: z.string().nullable(),
  tactics: z.array(named),
  rules: z.number(),
  byVendor: z.partialRecord(vendorColumn, z.number()),
  families: z.number(),
  analytics: z.number(),
  read: z.number(),
  total: z.number(),
});

/** A technique's row reads roll-up counts: with its sub-techniques. */
const scope = "all";

function families({ snapshot }: CatalogView, selection: Selection): Sql {
  if (selection.segmentIds === null) {
    return sql`select technique_id, families from technique_total where snapshot_id = ${snapshot.id} and scope = ${scope} and segment_id = 0`;
  }
  return sql`select t.technique_id, count(distinct r.family_id)::int as families
    from technique_rule t join snapshot_rule r on r.snapshot_id = t.snapshot_id and r.rule_id = t.rule_id
    where t.snapshot_id = ${snapshot.id} and ${inSegments(sql`r.segment_id`, selection)} group by 1`;
}

/** Techniques with their analytics, counted, and those of them that a rule's event reaches (free-text channels: by provider), as log-source-reading says. */
function analytics({ snapshot }: CatalogView, selection: Selection): Sql {
  return sql`select d.technique_id, count(*)::int as analytics, count(*) filter (where j.partly)::int as read
    from (select id, unnest(technique_ids) as technique_id from detection_strategy where attack_version_id = ${snapshot.attackVersionId}) d
    join analytic a on a.attack_version_id = ${snapshot.attackVersionId} and a.strategy_id = d.id
    left join (select analytic_id, bool_or(${isRead(selection)}) as partly from log_source_reading where snapshot_id = ${snapshot.id} group by 1) j on j.analytic_id = a.id
    group by 1`;
}

const orders: Readonly<Record<TechniqueQuery["order"], Sql>> = {
  id: sql`t.id`,
  name: sql`t.name`,
  rules: sql`coalesce(v.rules, 0)`,
  families: sql`coalesce(f.families, 0)`,
  gaps: sql`coalesce(a.analytics - a.read, 0)`,
};

function narrowed(query: TechniqueQuery): Sql {
  const like = `%${(query.text ?? "").replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`${query.text === null ? empty : sql`and (t.name ilike ${like} or t.id ilike ${like})`}
    ${query.tactic === null ? empty : sql`and ${query.tactic} = any(t.tactic_ids)`}
    ${query.parentsOnly ? sql`and t.parent_id is null` : empty}`;
}

/** A page of techniques, and how many the filter leaves. */
export async function findTechniques(
  catalog: CatalogView,
  selection: Selection,
  query: TechniqueQuery,
): Promise<{ readonly rows: readonly TechniqueRow[]; readonly total: number }> {
  const { snapshot } = catalog;
  const found = await rows(
    listRow,
    sql`select t.id, t.name, t.parent_id as "parentId", coalesce(v.rules, 0)::int as rules, coalesce(v.vendors, '{}') as "byVendor",
          coalesce(f.families, 0)::int as families, coalesce(a.analytics, 0)::int as analytics, coalesce(a.read, 0)::int as read,
          (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.position), '[]')
             from tactic c where c.attack_version_id = t.attack_version_id and c.id = any(t.tactic_ids)) as tactics,
          count(*) over ()::int as total
        from technique t
        left join (select technique_id, sum(rules)::int as rules, jsonb_object_agg(vendor, rules) as vendors
                   from (select n.technique_id, s.vendor, sum(n.rules)::int as rules from technique_total n
                         join segment s on s.snapshot_id = n.snapshot_id and s.id = n.segment_id
                         where n.snapshot_id = ${snapshot.id} and n.scope = ${scope} and n.segment_id <> 0
                           ${selection.segmentIds === null ? empty : sql`and ${inSegments(sql`n.segment_id`, selection)}`}
                         group by 1, 2) by_vendor group by 1) v on v.technique_id = t.id
        left join (${families(catalog, selection)}) f on f.technique_id = t.id
        left join (${analytics(catalog, selection)}) a on a.technique_id = t.id
        where t.attack_version_id = ${snapshot.attackVersionId} and not t.revoked and not t.deprecated ${narrowed(query)}
        order by ${orders[query.order]} ${query.descending ? sql`desc` : empty}, t.id
        offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
  );
  return { rows: found, total: found[0]?.total ?? 0 };
}

const tacticRow = named.extend({ techniques: z.number() });

/** Tactics of the loaded version in matrix order, each with its number of techniques (sub-techniques apart). */
export function findTactics({ snapshot }: CatalogView): Promise<(Named & { readonly techniques: number })[]> {
  return rows(
    tacticRow,
    sql`select c.id, c.name, count(t.id)::int as techniques from tactic c
        left join technique t on t.attack_version_id = c.attack_version_id and c.id = any(t.tactic_ids)
          and t.parent_id is null and not t.revoked and not t.deprecated
        where c.attack_version_id = ${snapshot.attackVersionId} group by c.id, c.name, c.position order by c.position`,
  );
}
