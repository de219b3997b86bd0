/** What the page of one event shows beside its head: fields used with it, techniques, analytics that ask for it, and opened rows. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { EventAnalyticRow, EventFieldRow, EventTechniqueRow } from "@/lib/model/event-view";
import { inScope, inSegments, ruleInSelection, vendorColumn } from "./catalog";
import { byVendor } from "./events";
import { both, inSet, rulesTagged, selectionSet, withValue } from "./rule-sets";
import { findRulesBehind } from "./rules-behind";

/** Rules of the selection that read the event. */
function readers(catalog: CatalogView, filter: CatalogFilter, event: string): Sql {
  return both(catalog, [withValue(catalog, ["event"], [event]), selectionSet(catalog, filter)]);
}

const counts = { rules: z.number(), byVendor: z.partialRecord(vendorColumn, z.number()) };
const fieldRow = z.object({ field: z.string(), facet: z.enum(["field", "selector"]), ...counts });

/** Every field that rules reading the event test, most rules first. */
export async function findEventFields(catalog: CatalogView, filter: CatalogFilter, event: string): Promise<readonly EventFieldRow[]> {
  const { id } = catalog.snapshot;
  const found = await rows(
    fieldRow,
    sql`with chosen as materialized (select ${readers(catalog, filter, event)} as bits),
        used as materialized (
          select f.value as field, f.facet, f.members & c.bits as bits from rule_facet f cross join chosen c
          where f.snapshot_id = ${id} and f.facet in ('field', 'selector') and bit_count(f.members & c.bits) > 0)
        select field, facet, bit_count(bits)::int as rules, ${byVendor(id, sql`used.bits`)} as "byVendor" from used order by rules desc, field`,
  );
  return found.map(({ facet, ...row }) => ({
    ...row,
    lane: facet === "field" ? "behavior" : "selector",
    key: `${facet === "field" ? "f" : "s"}-${row.field}`,
  }));
}

const techniqueRow = z.object({ id: z.string(), name: z.string(), ...counts });

/** Techniques that rules reading the event are tagged with, most rules first; a sub-technique is one of its own. */
export async function findEventTechniques(
  { snapshot }: CatalogView,
  selection: Selection,
  event: string,
): Promise<readonly EventTechniqueRow[]> {
  const found = await rows(
    techniqueRow,
    sql`with counted as (
          select t.technique_id, s.vendor, sum(t.rules)::int as rules from technique_event t
          join segment s on s.snapshot_id = t.snapshot_id and s.id = t.segment_id
          where t.snapshot_id = ${snapshot.id} and t.event_id = ${event} and ${inScope(sql`t.scope`, "own")} and t.segment_id <> 0
            ${ruleInSelection(sql`t.segment_id`, selection)} group by 1, 2)
        select n.technique_id as id, coalesce(min(t.name), '') as name, sum(n.rules)::int as rules, jsonb_object_agg(n.vendor, n.rules) as "byVendor"
        from counted n left join technique t on t.attack_version_id = ${snapshot.attackVersionId} and t.id = n.technique_id
        group by 1 order by rules desc, 1`,
  );
  return found.map((row) => ({ ...row, key: `q-${row.id}` }));
}

const named = z.object({ id: z.string(), name: z.string() });

const analyticRow = z.object({
  analytic: z.string(),
  platforms: z.array(z.string()),
  component: z.string().nullable(),
  strategy: named,
  technique: named.nullable(),
  rules: z.number(),
});

/** Analytics of the shown ATT&CK version that ask for the event; those whose technique no rule reads it for come last. */
export async function findEventAnalytics(
  { snapshot }: CatalogView,
  selection: Selection,
  event: string,
): Promise<readonly EventAnalyticRow[]> {
  const version = snapshot.attackVersionId;
  const found = await rows(
    analyticRow,
    sql`select a.id as analytic, a.platforms, min(c.name) as component, jsonb_build_object('id', s.id, 'name', s.name) as strategy,
          case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as technique, coalesce(n.rules, 0)::int as rules
        from analytic_log_source l
        join analytic a on a.attack_version_id = l.attack_version_id and a.id = l.analytic_id
        join detection_strategy s on s.attack_version_id = a.attack_version_id and s.id = a.strategy_id
        left join data_component c on c.attack_version_id = l.attack_version_id and c.id = l.data_component_id
        left join technique t on t.attack_version_id = s.attack_version_id and t.id = s.technique_ids[1]
        left join (select technique_id, sum(rules) as rules from technique_event where snapshot_id = ${snapshot.id} and event_id = ${event} and ${inScope(sql`scope`, "all")}
                   and ${inSegments(sql`segment_id`, selection)} group by 1) n on n.technique_id = t.id
        where l.attack_version_id = ${version} and l.event_ids @> array[${event}]
        group by a.id, a.platforms, s.id, s.name, t.id, t.name, n.rules order by n.rules desc nulls last, a.id`,
  );
  return found.map((row) => ({ ...row, key: `a-${row.technique?.id ?? ""}-${row.analytic}` }));
}

/** The rules behind one row of the event's page; null when no row can have that key. */
export async function getEventRow(catalog: CatalogView, selection: Selection, event: string, open: string): Promise<OpenedRow | null> {
  const name = open.slice(2);
  const behind = (set: Sql, predicate: Sql | null) =>
    findRulesBehind(catalog, selection, open, {
      rule: inSet(catalog, both(catalog, [withValue(catalog, ["event"], [event]), set])),
      predicate,
    });
  switch (open.slice(0, 2)) {
    case "f-":
    case "s-":
      return behind(withValue(catalog, ["field", "selector"], [name]), sql`p.field = ${name} and p.polarity = 'match'`);
    case "q-":
      return behind(rulesTagged(catalog, name), null);
    case "a-":
      return behind(withValue(catalog, ["technique"], [name.replace(/-.*$/, "")]), null);
    default:
      return null;
  }
}
