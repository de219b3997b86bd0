/** The matrix: tactics in order, their techniques with what the selection counts, and each vendor's part of the catalog. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import { groupBy } from "@/lib/model/group-by";
import type { Collection, MatrixCell, MatrixColumn } from "@/lib/model/matrix-view";
import { inSegments, vendorColumn } from "./catalog";

export interface MatrixQuery {
  readonly count: "rules" | "families";
  readonly order: "count" | "name";
}

const techniqueRow = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  tacticIds: z.array(z.string()),
  count: z.number(),
});

const tacticRow = z.object({ id: z.string(), name: z.string() });

/** Counts by technique with its sub-techniques; families do not add up over segments, so a filter counts them anew. */
function counts({ snapshot }: CatalogView, selection: Selection, query: MatrixQuery): Sql {
  if (query.count === "families" && selection.segmentIds !== null) {
    return sql`select t.technique_id, count(distinct r.family_id)::int as count
      from technique_rule t join snapshot_rule r on r.snapshot_id = t.snapshot_id and r.rule_id = t.rule_id
      where t.snapshot_id = ${snapshot.id} and ${inSegments(sql`r.segment_id`, selection)} group by 1`;
  }
  const column = query.count === "families" ? sql`families` : sql`rules`;
  return sql`select technique_id, sum(${column})::int as count from technique_total
    where snapshot_id = ${snapshot.id} and scope = 'all' and ${inSegments(sql`segment_id`, selection)} group by 1`;
}

/** Every tactic with its techniques, sub-techniques inside them. A technique of several tactics stands in each. */
export async function getMatrix(catalog: CatalogView, selection: Selection, query: MatrixQuery): Promise<MatrixColumn[]> {
  const version = catalog.snapshot.attackVersionId;
  const [tactics, techniques] = await Promise.all([
    rows(tacticRow, sql`select id, name from tactic where attack_version_id = ${version} order by position`),
    rows(
      techniqueRow,
      sql`select t.id, t.name, t.parent_id as "parentId", t.tactic_ids as "tacticIds", coalesce(n.count, 0)::int as count
          from technique t left join (${counts(catalog, selection, query)}) n on n.technique_id = t.id
          where t.attack_version_id = ${version} and not t.revoked and not t.deprecated
          order by ${query.order === "name" ? sql`t.name` : sql`coalesce(n.count, 0) desc, t.name`}`,
    ),
  ]);
  const children = groupBy(techniques, ({ parentId }) => parentId);
  const cell = ({ id, name, count }: z.infer<typeof techniqueRow>): MatrixCell => ({
    id,
    name,
    count,
    subs: (children.get(id) ?? []).map((sub) => ({ id: sub.id, name: sub.name, count: sub.count })),
  });
  return tactics.map((tactic) => ({
    ...tactic,
    cells: (children.get(null) ?? []).filter(({ tacticIds }) => tacticIds.includes(tactic.id)).map(cell),
  }));
}

const collectionRow = z.object({
  vendor: vendorColumn,
  rules: z.number(),
  tagged: z.number(),
  techniques: z.number(),
  languages: z.array(z.string()),
  sources: z.array(z.object({ label: z.string(), licence: z.string(), rules: z.number() })),
});

/** Each vendor's rules, how many carry a technique, in which languages and from which sources. */
export function findCollections({ snapshot }: CatalogView): Promise<Collection[]> {
  return rows(
    collectionRow,
    sql`select r.vendor, count(*)::int as rules, count(t.rule_id)::int as tagged, array_agg(distinct r.language) as languages,
          (select count(distinct n.technique_id)::int from technique_total n
             join segment g on g.snapshot_id = n.snapshot_id and g.id = n.segment_id and g.vendor = r.vendor
             join technique q on q.attack_version_id = ${snapshot.attackVersionId} and q.id = n.technique_id and q.parent_id is null
             where n.snapshot_id = ${snapshot.id} and n.scope = 'all' and n.rules > 0) as techniques,
          (select jsonb_agg(jsonb_build_object('label', o.label, 'licence', o.licence, 'rules', c.rules) order by c.rules desc, o.position)
             from (select source_id, count(*)::int as rules from snapshot_rule where snapshot_id = ${snapshot.id} and vendor = r.vendor group by 1) c
             join source o on o.id = c.source_id) as sources
        from snapshot_rule r
        left join (select distinct rule_id from technique_rule where snapshot_id = ${snapshot.id}) t on t.rule_id = r.rule_id
        where r.snapshot_id = ${snapshot.id} group by r.vendor order by 2 desc`,
  );
}
