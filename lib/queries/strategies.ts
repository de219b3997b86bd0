/** Detection strategies of the shown ATT&CK version: the list of all, with how far rules of each technique read its analytics. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, raw, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { StrategyListRow, StrategyOrder, StrategyShow } from "@/lib/model/strategy-view";
import type { Named } from "@/lib/model/technique-view";
import { eventProvider } from "@/lib/statistics/event-provider";
import { inSegments } from "./catalog";
import { containing } from "./rule-sets";

export interface StrategyQuery {
  readonly text: string | null;
  readonly show: StrategyShow;
  readonly order: StrategyOrder;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number | null;
}

const listRow = z.object({
  id: z.string(),
  name: z.string(),
  technique: z.object({ id: z.string(), name: z.string() }).nullable(),
  analytics: z.number(),
  platforms: z.array(z.string()),
  full: z.number(),
  part: z.number(),
  none: z.number(),
  rules: z.number(),
  total: z.number(),
});

/** `analytic (strategy_id, analytics, platforms, full, part, none)`: each log source met with the events that rules of the technique read. */
function readings({ snapshot }: CatalogView, selection: Selection): Sql {
  const version = snapshot.attackVersionId;
  return sql`read as materialized (
      select distinct technique_id, event_id, ${raw(eventProvider("event_id"))} as provider from technique_event
      where snapshot_id = ${snapshot.id} and scope = 'all' and ${inSegments(sql`segment_id`, selection)}
    ), provider as materialized (select distinct technique_id, provider from read),
    source as materialized (
      select s.technique_ids[1] as technique_id, l.analytic_id, l.position, l.name, l.event_ids from detection_strategy s
      join analytic a on a.attack_version_id = s.attack_version_id and a.strategy_id = s.id
      join analytic_log_source l on l.attack_version_id = a.attack_version_id and l.analytic_id = a.id where s.attack_version_id = ${version}
    ), reached as (
      select s.analytic_id, s.position, count(r.event_id) > 0 as partly, count(r.event_id) = count(*) as whole
      from source s cross join unnest(s.event_ids) e (event) left join read r on r.technique_id = s.technique_id and r.event_id = e.event group by 1, 2
      union all
      select s.analytic_id, s.position, p.provider is not null, p.provider is not null
      from source s left join provider p on p.technique_id = s.technique_id and p.provider = s.name where s.event_ids = '{}'
    ), judged as (
      select a.strategy_id, a.id, a.platforms, coalesce(bool_and(r.whole), false) as whole, coalesce(bool_or(r.partly), false) as partly
      from analytic a left join reached r on r.analytic_id = a.id where a.attack_version_id = ${version} group by a.strategy_id, a.id, a.platforms
    ), analytics as (
      select strategy_id, count(*)::int as analytics, count(*) filter (where whole)::int as "full",
        count(*) filter (where partly and not whole)::int as part, count(*) filter (where not partly)::int as "none",
        (select array_agg(distinct p order by p) from judged o cross join unnest(o.platforms) p where o.strategy_id = judged.strategy_id) as platforms
      from judged group by strategy_id
    )`;
}

const orders: Readonly<Record<StrategyOrder, Sql>> = {
  id: sql`s.id`,
  name: sql`lower(s.name)`,
  analytics: sql`coalesce(a.analytics, 0)`,
  read: sql`coalesce(a."full", 0)`,
  unread: sql`coalesce(a."none", 0)`,
};

/** A page of strategies, and how many the filter leaves. */
export async function findStrategies(
  catalog: CatalogView,
  selection: Selection,
  query: StrategyQuery,
): Promise<{ readonly rows: readonly StrategyListRow[]; readonly total: number }> {
  const { snapshot } = catalog;
  const like = containing(query.text ?? "");
  const text =
    query.text === null ? empty : sql`and (s.id ilike ${like} or s.name ilike ${like} or t.id ilike ${like} or t.name ilike ${like})`;
  const found = await rows(
    listRow,
    sql`with ${readings(catalog, selection)}
        select s.id, s.name, case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as technique,
          coalesce(a.analytics, 0) as analytics, coalesce(a.platforms, '{}') as platforms, coalesce(a."full", 0) as "full", coalesce(a.part, 0) as part,
          coalesce(a."none", 0) as "none", coalesce(n.rules, 0)::int as rules, count(*) over ()::int as total
        from detection_strategy s
        left join technique t on t.attack_version_id = s.attack_version_id and t.id = s.technique_ids[1]
        left join analytics a on a.strategy_id = s.id
        left join (select technique_id, sum(rules) as rules from technique_total where snapshot_id = ${snapshot.id} and scope = 'all'
                   and ${inSegments(sql`segment_id`, selection)} group by 1) n on n.technique_id = t.id
        where s.attack_version_id = ${snapshot.attackVersionId} ${text} ${query.show === "gaps" ? sql`and a."none" > 0` : empty}
        order by ${orders[query.order]} ${query.descending ? sql`desc` : empty}, s.id
        offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`}`,
  );
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

/** The strategy of that id, or of the analytic of that id; null when the version has neither. */
export function findStrategyId(
  version: number,
  id: string,
): Promise<{ readonly strategy: string; readonly analytic: string | null } | null> {
  return firstRow(
    z.object({ strategy: z.string(), analytic: z.string().nullable() }),
    sql`select id as strategy, null as analytic from detection_strategy where attack_version_id = ${version} and id = ${id}
        union all select strategy_id, id from analytic where attack_version_id = ${version} and id = ${id} limit 1`,
  );
}

/** Strategies whose number is near that of an id that is not there. */
export function findNearStrategies({ snapshot }: CatalogView, id: string): Promise<readonly Named[]> {
  const digits = Number(/\d{1,6}/.exec(id)?.[0] ?? "0");
  return rows(
    z.object({ id: z.string(), name: z.string() }),
    sql`select id, name from detection_strategy where attack_version_id = ${snapshot.attackVersionId}
        order by abs(substring(id from '[0-9]+')::int - ${digits}::int), id limit 6`,
  );
}
