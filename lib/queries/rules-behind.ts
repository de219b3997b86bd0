/** Why a number: the rules that a condition names, each with how its author wrote what is counted. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { Polarity } from "@/lib/model/predicate";
import { type RawText, rawText } from "@/lib/model/raw-text";
import { readShortKey } from "@/lib/model/row-key";
import { ruleInSelection, vendorColumn } from "./catalog";

/** Rules listed under an opened row; a longer list says how many there are. */
const listed = 60;
/** Spellings shown for each rule. */
const spellings = 4;

export interface Behind {
  /** Condition on the rule `r`. */
  readonly rule: Sql;
  /** Condition on its predicates `p` that wrote it; null: nothing to quote. */
  readonly predicate: Sql | null;
}

const rawPredicate = z.object({ field: z.string().nullable(), operator: z.string(), value: z.string() });

const behindRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  language: z.string(),
  level: z.string().nullable(),
  raw: z.array(rawPredicate),
  total: z.number(),
});

/** How the authors of rules `r` wrote what the condition names, as a JSON array. */
export function rawSpellings(predicate: Sql | null): Sql {
  if (!predicate) return sql`'[]'::jsonb`;
  return sql`(select coalesce(jsonb_agg(distinct jsonb_build_object('field', p.raw_field, 'operator', p.raw_operator, 'value', left(p.raw_value, 300))), '[]')
    from (select * from predicate p where p.rule_id = r.rule_id and ${predicate} order by p.position limit ${spellings}) p)`;
}

export const rawPredicates = z.array(rawPredicate);

/** Those spellings on one line each. */
export function spelled(language: string, written: readonly RawText[]): readonly string[] {
  return written.map((text) => rawText(language, text));
}

/** The clauses of a fold, for rules that have it and predicates that wrote it; null when no row can have that key. */
export function behindClause(snapshot: number, polarity: Polarity, key: string): Behind | null {
  const fold = readShortKey(key);
  if (fold === null) return null;
  const clauses = sql`(select clause_id from clause_reach where snapshot_id = ${snapshot} and polarity = ${polarity} and fold_id = ${fold}::bigint)`;
  return {
    rule: sql`r.rule_id in (select c.rule_id from rule_clause c where c.polarity = ${polarity} and c.clause_id in ${clauses})`,
    predicate: sql`p.polarity = ${polarity} and p.indicator_id in (select indicator_id from clause_indicator where clause_id in ${clauses})`,
  };
}

/** Rules that look for one indicator, and the predicates that say it. */
export function behindIndicator(id: string): Behind {
  return {
    rule: sql`r.rule_id in (select c.rule_id from rule_clause c where c.polarity = 'match' and c.clause_id = ${id}::bigint)`,
    predicate: sql`p.polarity = 'match' and p.indicator_id = ${id}::bigint`,
  };
}

/** The rules that all conditions name, by vendor and title, the first of them with their spellings. */
export async function findRulesBehind(
  catalog: CatalogView,
  selection: Selection,
  key: string,
  { rule, predicate }: Behind,
): Promise<OpenedRow> {
  const found = await rows(
    behindRow,
    sql`select r.key, r.title, r.vendor, r.language, r.level, ${rawSpellings(predicate)} as raw, r.total
        from (select r.rule_id, r.key, r.title, r.vendor, r.language, r.level, count(*) over ()::int as total,
                array_position(${catalog.vendors.map((vendor) => vendor.id)}::text[], r.vendor) as place
              from snapshot_rule r where r.snapshot_id = ${catalog.snapshot.id} ${ruleInSelection(sql`r.segment_id`, selection)} and ${rule}
              order by place, r.title, r.key limit ${listed}) r
        order by r.place, r.title, r.key`,
  );
  return {
    key,
    total: found[0]?.total ?? 0,
    rules: found.map(({ raw, language, total: _, ...line }) => ({ ...line, raw: spelled(language, raw) })),
  };
}
