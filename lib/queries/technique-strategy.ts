/** A technique's detection strategy: its analytics, their log sources, and how many rules here read each. */
import "server-only";
import { z } from "zod";
import { firstRow, raw, rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import { groupBy } from "@/lib/model/group-by";
import type { AnalyticRow, LogSourceRow, Scope, StrategyView } from "@/lib/model/technique-view";
import { eventProvider } from "@/lib/statistics/event-provider";
import { ruleInSelection } from "./catalog";

const strategyRow = z.object({ id: z.string(), name: z.string(), url: z.string(), elements: z.number() });

const logRow = z.object({
  analyticId: z.string(),
  name: z.string(),
  description: z.string(),
  platforms: z.array(z.string()),
  position: z.number().nullable(),
  source: z.string().nullable(),
  channel: z.string().nullable(),
  component: z.string().nullable(),
  byProvider: z.boolean().nullable(),
  unread: z.array(z.string()),
  rules: z.number(),
});

type LogRow = z.infer<typeof logRow>;

function logSource(row: LogRow): LogSourceRow | null {
  if (row.position === null || row.source === null) return null;
  return {
    key: `l-${row.analyticId}-${row.position}`,
    name: row.source,
    channel: row.channel ?? "",
    component: row.component,
    rules: row.rules,
    byProvider: row.byProvider ?? false,
    unread: row.rules > 0 ? row.unread : [],
  };
}

function analytics(found: readonly LogRow[]): AnalyticRow[] {
  const byId = groupBy(found, (row) => row.analyticId);
  return [...byId.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { analyticId: id, name, description, platforms } = first;
    return [{ id, name, description, platforms, logSources: group.flatMap((row) => logSource(row) ?? []) }];
  });
}

/** The technique's own strategy, or null when the loaded version has none for it. */
export async function getStrategy(catalog: CatalogView, selection: Selection, id: string, scope: Scope): Promise<StrategyView | null> {
  const version = catalog.snapshot.attackVersionId;
  const strategy = await firstRow(
    strategyRow,
    sql`select s.id, s.name, s.url, (select count(*)::int from analytic a join mutable_element m
            on m.attack_version_id = a.attack_version_id and m.analytic_id = a.id
            where a.attack_version_id = s.attack_version_id and a.strategy_id = s.id) as elements
        from detection_strategy s where s.attack_version_id = ${version} and s.technique_ids @> array[${id}] order by s.id limit 1`,
  );
  if (!strategy) return null;
  const found = await rows(
    logRow,
    sql`with here as (
          select r.rule_id, r.event_ids, array(select ${raw(eventProvider("e"))} from unnest(r.event_ids) e) as providers
          from technique_rule t join snapshot_rule r on r.snapshot_id = t.snapshot_id and r.rule_id = t.rule_id
          where t.snapshot_id = ${catalog.snapshot.id} and t.technique_id = ${id} and (t.own or not ${scope === "own"})
            ${ruleInSelection(sql`r.segment_id`, selection)})
        select a.id as "analyticId", a.name, a.description, a.platforms, l.position, l.name as source, l.channel, c.name as component,
          l.event_ids = '{}' as "byProvider",
          array(select e from unnest(l.event_ids) e where not exists (select from here where e = any(here.event_ids))) as unread,
          (select count(*)::int from here where case when l.event_ids = '{}' then l.name = any(here.providers) else here.event_ids && l.event_ids end) as rules
        from analytic a
        left join analytic_log_source l on l.attack_version_id = a.attack_version_id and l.analytic_id = a.id
        left join data_component c on c.attack_version_id = l.attack_version_id and c.id = l.data_component_id
        where a.attack_version_id = ${version} and a.strategy_id = ${strategy.id} order by a.position, a.id, l.position`,
  );
  return { ...strategy, analytics: analytics(found) };
}
