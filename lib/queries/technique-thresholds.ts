/** Limits that rules of a technique set on what they count, grouped by what is counted and sorted by limit. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { Scope, ThresholdRow } from "@/lib/model/technique-view";
import { ruleInSelection, vendorColumn } from "./catalog";

const thresholdRow = z.object({
  key: z.string(),
  aggregate: z.string(),
  operator: z.string(),
  value: z.string(),
  groupBy: z.string(),
  window: z.string(),
  rules: z.number(),
  vendors: z.array(vendorColumn),
});

/** Every threshold of the technique's rules; groups with most rules first. */
export function findTechniqueThresholds(catalog: CatalogView, selection: Selection, id: string, scope: Scope): Promise<ThresholdRow[]> {
  return rows(
    thresholdRow,
    sql`select 't-' || substr(md5(concat_ws(chr(31), t.aggregate, t.operator, t.value, t.group_by, t."window")), 1, 8) as key,
          t.aggregate, t.operator, t.value, t.group_by as "groupBy", t."window", sum(t.rules)::int as rules,
          array_agg(distinct s.vendor) as vendors
        from technique_threshold t join segment s on s.snapshot_id = t.snapshot_id and s.id = t.segment_id
        where t.snapshot_id = ${catalog.snapshot.id} and t.technique_id = ${id} and t.scope = ${scope} and t.segment_id <> 0
          ${ruleInSelection(sql`t.segment_id`, selection)}
        group by t.aggregate, t.operator, t.value, t.group_by, t."window"
        order by sum(sum(t.rules)) over (partition by t.aggregate) desc, t.aggregate,
          case when t.value ~ '^-?[0-9]{1,15}([.][0-9]{1,9})?$' then t.value::numeric end nulls last, t.operator, t.group_by, t."window"`,
  );
}
