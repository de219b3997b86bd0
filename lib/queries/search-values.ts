/** Indicators whose value contains a text: exactly it first, then the program of that name, then those that most rules look for. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { shortKey } from "@/lib/model/row-key";
import type { Found, FoundValue } from "@/lib/model/search-view";
import { inScope, vendorColumn } from "./catalog";
import { clausePart } from "./fold-parts";
import { partOfIndicator, shortestPart } from "./indicators";
import { containing } from "./rule-sets";
import type { SearchPart } from "./search-names";

const valueRow = z.object({
  id: z.string(),
  part: clausePart,
  rules: z.number(),
  exact: z.boolean(),
  byVendor: z.partialRecord(vendorColumn, z.number()),
  techniques: z.array(z.object({ id: z.string(), name: z.string(), rules: z.number() })),
  total: z.number(),
});

/** The trigram index needs three letters; shorter text is a whole value. */
function matching(text: string): Sql {
  if (text.length >= shortestPart) return sql`x.text like lower(${containing(text)})`;
  return sql`x.indicator_id in (select id from indicator where lower(value) = lower(${text}))`;
}

/** A page of values, and how many there are: field, operator, reach, and under which techniques most of it is. */
export async function findValues({ snapshot }: CatalogView, text: string, { offset, limit }: SearchPart): Promise<Found<FoundValue>> {
  const found = await rows(
    valueRow,
    sql`with found as materialized (
          select x.place, x.text = lower(${text}) as exact, x.text = lower(${text}) || '.exe' as program
          from indicator_text x where x.snapshot_id = ${snapshot.id} and ${matching(text)}),
        page as materialized (
          select f.place, f.exact, t.total, row_number() over (order by f.exact desc, f.program desc, f.place) as line
          from found f cross join (select count(*)::int as total from found) t order by line offset ${offset} limit ${limit})
        select i.id::text, ${partOfIndicator(sql`x.lane`)} as part, x.rules, r.by_vendor as "byVendor", p.exact, p.total,
            (select coalesce(jsonb_agg(jsonb_build_object('id', c.technique_id, 'name', t.name, 'rules', c.rules) order by c.rules desc, c.technique_id), '[]')
               from (select technique_id, rules from technique_clause where snapshot_id = ${snapshot.id} and fold_id = r.fold_id and polarity = 'match'
                     and ${inScope(sql`scope`, "own")} and segment_id = 0 order by rules desc, technique_id limit 4) c
               join technique t on t.attack_version_id = ${snapshot.attackVersionId} and t.id = c.technique_id) as techniques
        from page p join indicator_text x on x.snapshot_id = ${snapshot.id} and x.place = p.place
        join indicator i on i.id = x.indicator_id
        join clause_reach r on r.snapshot_id = ${snapshot.id} and r.clause_id = i.id and r.polarity = 'match' order by p.line`,
  );
  return { rows: found.map(({ total: _, id, ...row }) => ({ ...row, key: shortKey(id) })), offset, total: found[0]?.total ?? 0 };
}
