/** Fields that rules of a technique filter on, selectors apart from behaviour: rules, operators and values used by most rules. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { FieldRowView, Scope } from "@/lib/model/technique-view";
import { inScope, inSegments } from "./catalog";

const fieldRow = z.object({
  field: z.string(),
  lane: z.enum(["selector", "behavior", "threshold", "placeholder"]),
  rules: z.number(),
  mapped: z.boolean(),
  operators: z.record(z.string(), z.number()),
  samples: z.array(z.string()).nullable(),
});

const bySize = (operators: Record<string, number>) =>
  Object.entries(operators)
    .map(([operator, rules]) => ({ operator, rules }))
    .sort((a, b) => b.rules - a.rules || a.operator.localeCompare(b.operator));

/** Every field of behaviour and every selector, most rules first. Values are those of the whole technique, whatever the filter. */
export async function findTechniqueFields(catalog: CatalogView, selection: Selection, id: string, scope: Scope): Promise<FieldRowView[]> {
  const found = await rows(
    fieldRow,
    sql`with here as (select * from technique_field where snapshot_id = ${catalog.snapshot.id} and technique_id = ${id} and ${inScope(sql`scope`, scope)}
            and lane in ('behavior', 'selector')),
          counted as (select lane, field, sum(rules)::int as rules, bool_or(mapped) as mapped from here
            where ${inSegments(sql`segment_id`, selection)} group by 1, 2),
          used as (select lane, field, jsonb_object_agg(operator, rules) as operators from (
            select lane, field, o.key as operator, sum(o.value::int)::int as rules from here, jsonb_each_text(operators) o
            where ${inSegments(sql`segment_id`, selection)} group by 1, 2, 3) by_operator group by 1, 2)
        select c.field, c.lane, c.rules, c.mapped, coalesce(u.operators, '{}') as operators, s.samples
        from counted c left join used u using (lane, field)
        left join here s on s.lane = c.lane and s.field = c.field and s.segment_id = 0
        order by c.lane, c.rules desc, c.field`,
  );
  return found.map((row) => ({
    ...row,
    key: `${row.lane === "selector" ? "s" : "f"}-${row.field}`,
    operators: bySize(row.operators),
    samples: row.samples ?? [],
  }));
}
