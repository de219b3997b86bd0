/** Techniques: the head of one, its totals, the list of all, and what to suggest for an id that is not there. */
import "server-only";
import { z } from "zod";
import { firstRow, rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { Named, Scope, TechniqueHead, TechniqueTotals } from "@/lib/model/technique-view";
import { ruleInSelection, vendorColumn } from "./catalog";

const named = z.object({ id: z.string(), name: z.string() });

const headRow = named.extend({
  description: z.string(),
  url: z.string(),
  platforms: z.array(z.string()),
  deprecated: z.boolean(),
  tactics: z.array(named),
  parent: named.nullable(),
  subs: z.array(named.extend({ rules: z.number() })),
});

/** A technique of the loaded ATT&CK version (revoked ones are none: see getTechniqueStatus), or null. */
export function getTechnique({ snapshot }: CatalogView, id: string): Promise<TechniqueHead | null> {
  return firstRow(
    headRow,
    sql`select t.id, t.name, t.description, t.url, t.platforms, t.deprecated,
          (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.position), '[]')
             from tactic c where c.attack_version_id = t.attack_version_id and c.id = any(t.tactic_ids)) as tactics,
          (select jsonb_build_object('id', p.id, 'name', p.name) from technique p
             where p.attack_version_id = t.attack_version_id and p.id = t.parent_id) as parent,
          (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'rules', coalesce(n.rules, 0)) order by s.id), '[]')
             from technique s left join technique_total n on n.snapshot_id = ${snapshot.id} and n.technique_id = s.id
               and n.scope = 'all' and n.segment_id = 0
             where s.attack_version_id = t.attack_version_id and s.parent_id = t.id and not s.revoked and not s.deprecated) as subs
        from technique t
        where t.id = ${id} and not t.revoked
          and t.attack_version_id in (select attack_version_id from snapshot_attack where snapshot_id = ${snapshot.id})
        order by (t.attack_version_id = ${snapshot.attackVersionId}) desc, t.attack_version_id desc limit 1`,
  );
}

const statusRow = z.object({ revoked: z.boolean(), successor: z.string().nullable() });

/** Whether the loaded versions know the id, and what replaced it when they revoked it; null for an unknown id. */
export function getTechniqueStatus(snapshotId: number, id: string): Promise<z.infer<typeof statusRow> | null> {
  return firstRow(
    statusRow,
    sql`select revoked, revoked_by_id as successor from technique
        where id = ${id} and attack_version_id in (select attack_version_id from snapshot_attack where snapshot_id = ${snapshotId})
        order by revoked, attack_version_id desc limit 1`,
  );
}

/** Techniques whose id or name resembles an id that is not there: same parent, neighbours by number, same digits. */
export function findNearTechniques({ snapshot }: CatalogView, id: string): Promise<Named[]> {
  const digits = Number(/\d{1,4}/.exec(id)?.[0] ?? "0");
  return rows(
    named,
    sql`select id, name from technique
        where attack_version_id = ${snapshot.attackVersionId} and not revoked and not deprecated
        order by abs(substring(id from 2 for 4)::int - ${digits}::int), length(id), id limit 6`,
  );
}

const vendorTotal = z.object({
  vendor: vendorColumn,
  rules: z.number(),
  complete: z.number(),
  partial: z.number(),
});

const totalsRow = z.object({
  rules: z.number(),
  families: z.number(),
  complete: z.number(),
  partial: z.number(),
  unsupported: z.number(),
});

/** The technique's rules by outcome and vendor, and their families, in the selection. */
export async function getTechniqueTotals(catalog: CatalogView, selection: Selection, id: string, scope: Scope): Promise<TechniqueTotals> {
  const own = scope === "own";
  const from = sql`from technique_rule t join snapshot_rule r on r.snapshot_id = t.snapshot_id and r.rule_id = t.rule_id
    where t.snapshot_id = ${catalog.snapshot.id} and t.technique_id = ${id} and (t.own or not ${own}) ${ruleInSelection(sql`r.segment_id`, selection)}`;
  const stored = sql`select rules, families, complete, partial, unsupported from technique_total
    where snapshot_id = ${catalog.snapshot.id} and technique_id = ${id} and scope = ${scope} and segment_id = 0`;
  const known = selection.segmentIds === null ? await firstRow(totalsRow, stored) : null;
  const [totals, vendors] = await Promise.all([
    known ??
      firstRow(
        totalsRow,
        sql`select count(*)::int as rules, count(distinct r.family_id)::int as families,
            count(*) filter (where r.outcome = 'complete')::int as complete,
            count(*) filter (where r.outcome = 'partial')::int as partial,
            count(*) filter (where r.outcome not in ('complete', 'partial'))::int as unsupported ${from}`,
      ),
    rows(
      vendorTotal,
      sql`select r.vendor, count(*)::int as rules, count(*) filter (where r.outcome = 'complete')::int as complete,
            count(*) filter (where r.outcome = 'partial')::int as partial ${from} group by 1`,
    ),
  ]);
  if (!totals) throw new Error("A count came back without a row.");
  return { ...totals, vendors: catalog.vendors.flatMap(({ id: vendor }) => vendors.filter((found) => found.vendor === vendor)) };
}
