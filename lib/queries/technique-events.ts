/** Events that rules of a technique read, each with its data component, the analytics that ask for it, and rules by vendor. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import { splitEvent } from "@/lib/model/event-id";
import type { EventRow, Scope } from "@/lib/model/technique-view";
import { inScope, ruleInSelection, vendorColumn } from "./catalog";

const eventRow = z.object({
  event: z.string(),
  components: z.array(z.string()),
  askedBy: z.array(z.string()),
  rules: z.number(),
  byVendor: z.partialRecord(vendorColumn, z.number()),
});

/** All events of the technique's rules, most rules first; a rule that reads two events counts in both rows. */
export async function findTechniqueEvents(catalog: CatalogView, selection: Selection, id: string, scope: Scope): Promise<EventRow[]> {
  const { id: snapshot, attackVersionId: version } = catalog.snapshot;
  const found = await rows(
    eventRow,
    sql`with counted as (
          select e.event_id, s.vendor, sum(e.rules)::int as rules from technique_event e
          join segment s on s.snapshot_id = e.snapshot_id and s.id = e.segment_id
          where e.snapshot_id = ${snapshot} and e.technique_id = ${id} and ${inScope(sql`e.scope`, scope)} and e.segment_id <> 0
            ${ruleInSelection(sql`e.segment_id`, selection)} group by 1, 2)
        select event_id as event, sum(rules)::int as rules, jsonb_object_agg(vendor, rules) as "byVendor",
          array(select distinct c.name from data_component_event d join data_component c
             on c.attack_version_id = d.attack_version_id and c.id = d.data_component_id
             where d.attack_version_id = ${version} and d.event_id = counted.event_id order by 1) as components,
          array(select distinct a.id from analytic_log_source l
             join analytic a on a.attack_version_id = l.attack_version_id and a.id = l.analytic_id
             join detection_strategy s on s.attack_version_id = a.attack_version_id and s.id = a.strategy_id and s.technique_ids @> array[${id}]
             where l.attack_version_id = ${version} and l.event_ids @> array[counted.event_id] order by 1) as "askedBy"
        from counted group by event_id order by rules desc, event_id`,
  );
  return found.map((row) => {
    const { provider, code } = splitEvent(row.event);
    return { ...row, key: `e-${row.event}`, provider, id: code };
  });
}
