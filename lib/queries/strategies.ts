/** Detection strategies of the shown ATT&CK version: the list of all, with how far rules of each technique read its analytics. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { StrategyListRow, StrategyOrder, StrategyShow } from "@/lib/model/strategy-view";
import type { Named } from "@/lib/model/technique-view";
import { inSegments, isRead } from "./catalog";
import { containing } from "./rule-sets";

export interface StrategyQuery {
  readonly text: string | null;
  readonly show: StrategyShow;
  readonly tactic: string | null;
  /** Of an analytic, in ATT&CK's words. */
  readonly platform: string | null;
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

/** `judged (strategy_id, analytic_id, whole, partly)`: whether rules of the technique read all and some of what an analytic asks for. */
export function judged({ snapshot }: CatalogView, selection: Selection): Sql {
  return sql`judged as materialized (
      select strategy_id, analytic_id, bool_and(${isRead(selection)}) as whole, bool_or(${isRead(selection)}) as partly from log_source_reading
      where snapshot_id = ${snapshot.id} group by strategy_id, analytic_id
    )`;
}

/** `reading (strategy_id, analytics, full, part, none)` over judged. */
function reading({ snapshot }: CatalogView): Sql {
  return sql`asked as (select strategy_id, count(*)::int as analytics from analytic where attack_version_id = ${snapshot.attackVersionId} group by 1),
    reading as (
      select k.strategy_id, k.analytics, coalesce(j."full", 0) as "full", coalesce(j.part, 0) as part,
        k.analytics - coalesce(j."full" + j.part, 0) as "none"
      from asked k left join (
        select strategy_id, count(*) filter (where whole)::int as "full", count(*) filter (where partly and not whole)::int as part
        from judged group by 1) j on j.strategy_id = k.strategy_id
    )`;
}

const orders: Readonly<Record<StrategyOrder, Sql>> = {
  id: sql`s.id`,
  name: sql`lower(s.name)`,
  analytics: sql`coalesce(a.analytics, 0)`,
  read: sql`coalesce(a."full", 0)`,
  unread: sql`coalesce(a."none", 0)`,
};

/** The conditions that a query sets on strategy `s`. */
function conditions({ text, tactic, platform, show }: StrategyQuery): Sql {
  const like = containing(text ?? "");
  const unread = sql`not coalesce((select j.partly from judged j where j.strategy_id = o.strategy_id and j.analytic_id = o.id), false)`;
  return sql`${text === null ? empty : sql`and (s.id ilike ${like} or s.name ilike ${like} or t.id ilike ${like} or t.name ilike ${like})`}
    ${tactic === null ? empty : sql`and ${tactic} = any(t.tactic_ids)`}
    ${
      show === "all" && platform === null
        ? empty
        : sql`and exists (select from analytic o where o.attack_version_id = s.attack_version_id
        and o.strategy_id = s.id ${platform === null ? empty : sql`and ${platform} = any(o.platforms)`} ${show === "gaps" ? sql`and ${unread}` : empty})`
    }`;
}

/** A page of strategies, and how many the filter leaves. */
export async function findStrategies(
  catalog: CatalogView,
  selection: Selection,
  query: StrategyQuery,
): Promise<{ readonly rows: readonly StrategyListRow[]; readonly total: number }> {
  const { snapshot } = catalog;
  const found = await rows(
    listRow,
    sql`with ${judged(catalog, selection)}, ${reading(catalog)}
        select s.id, s.name, case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as technique,
          coalesce(a.analytics, 0) as analytics, coalesce(a."full", 0) as "full", coalesce(a.part, 0) as part,
          coalesce(a."none", 0) as "none", coalesce(n.rules, 0)::int as rules, count(*) over ()::int as total,
          array(select distinct p from analytic o cross join unnest(o.platforms) p
            where o.attack_version_id = s.attack_version_id and o.strategy_id = s.id order by 1) as platforms
        from detection_strategy s
        left join technique t on t.attack_version_id = s.attack_version_id and t.id = s.technique_ids[1]
        left join reading a on a.strategy_id = s.id
        left join (select technique_id, sum(rules) as rules from technique_total where snapshot_id = ${snapshot.id} and scope = 'all'
                   and ${inSegments(sql`segment_id`, selection)} group by 1) n on n.technique_id = t.id
        where s.attack_version_id = ${snapshot.attackVersionId} ${conditions(query)}
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
