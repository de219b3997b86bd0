/** Catalog events: the list of all, and the head of one. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import { splitEvent } from "@/lib/model/event-id";
import { eventNames } from "@/lib/model/event-names";
import type { EventHead, EventListRow, EventOrder, EventShow } from "@/lib/model/event-view";
import { inScope, inSegments, vendorColumn } from "./catalog";
import { containing, selectionSet } from "./rule-sets";

export interface EventQuery {
  readonly text: string | null;
  readonly show: EventShow;
  readonly order: EventOrder;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number | null;
}

const figures = {
  event: z.string(),
  analytics: z.number(),
  techniques: z.number(),
  rules: z.number(),
  byVendor: z.partialRecord(vendorColumn, z.number()),
};

const listRow = z.object({ ...figures, components: z.array(z.string()), total: z.number() });
const headRow = z.object({ ...figures, components: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Rules of a set by vendor, as JSON; vendors without one are left out. */
export function byVendor(snapshot: number, members: Sql): Sql {
  return sql`(select coalesce(jsonb_object_agg(v.value, v.rules), '{}') from (
    select w.value, bit_count(w.members & ${members})::int as rules from rule_facet w where w.snapshot_id = ${snapshot} and w.facet = 'vendor') v
    where v.rules > 0)`;
}

/** Events whose id contains the text, or whose name does: names are no part of the database. */
function named(text: string): Sql {
  const ids = [...eventNames].filter(([, name]) => name.toLowerCase().includes(text.toLowerCase())).map(([id]) => id);
  return sql`(event ilike ${containing(text)} or event = any(${ids}::text[]))`;
}

const shows: Readonly<Record<EventShow, Sql>> = {
  read: sql`rules > 0`,
  unread: sql`rules = 0 and analytics > 0`,
  all: sql`(rules > 0 or analytics > 0)`,
};

/**
 * Every event that a rule reads or an analytic names, with the rules of the selection that read it.
 * @param selected the selection's rules; null: all, which are counted already
 */
function everyEvent({ snapshot }: CatalogView, selected: Sql | null): Sql {
  const rules = selected === null ? sql`f.rules` : sql`bit_count(f.members & (${selected}))::int`;
  return sql`asked as materialized (
      select event, count(*)::int as analytics from (
        select distinct event_id as event, analytic_id from log_source_reading where snapshot_id = ${snapshot.id} and event_id <> '') a group by 1),
    known as materialized (
      select event, coalesce(f.rules, 0) as rules, coalesce(a.analytics, 0) as analytics
      from (select f.value as event, ${rules} as rules from rule_facet f where f.snapshot_id = ${snapshot.id} and f.facet = 'event') f full join asked a using (event))`;
}

/** Techniques of the rules that read the event `k.event`, in the selection: a row each while all segments are one. */
function techniquesOf({ snapshot }: CatalogView, selection: Selection): Sql {
  return sql`(select count(${selection.segmentIds === null ? sql`*` : sql`distinct t.technique_id`})::int from technique_event t
    where t.snapshot_id = ${snapshot.id} and t.event_id = k.event and ${inScope(sql`t.scope`, "own")} and ${inSegments(sql`t.segment_id`, selection)})`;
}

const orders: Readonly<Record<EventOrder, Sql>> = { rules: sql`rules`, event: sql`event`, analytics: sql`analytics` };

