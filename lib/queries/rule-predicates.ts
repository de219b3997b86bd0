/** The predicates of one rule in source order, each with its reach in the catalog under the same polarity. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView, VendorCounts } from "@/lib/model/catalog-view";
import { groupBy } from "@/lib/model/group-by";
import { operators } from "@/lib/model/predicate";
import type { RulePredicate } from "@/lib/model/rule-view";
import { vendorColumn } from "./catalog";

const text = z.string().nullable();

const predicateRow = z.object({
  position: z.number(),
  indicator: z.string(),
  field: text,
  operator: z.enum(operators),
  value: z.string(),
  polarity: z.enum(["match", "exclude"]),
  role: z.enum(["required", "alternative", "exclusion", "branch"]),
  lane: z.enum(["selector", "behavior", "threshold", "placeholder"]),
  caseSensitive: z.boolean(),
  groups: z.array(z.string()),
  rawField: text,
  rawResolved: text,
  rawOperator: z.string(),
  rawValue: z.string(),
  start: z.number(),
  end: z.number(),
  mapped: z.boolean(),
  rewrites: z.array(z.string()),
  groupBy: z.array(z.string()),
});

const reachRow = z.object({ indicator: z.string(), polarity: z.enum(["match", "exclude"]), vendor: vendorColumn, rules: z.number() });

type Row = z.infer<typeof predicateRow>;

function toPredicate(row: Row, byVendor: VendorCounts): RulePredicate {
  const { rawField, rawResolved, rawOperator, rawValue, start, end, indicator: _, groupBy, ...predicate } = row;
  return {
    ...predicate,
    raw: { field: rawField, operator: rawOperator, value: rawValue, ...(rawResolved === null ? {} : { resolved: rawResolved }) },
    span: [start, end],
    ...(groupBy.length > 0 ? { groupBy } : {}),
    reach: Object.values(byVendor).reduce((sum, rules) => sum + rules, 0),
    byVendor,
  };
}

/** Every predicate of the rule, by position. */
export async function findRulePredicates({ snapshot }: CatalogView, ruleId: string): Promise<RulePredicate[]> {
  const [found, reach] = await Promise.all([
    rows(
      predicateRow,
      sql`select position, indicator_id::text as indicator, field, operator, value, polarity, role, lane, case_sensitive as "caseSensitive", groups,
            raw_field as "rawField", raw_resolved as "rawResolved", raw_operator as "rawOperator", raw_value as "rawValue",
            span_start as start, span_end as "end", mapped, rewrites, group_by as "groupBy"
          from predicate where rule_id = ${ruleId}::bigint order by position`,
    ),
    rows(
      reachRow,
      sql`select indicator, polarity, vendor, count(*)::int as rules from (
            select distinct q.indicator_id::text as indicator, q.polarity, c.rule_id, s.vendor
            from (select distinct indicator_id, polarity from predicate where rule_id = ${ruleId}::bigint) q
            join clause_indicator i on i.indicator_id = q.indicator_id and not i.exception
            join rule_clause c on c.clause_id = i.clause_id and c.polarity = q.polarity
            join snapshot_rule s on s.snapshot_id = ${snapshot.id} and s.rule_id = c.rule_id) reached group by 1, 2, 3`,
    ),
  ]);
  const byPredicate = groupBy(reach, ({ indicator, polarity }) => `${polarity} ${indicator}`);
  return found.map((row) => {
    const counts = byPredicate.get(`${row.polarity} ${row.indicator}`) ?? [];
    return toPredicate(row, Object.fromEntries(counts.map(({ vendor, rules }) => [vendor, rules])));
  });
}
