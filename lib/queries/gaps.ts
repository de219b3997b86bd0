/** Where the catalog reads nothing: analytics by tactic and platform, and the log sources that analytics ask for. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { AskedSource, GapCell } from "@/lib/model/strategy-view";
import { isRead } from "./catalog";
import { judged } from "./strategies";

const cellRow = z.object({
  tactic: z.string(),
  tacticName: z.string(),
  platform: z.string(),
  strategies: z.number(),
  unread: z.number(),
});

/** Strategies with an analytic for the platform, by tactic of their technique, and those of them with one that no rule of the technique reads. */
export function findGapCells(catalog: CatalogView, selection: Selection): Promise<GapCell[]> {
  return rows(
    cellRow,
    sql`with ${judged(catalog, selection)}
        select c.id as tactic, c.name as "tacticName", p.platform, count(distinct a.strategy_id)::int as strategies,
          (count(distinct a.strategy_id) filter (where not coalesce(j.partly, false)))::int as unread
        from analytic a cross join unnest(a.platforms) p (platform)
        join detection_strategy s on s.attack_version_id = a.attack_version_id and s.id = a.strategy_id
        join technique t on t.attack_version_id = s.attack_version_id and t.id = s.technique_ids[1]
        join tactic c on c.attack_version_id = t.attack_version_id and c.id = any(t.tactic_ids)
        left join judged j on j.strategy_id = a.strategy_id and j.analytic_id = a.id
        where a.attack_version_id = ${catalog.snapshot.attackVersionId}
        group by c.id, c.name, c.position, p.platform order by c.position, p.platform`,
  );
}

const sourceRow = z.object({ name: z.string(), asked: z.number(), read: z.number(), rules: z.number() });

/** Log sources by name: analytics that ask for them, analytics for which a rule of the technique reads one, and the most rules that read one for an analytic. */
export function findAskedSources(catalog: CatalogView, selection: Selection): Promise<AskedSource[]> {
  const { snapshot } = catalog;
  return rows(
    sourceRow,
    sql`select l.name, count(distinct l.analytic_id)::int as asked,
          (count(distinct l.analytic_id) filter (where ${isRead(selection)}))::int as read, coalesce(max(r.rules), 0)::int as rules
        from analytic_log_source l
        left join log_source_reading r on r.snapshot_id = ${snapshot.id} and r.analytic_id = l.analytic_id and r.position = l.position
        where l.attack_version_id = ${snapshot.attackVersionId}
        group by l.name order by count(distinct l.analytic_id) - count(distinct l.analytic_id) filter (where ${isRead(selection)}) desc, 1`,
  );
}
