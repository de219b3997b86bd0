/** Facets of the rule list: how many rules each further choice would leave, under all filters but those of its own facet. */
import "server-only";
import { z } from "zod";
import { empty, join, raw, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { type Facet, type RuleFilter, type ShownFacet, shownFacets } from "@/lib/model/rule-list-view";
import { type RuleSet, setsOf } from "./rule-sets";

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

/**
 * How many rules each value of a facet would leave: stored while there is no filter, else its members meet the set that the
 * other facets' filters leave, once a value: without the offset the planner would count again wherever the count is used.
 */
function counted(catalog: CatalogView, facet: ShownFacet, sets: readonly RuleSet[]): Sql {
  const others = sets.flatMap((set, index) => (set.facet === facet ? [] : [column(index)]));
  const rules =
    sets.length === 0
      ? sql`rules`
      : sql`bit_count(members & ${others.length === 0 ? sql`members` : sql`(select ${join(others, " & ")} from given)`})::int`;
  return sql`select value, ${rules} as rules from rule_facet where snapshot_id = ${catalog.snapshot.id} and facet = ${facet} offset 0`;
}

const column = (index: number) => raw(`s${index}`);

/** Values of a facet that the filter has: they stay in the list, whatever they count. */
function chosenOf(filter: RuleFilter, facet: ShownFacet): readonly string[] {
  const value: unknown = filter[facet];
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}

/** The first choices of a facet and those that the filter has: most rules first, years from the latest. Each facet keeps only its first ones while it is read. */
function choices(catalog: CatalogView, filter: RuleFilter, facet: ShownFacet, sets: readonly RuleSet[], limit: number): Sql {
  const chosen = chosenOf(filter, facet);
  const kept = chosen.length === 0 ? sql`false` : sql`value = any(${[...chosen]}::text[])`;
  const order = facet === "since" ? sql`value desc` : sql`rules desc, value`;
  return sql`(select ${facet}::text as facet, value, rules, total, rank from (
    select value, rules, total, kept, row_number() over (order by ${order})::int as rank from (
      select value, rules, ${kept} as kept, count(*) filter (where rules > 0) over ()::int as total from (${counted(catalog, facet, sets)}) c
      where rules > 0 or ${kept} order by ${chosen.length === 0 ? empty : sql`${kept} desc,`} ${order} limit ${limit + chosen.length}) f) r
    where rank <= ${limit} or kept)`;
}

/** Every facet with its choices, those that leave most rules first; years from the latest. */
export async function findFacets(catalog: CatalogView, filter: RuleFilter, whole: ShownFacet | null): Promise<readonly Facet[]> {
  const sets = setsOf(catalog, filter);
  const given = sets.length === 0 ? sql`1 as none` : join(sets.map(({ bits }, index) => sql`${bits} as ${column(index)}`));
  const all = shownFacets.map((facet) => choices(catalog, filter, facet, sets, facet === whole ? shownWhole : shown));
  const found = await rows(
    choiceRow,
    sql`with given as materialized (select ${given})
        select facet, value, rules, total,
          case facet when 'technique' then (select t.name from technique t where t.attack_version_id = ${catalog.snapshot.attackVersionId} and t.id = value)
            when 'source' then (select s.label from source s where s.id = value) end as name
        from (${join(all, " union all ")}) a order by facet, rank`,
  );
  return shownFacets.map((facet) => {
    const own = found.filter((row) => row.facet === facet);
    return { facet, total: own[0]?.total ?? 0, choices: own.map(({ value, name, rules }) => ({ value, name, rules })) };
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
