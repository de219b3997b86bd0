/** Facets of the rule list: how many rules each further choice would leave, under all filters but those of its own facet. */
import "server-only";
import { z } from "zod";
import { join, raw, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { type Facet, type RuleFilter, type ShownFacet, shownFacets } from "@/lib/model/rule-list-view";
import { both, setsOf } from "./rule-sets";

/** Choices of a facet on the page, and of the one that is shown whole. */
const shown = 8;
const shownWhole = 400;

const choiceRow = z.object({
  facet: z.enum(shownFacets),
  value: z.string(),
  name: z.string().nullable(),
  rules: z.number(),
  total: z.number(),
});

/** Without a filter every count is stored; else each facet's members meet the set that the other facets' filters leave. */
function counted(catalog: CatalogView, filter: RuleFilter): Sql {
  const sets = setsOf(catalog, filter);
  const ofSnapshot = sql`f.snapshot_id = ${catalog.snapshot.id} and f.facet = any(${[...shownFacets]}::text[])`;
  if (sets.length === 0) return sql`select f.facet, f.value, f.rules from rule_facet f where ${ofSnapshot}`;
  const column = (index: number) => raw(`s${index}`);
  const given = join(sets.map(({ bits }, index) => sql`${bits} as ${column(index)}`));
  const masks = shownFacets.map((facet) => {
    const others = sets.flatMap((set, index) => (set.facet === facet ? [] : [sql`given.${column(index)}`]));
    return sql`select ${facet} as facet, ${both(catalog, others)} as bits from given`;
  });
  return sql`with given as materialized (select ${given}), mask as materialized (${join(masks, " union all ")})
    select f.facet, f.value, bit_count(f.members & mask.bits)::int as rules from rule_facet f join mask on mask.facet = f.facet where ${ofSnapshot}`;
}

/** Chosen values stay in the list, whatever they count. */
function chosen(filter: RuleFilter): Sql {
  const pairs = shownFacets.flatMap((facet) => {
    const value = filter[facet];
    return (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === "string" ? [[facet, one] as const] : []));
  });
  return sql`(facet, value) in (select * from unnest(${pairs.map(([facet]) => facet)}::text[], ${pairs.map(([, value]) => value)}::text[]))`;
}

/** Every facet with its choices, those that leave most rules first; years from the latest. */
export async function findFacets(catalog: CatalogView, filter: RuleFilter, whole: ShownFacet | null): Promise<readonly Facet[]> {
  const found = await rows(
    choiceRow,
    sql`with counted as materialized (${counted(catalog, filter)}),
        ranked as (
          select facet, value, rules, count(*) filter (where rules > 0) over (partition by facet)::int as total,
            row_number() over (partition by facet order by case when facet = 'since' then value end desc, rules desc, value) as rank
          from counted where rules > 0 or ${chosen(filter)})
        select facet, value, rules, total,
          case facet when 'technique' then (select t.name from technique t where t.attack_version_id = ${catalog.snapshot.attackVersionId} and t.id = value)
            when 'source' then (select s.label from source s where s.id = value) end as name
        from ranked where rank <= case when facet = ${whole} then ${shownWhole}::int else ${shown}::int end or ${chosen(filter)}
        order by facet, rank`,
  );
  return shownFacets.map((facet) => {
    const choices = found.filter((row) => row.facet === facet);
    return { facet, total: choices[0]?.total ?? 0, choices: choices.map(({ value, name, rules }) => ({ value, name, rules })) };
  });
}

/** Names that a filter by source, level or status can have; a snapshot never changes, so they are read once a process. */
const kept = new Map<number, FacetNames>();

export interface FacetNames {
  readonly source: readonly string[];
  readonly level: readonly string[];
  readonly status: readonly string[];
  /** Names of sources, by id. */
  readonly labels: ReadonlyMap<string, string>;
}

const nameRow = z.object({ facet: z.enum(["source", "level", "status"]), value: z.string(), label: z.string().nullable() });

/** Every source, level and status of the snapshot's rules, most rules first. */
export async function findFacetNames({ snapshot }: CatalogView): Promise<FacetNames> {
  const known = kept.get(snapshot.id);
  if (known) return known;
  const found = await rows(
    nameRow,
    sql`select f.facet, f.value, s.label from rule_facet f left join source s on f.facet = 'source' and s.id = f.value
        where f.snapshot_id = ${snapshot.id} and f.facet in ('source', 'level', 'status') order by f.rules desc, f.value`,
  );
  const of = (facet: string) => found.filter((row) => row.facet === facet).map(({ value }) => value);
  const names = {
    source: of("source"),
    level: of("level"),
    status: of("status"),
    labels: new Map(found.map(({ value, label }) => [value, label ?? value])),
  };
  kept.clear();
  kept.set(snapshot.id, names);
  return names;
}
