/** Where the catalog comes from: sources with their ledgers, ATT&CK versions, tags nobody knows, and files that gave no rule. */
import "server-only";
import { z } from "zod";
import { empty, rows, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { AttackVersionRow, LedgerLineRow, SourceRow, UnknownTag } from "@/lib/model/source-view";
import { vendorColumn } from "./catalog";

const text = z.string().nullable();

const sourceRow = z.object({
  id: z.string(),
  label: z.string(),
  vendors: z.array(vendorColumn),
  repository: text,
  commit: text,
  commitDate: text,
  licence: z.string(),
  attribution: z.string(),
  files: z.number(),
  discovered: z.number(),
  complete: z.number(),
  partial: z.number(),
  unsupported: z.number(),
  invalid: z.number(),
  fielded: z.number(),
  mapped: z.number(),
  reasons: z.record(z.string(), z.number()),
});

/** Every source of the snapshot with its ledger, in the order of seed/sources.ts. */
export async function findSources({ snapshot }: CatalogView): Promise<SourceRow[]> {
  const found = await rows(
    sourceRow,
    sql`select s.id, s.label, s.vendors, s.repository, s.commit, to_char(s.commit_date, 'YYYY-MM-DD') as "commitDate", s.licence, s.attribution,
          l.files, l.discovered, l.complete, l.partial, l.unsupported, l.invalid, l.fielded, l.mapped, l.reasons
        from source_ledger l join source s on s.id = l.source_id where l.snapshot_id = ${snapshot.id} order by s.position, s.id`,
  );
  return found.map((row) => ({
    ...row,
    reasons: Object.entries(row.reasons)
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
  }));
}

const attackRow = z.object({
  domain: z.string(),
  hash: z.string(),
  name: z.string(),
  version: z.string(),
  note: z.string(),
  techniques: z.number(),
  strategies: z.number(),
  analytics: z.number(),
  used: z.boolean(),
  shown: z.boolean(),
});

/** ATT&CK versions loaded, newest of each domain first. */
export function findAttackVersions({ snapshot }: CatalogView): Promise<AttackVersionRow[]> {
  return rows(
    attackRow,
    sql`select a.domain, left(a.hash, 12) as hash, a.name, a.version, a.note, a.id = ${snapshot.attackVersionId} as shown,
          exists (select 1 from snapshot_attack u where u.snapshot_id = ${snapshot.id} and u.attack_version_id = a.id) as used,
          (select count(*)::int from technique t where t.attack_version_id = a.id and not t.revoked and not t.deprecated) as techniques,
          (select count(*)::int from detection_strategy d where d.attack_version_id = a.id) as strategies,
          (select count(*)::int from analytic n where n.attack_version_id = a.id) as analytics
        from attack_version a order by a.domain, string_to_array(a.version, '.')::int[] desc`,
  );
}

const unknownRow = z.object({
  tagged: z.string(),
  rules: z.number(),
  sources: z.array(z.string()),
  example: z.object({ key: z.string(), title: z.string() }),
});

/** Technique tags that no loaded version knows: the rules that carry them are kept all the same. */
export function findUnknownTags({ snapshot }: CatalogView): Promise<UnknownTag[]> {
  return rows(
    unknownRow,
    sql`select g.tagged, count(*)::int as rules, array_agg(distinct r.source_id) as sources,
          (array_agg(jsonb_build_object('key', r.key, 'title', r.title) order by r.title))[1] as example
        from snapshot_tag g join snapshot_rule r on r.snapshot_id = g.snapshot_id and r.rule_id = g.rule_id
        where g.snapshot_id = ${snapshot.id} and g.status = 'unknown' group by 1 order by 2 desc, 1`,
  );
}

const ledgerRow = z.object({ source: z.string(), path: z.string(), code: z.string(), message: z.string(), total: z.number() });

/** A page of the files that gave no rule, with the reason of each; `source` narrows it to one source. */
export async function findLedgerLines(
  { snapshot }: CatalogView,
  query: { readonly source: string | null; readonly offset: number; readonly limit: number | null },
): Promise<{ readonly rows: readonly LedgerLineRow[]; readonly total: number }> {
  const found = await rows(
    ledgerRow,
    sql`select source_id as source, path, code, message, count(*) over ()::int as total from ledger_line
        where snapshot_id = ${snapshot.id} ${query.source === null ? empty : sql`and source_id = ${query.source}`}
        order by source_id, path offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
  );
  return { rows: found, total: found[0]?.total ?? 0 };
}