/** A page of events, and how many the filter leaves. */
export async function findEvents(
  catalog: CatalogView,
  selection: Selection,
  filter: CatalogFilter,
  query: EventQuery,
): Promise<{ readonly rows: readonly EventListRow[]; readonly total: number }> {
  const { snapshot } = catalog;
  const turned = query.descending ? sql`desc` : empty;
  const whole = selection.segmentIds === null;
  const order = sql`${orders[query.order]} ${turned}, rules desc, event`;
  const vendors = whole
    ? sql`select e.by_vendor from event_reach e where e.snapshot_id = ${snapshot.id} and e.event_id = k.event`
    : sql`select ${byVendor(snapshot.id, sql`f.members & (select bits from chosen)`)}
          from rule_facet f where f.snapshot_id = ${snapshot.id} and f.facet = 'event' and f.value = k.event`;
  const found = await rows(
    listRow,
    sql`with chosen as materialized (select ${selectionSet(catalog, filter)} as bits), ${everyEvent(catalog, whole ? null : sql`select bits from chosen`)},
        page as materialized (
          select *, count(*) over ()::int as total from known where ${shows[query.show]} ${query.text === null ? empty : sql`and ${named(query.text)}`}
          order by ${order} offset ${query.offset} ${query.limit === null ? empty : sql`limit ${query.limit}`})
        select k.event, k.rules, k.analytics, k.total, ${techniquesOf(catalog, selection)} as techniques,
          array(select distinct c.name from data_component_event d join data_component c on c.attack_version_id = d.attack_version_id and c.id = d.data_component_id
            where d.attack_version_id = ${snapshot.attackVersionId} and d.event_id = k.event order by 1) as components,
          case when k.rules = 0 then '{}' else (${vendors}) end as "byVendor"
        from page k order by ${order}`,
  );
  return { rows: found.map(({ total: _, ...row }) => ({ ...row, ...splitEvent(row.event) })), total: found[0]?.total ?? 0 };
}

/** The event of that id, when a rule reads it, an analytic names it or a data component holds it; else null. */
export async function getEvent(catalog: CatalogView, selection: Selection, filter: CatalogFilter, id: string): Promise<EventHead | null> {
  const { snapshot } = catalog;
  if ((await findEventSpelling(snapshot.id, snapshot.attackVersionId, id)) !== id) return null;
  const found = await firstRow(
    headRow,
    sql`with k as materialized (select ${id} as event, coalesce((select members from rule_facet
            where snapshot_id = ${snapshot.id} and facet = 'event' and value = ${id}), repeat('0', ${snapshot.rules}::int)::bit varying) & ${selectionSet(catalog, filter)} as bits)
        select k.event, bit_count(k.bits)::int as rules, ${techniquesOf(catalog, selection)} as techniques, ${byVendor(snapshot.id, sql`k.bits`)} as "byVendor",
          (select count(distinct analytic_id)::int from analytic_log_source
            where attack_version_id = ${snapshot.attackVersionId} and event_ids @> array[k.event]) as analytics,
          (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name), '[]')
            from data_component_event d join data_component c on c.attack_version_id = d.attack_version_id and c.id = d.data_component_id
            where d.attack_version_id = ${snapshot.attackVersionId} and d.event_id = k.event) as components
        from k`,
  );
  return found && { ...found, ...splitEvent(found.event) };
}

/** The id as the catalog spells it, whatever the letters' case; null when nothing has it. */
export async function findEventSpelling(snapshotId: number, attackVersionId: number, id: string): Promise<string | null> {
  const found = await firstRow(
    z.object({ event: z.string() }),
    sql`select event from (
          select value as event from rule_facet where snapshot_id = ${snapshotId} and facet = 'event' and value = ${id}
          union all select event_id from data_component_event where attack_version_id = ${attackVersionId} and event_id = ${id}
          union all (select ${id} from analytic_log_source where attack_version_id = ${attackVersionId} and event_ids @> array[${id}] limit 1)
          union all select value from rule_facet where snapshot_id = ${snapshotId} and facet = 'event' and lower(value) = lower(${id})
          union all select event_id from data_component_event where attack_version_id = ${attackVersionId} and lower(event_id) = lower(${id})) e
        order by event = ${id} desc, event limit 1`,
  );
  return found?.event ?? null;
}

/** Events that resemble an id that is not there: the same log, or the same code. */
export async function findNearEvents({ snapshot }: CatalogView, id: string): Promise<{ readonly event: string; readonly rules: number }[]> {
  const { provider, code } = splitEvent(id);
  const tail = code === "" ? provider : code;
  return rows(
    z.object({ event: z.string(), rules: z.number() }),
    sql`select value as event, rules from rule_facet where snapshot_id = ${snapshot.id} and facet = 'event'
        and (lower(value) like lower(${`%/${tail.replace(/[\\%_]/g, (sign) => `\\${sign}`)}`}) or value ilike ${containing(provider.replace(/^.*:/, ""))})
        order by lower(value) like lower(${`%/${tail.replace(/[\\%_]/g, (sign) => `\\${sign}`)}`}) desc, rules desc, value limit 6`,
  );
}
