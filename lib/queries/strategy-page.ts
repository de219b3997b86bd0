/** One detection strategy: its analytics with their log sources, the rules that read each, and mutable elements. */
import "server-only";
import { z } from "zod";
import { firstRow, rows, type Sql, sql } from "@/lib/db/client";
import { type CatalogFilter, everything } from "@/lib/model/catalog-filter";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { StrategyAnalytic, StrategyHead } from "@/lib/model/strategy-view";
import { vendorColumn } from "./catalog";
import { byVendor } from "./events";
import { both, inSet, logReaders, noRules, selectionSet, withValue } from "./rule-sets";
import { findRulesBehind } from "./rules-behind";

const named = z.object({ id: z.string(), name: z.string() });

const headRow = named.extend({ description: z.string(), url: z.string(), technique: named.nullable(), rules: z.number() });

/** Rules of the strategy's technique in the filter, its sub-techniques included. */
function ofTechnique(catalog: CatalogView, filter: CatalogFilter, technique: string | null): Sql {
  return both(catalog, [
    technique === null ? noRules(catalog) : withValue(catalog, ["technique"], [technique]),
    selectionSet(catalog, filter),
  ]);
}

/** The strategy, or null when the shown ATT&CK version has none of that id. */
export async function getStrategyHead(catalog: CatalogView, filter: CatalogFilter, id: string): Promise<StrategyHead | null> {
  const { snapshot } = catalog;
  return firstRow(
    headRow,
    sql`select s.id, s.name, s.description, s.url,
          case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as technique,
          coalesce((select bit_count(f.members & (${selectionSet(catalog, filter)}))::int from rule_facet f
            where f.snapshot_id = ${snapshot.id} and f.facet = 'technique' and f.value = t.id), 0) as rules
        from detection_strategy s left join technique t on t.attack_version_id = s.attack_version_id and t.id = s.technique_ids[1]
        where s.attack_version_id = ${snapshot.attackVersionId} and s.id = ${id}`,
  );
}

const logSource = z.object({
  analyticId: z.string(),
  position: z.number(),
  name: z.string(),
  channel: z.string(),
  component: named.nullable(),
  events: z.array(z.string()),
  unread: z.array(z.string()),
  here: z.number(),
  everywhere: z.number(),
  byVendor: z.partialRecord(vendorColumn, z.number()),
});

/** Log sources of the strategy's analytics; an event is read when a rule of the technique reads it. */
function findLogSources(
  catalog: CatalogView,
  filter: CatalogFilter,
  { id, technique }: StrategyHead,
): Promise<z.infer<typeof logSource>[]> {
  const { snapshot } = catalog;
  const members = sql`coalesce((select bit_or(f.members) from rule_facet f where f.snapshot_id = ${snapshot.id}
    and ((l.event_ids = '{}' and f.facet = 'provider' and f.value = l.name) or (f.facet = 'event' and f.value = any(l.event_ids)))), ${noRules(catalog)})`;
  return rows(
    logSource,
    sql`with given as materialized (
          select ${selectionSet(catalog, filter)} as selected, ${ofTechnique(catalog, filter, technique?.id ?? null)} as technique),
        source as materialized (
          select l.*, ${members} & g.selected as bits from given g cross join analytic a
          join analytic_log_source l on l.attack_version_id = a.attack_version_id and l.analytic_id = a.id
          where a.attack_version_id = ${snapshot.attackVersionId} and a.strategy_id = ${id})
        select l.analytic_id as "analyticId", l.position, l.name, l.channel, l.event_ids as events,
          case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as component,
          array(select e from unnest(l.event_ids) e where not exists (select from rule_facet f
            where f.snapshot_id = ${snapshot.id} and f.facet = 'event' and f.value = e and bit_count(f.members & g.technique) > 0)) as unread,
          bit_count(l.bits & g.technique)::int as here, bit_count(l.bits)::int as everywhere, ${byVendor(snapshot.id, sql`l.bits`)} as "byVendor"
        from source l cross join given g
        left join data_component c on c.attack_version_id = l.attack_version_id and c.id = l.data_component_id
        order by l.analytic_id, l.position`,
  );
}

const analyticRow = named.extend({
  description: z.string(),
  platforms: z.array(z.string()),
  elements: z.array(z.object({ name: z.string(), description: z.string() })),
});

/** The strategy's analytics in MITRE's order, each with its log sources and mutable elements. */
export async function findAnalytics(catalog: CatalogView, filter: CatalogFilter, head: StrategyHead): Promise<readonly StrategyAnalytic[]> {
  const [analytics, sources] = await Promise.all([
    rows(
      analyticRow,
      sql`select a.id, a.name, a.description, a.platforms,
            (select coalesce(jsonb_agg(jsonb_build_object('name', m.name, 'description', m.description) order by m.position), '[]')
             from mutable_element m where m.attack_version_id = a.attack_version_id and m.analytic_id = a.id) as elements
          from analytic a where a.attack_version_id = ${catalog.snapshot.attackVersionId} and a.strategy_id = ${head.id} order by a.position, a.id`,
    ),
    findLogSources(catalog, filter, head),
  ]);
  return analytics.map((analytic) => ({
    ...analytic,
    logSources: sources.flatMap(({ analyticId, ...source }) => (analyticId === analytic.id ? [source] : [])),
  }));
}

/** The rules behind a log source: `l-AN1057-0` those of the technique, `w-AN1057-0` those of the whole catalog. */
export async function getStrategyRow(
  catalog: CatalogView,
  selection: Selection,
  head: StrategyHead,
  open: string,
): Promise<OpenedRow | null> {
  const key = open.slice(2);
  if (!/^AN\d{1,6}-\d{1,3}$/.test(key)) return null;
  const within = open.startsWith("l-") ? [ofTechnique(catalog, everything, head.technique?.id ?? null)] : [];
  return findRulesBehind(catalog, selection, open, {
    rule: inSet(catalog, both(catalog, [logReaders(catalog, key), ...within])),
    predicate: null,
  });
}
