/** Rules by the words of title, description and query, by a part of the title, and by the author's id. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { wordQuery } from "@/lib/model/search-text";
import type { Found, FoundRuleLine } from "@/lib/model/search-view";
import { vendorColumn } from "./catalog";
import { shortestPart } from "./indicators";
import { containing } from "./rule-sets";
import { type SearchPart, shortestName } from "./search-names";

const ruleRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  source: z.string(),
  level: z.string().nullable(),
  exact: z.boolean(),
  inTitle: z.boolean(),
  total: z.number(),
});

/** Conditions that indexes answer, each alone: words anywhere, a part of the title, the whole title, the author's id. */
function matching(text: string): Sql {
  const words = text.length < shortestName ? null : wordQuery(text);
  return sql`(x.own_id = lower(${text}) or x.title = lower(${text})
    ${words === null ? empty : sql`or x.words @@ to_tsquery('pg_catalog.simple', ${words})`}
    ${text.length < shortestPart ? empty : sql`or x.title like lower(${containing(text)})`})`;
}

/** A page of rules: exact hits first, then those with the text in the title, then the others; last changed first. */
export async function findRulesByText(
  { snapshot }: CatalogView,
  text: string,
  { offset, limit }: SearchPart,
): Promise<Found<FoundRuleLine>> {
  const words = wordQuery(text);
  const inTitle = sql`x.title like lower(${containing(text)}) ${words === null ? empty : sql`or x.title_words @@ to_tsquery('pg_catalog.simple', ${words})`}`;
  const found = await rows(
    ruleRow,
    sql`with found as materialized (
          select x.rule_id, x.number, x.title = lower(${text}) or coalesce(x.own_id = lower(${text}), false) as exact, ${inTitle} as in_title
          from rule_text x where x.snapshot_id = ${snapshot.id} and ${matching(text)}),
        page as materialized (select f.*, count(*) over ()::int as total, row_number() over (order by exact desc, in_title desc, number) as line
          from found f order by line offset ${offset} limit ${limit})
        select s.key, s.title, s.vendor, o.label as source, s.level, p.exact, p.in_title as "inTitle", p.total
        from page p join snapshot_rule s on s.snapshot_id = ${snapshot.id} and s.rule_id = p.rule_id join source o on o.id = s.source_id order by p.line`,
  );
  return { rows: found.map(({ total: _, ...row }) => row), offset, total: found[0]?.total ?? 0 };
}

/** The key of the one rule whose key, or whose author's id, the text is; null when there is none or more than one. */
export async function findRuleById({ snapshot }: CatalogView, text: string): Promise<string | null> {
  const found = await firstRow(
    z.object({ key: z.string() }),
    sql`select min(key) as key from (
          select key from snapshot_rule where snapshot_id = ${snapshot.id} and key in (${text}, lower(${text}))
          union select s.key from rule_text x join snapshot_rule s on s.snapshot_id = x.snapshot_id and s.rule_id = x.rule_id
            where x.snapshot_id = ${snapshot.id} and x.own_id = lower(${text})) k having count(*) = 1`,
  );
  return found?.key ?? null;
}
