/** Search over the catalog: techniques by id or name, rules by title or id, values exactly. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { Found, FoundRuleLine, FoundTechnique, FoundValue } from "@/lib/model/search-view";
import { inScope, vendorColumn } from "./catalog";
import { clausePart } from "./fold-parts";

/** Results of each kind on a page. */
const shown = 30;

const total = z.number();
const techniqueRow = z.object({ id: z.string(), name: z.string(), rules: z.number() });

const contains = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

function found<Row extends { total: number }>(list: readonly Row[]): Found<Omit<Row, "total">> {
  return { rows: list.map(({ total: _, ...row }) => row), total: list[0]?.total ?? 0 };
}

/** Techniques whose id or name contains the text, exact names first. */
export async function findTechniquesByText({ snapshot }: CatalogView, text: string): Promise<Found<FoundTechnique>> {
  return found(
    await rows(
      techniqueRow.extend({ total }),
      sql`select t.id, t.name, coalesce(n.rules, 0)::int as rules, count(*) over ()::int as total from technique t
          left join technique_total n on n.snapshot_id = ${snapshot.id} and n.technique_id = t.id and n.scope = 'all' and n.segment_id = 0
          where t.attack_version_id = ${snapshot.attackVersionId} and not t.revoked and not t.deprecated
            and (t.name ilike ${contains(text)} or t.id ilike ${contains(text)})
          order by lower(t.name) = lower(${text}) desc, n.rules desc nulls last, t.id limit ${shown}`,
    ),
  );
}

const ruleRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  level: z.string().nullable(),
  ownId: z.string().nullable(),
  total,
});

/** Rules whose title contains the text, or whose own id it is. */
export async function findRulesByText({ snapshot }: CatalogView, text: string): Promise<Found<FoundRuleLine>> {
  return found(
    await rows(
      ruleRow,
      sql`select s.key, s.title, s.vendor, s.level, r.own_id as "ownId", count(*) over ()::int as total
          from snapshot_rule s join rule r on r.id = s.rule_id
          where s.snapshot_id = ${snapshot.id} and (s.title ilike ${contains(text)} or lower(r.own_id) = lower(${text}) or s.key = ${text})
          order by lower(s.title) = lower(${text}) desc, s.title, s.key limit ${shown}`,
    ),
  );
}

const valueRow = z.object({
  part: clausePart,
  rules: z.number(),
  byVendor: z.partialRecord(vendorColumn, z.number()),
  techniques: z.array(techniqueRow),
  total,
});

/** Indicators with exactly this value (without case), most rules first: field, operator, reach, and where it is looked for. */
export async function findValues({ snapshot }: CatalogView, text: string): Promise<Found<FoundValue>> {
  return found(
    await rows(
      valueRow,
      sql`select jsonb_build_object('field', i.field, 'operator', i.operator, 'values', jsonb_build_array(i.value), 'caseSensitive', i.case_sensitive, 'lane', i.lane) as part,
            r.rules, r.by_vendor as "byVendor", count(*) over ()::int as total,
            (select coalesce(jsonb_agg(jsonb_build_object('id', c.technique_id, 'name', t.name, 'rules', c.rules) order by c.rules desc, c.technique_id), '[]')
               from (select technique_id, rules from technique_clause where snapshot_id = ${snapshot.id} and fold_id = r.fold_id and polarity = 'match'
                     and ${inScope(sql`scope`, "own")} and segment_id = 0 order by rules desc, technique_id limit 4) c
               join technique t on t.attack_version_id = ${snapshot.attackVersionId} and t.id = c.technique_id) as techniques
          from indicator i join clause_reach r on r.snapshot_id = ${snapshot.id} and r.clause_id = i.id and r.polarity = 'match'
          where lower(i.value) = lower(${text}) order by r.rules desc, i.field, i.operator limit ${shown}`,
    ),
  );
}
