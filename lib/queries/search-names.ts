/** Things by their names: techniques, fields, events, strategies, analytics and sources that contain every token of a text. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { splitEvent } from "@/lib/model/event-id";
import { eventNames } from "@/lib/model/event-names";
import { searchTokens } from "@/lib/model/search-text";
import type { Found, FoundName, NamedKind } from "@/lib/model/search-view";
import { containing } from "./rule-sets";

/** Shorter text is looked for as a whole: nearly every name contains any one letter. */
export const shortestName = 2;

/** A part of a list of results. */
export interface SearchPart {
  readonly offset: number;
  readonly limit: number;
}

const nameRow = z.object({
  id: z.string(),
  name: z.string(),
  of: z.string().nullable(),
  rules: z.number().nullable(),
  exact: z.boolean(),
  total: z.number(),
});

/** What a candidate `c` is found by. */
const spelling = sql`lower(c.id || ' ' || c.name || ' ' || array_to_string(c.also, ' '))`;

/** A candidate `c` is the text: by its id, its name or another of its names. */
const isText = (text: string): Sql => sql`(lower(c.id) = lower(${text}) or lower(c.name) = lower(${text}) or lower(${text}) = any(c.also))`;

/** The text itself, and the condition on a candidate `c`: that it contains each of the text's tokens. */
interface Asked {
  readonly text: string;
  readonly found: Sql;
}

/**
 * Candidates `(id, name, of, rules, also)`, of which those stay whose id, name or other names contain every token.
 * Exact first, then names that start with the text, then by rules.
 */
function ranked(candidates: Sql, { text, found }: Asked, { offset, limit }: SearchPart): Sql {
  return sql`select id, name, "of", rules::int as rules, exact, count(*) over ()::int as total
    from (select c.*, ${isText(text)} as exact, starts_with(lower(c.name), lower(${text})) or starts_with(lower(c.id), lower(${text})) as starts
          from (${candidates}) c where ${found}) n
    order by exact desc, starts desc, rules desc nulls last, id offset ${offset} limit ${limit}`;
}

const noOthers = sql`'{}'::text[]`;

function techniques({ snapshot }: CatalogView): Sql {
  return sql`select t.id, t.name, null::text as "of", coalesce(n.rules, 0) as rules, ${noOthers} as also from technique t
    left join technique_total n on n.snapshot_id = ${snapshot.id} and n.technique_id = t.id and n.scope = 'all' and n.segment_id = 0
    where t.attack_version_id = ${snapshot.attackVersionId} and not t.revoked and not t.deprecated`;
}

/** A field is found by what each language calls it, too; those names stand in `name`. */
function fields({ snapshot }: CatalogView): Sql {
  return sql`select f.field as id, coalesce(n.shown, '') as name, null::text as "of", f.rules, coalesce(n.names, ${noOthers}) as also
    from (select field, max(rules) as rules from field_reach where snapshot_id = ${snapshot.id} and segment_id = 0 and lane <> 'threshold' group by 1) f
    left join (select field, array_agg(lower(name)) as names, string_agg(name, ', ' order by rules desc, name) filter (where place <= 4) as shown
      from (select field, name, sum(rules) as rules, row_number() over (partition by field order by sum(rules) desc, name) as place from field_name
        where snapshot_id = ${snapshot.id} and segment_id = 0 and name <> field group by 1, 2) m group by 1) n using (field)`;
}

/** Names of events are no part of the database; an event's code alone is one of its names. */
function events({ snapshot }: CatalogView): Sql {
  const known = [...eventNames];
  return sql`select e.event as id, coalesce(k.name, '') as name, null::text as "of", e.rules, array[lower(regexp_replace(e.event, '^.*[/:]', ''))] as also
    from (select event, max(rules) as rules from (
        select value as event, rules from rule_facet where snapshot_id = ${snapshot.id} and facet = 'event'
        union all select event_id, 0 from log_source_reading where snapshot_id = ${snapshot.id} and event_id <> '') a group by 1) e
    left join unnest(${known.map(([id]) => id)}::text[], ${known.map(([, name]) => name)}::text[]) k (id, name) on k.id = e.event`;
}

function strategies({ snapshot }: CatalogView): Sql {
  return sql`select s.id, s.name, null::text as "of", null::int as rules, ${noOthers} as also from detection_strategy s
    where s.attack_version_id = ${snapshot.attackVersionId}`;
}

function analytics({ snapshot }: CatalogView): Sql {
  return sql`select a.id, s.name || ', ' || array_to_string(a.platforms, ', ') as name, a.strategy_id as "of", null::int as rules, array[lower(a.name)] as also
    from analytic a join detection_strategy s on s.attack_version_id = a.attack_version_id and s.id = a.strategy_id
    where a.attack_version_id = ${snapshot.attackVersionId}`;
}

function sources({ snapshot }: CatalogView): Sql {
  return sql`select s.id, s.label as name, null::text as "of", f.rules, array[lower(coalesce(s.repository, ''))] as also from source s
    join rule_facet f on f.snapshot_id = ${snapshot.id} and f.facet = 'source' and f.value = s.id`;
}

const candidates: Readonly<Record<NamedKind, (catalog: CatalogView) => Sql>> = {
  techniques,
  fields,
  events,
  strategies,
  analytics,
  sources,
};

/** A page of one kind of names, and how many there are. */
export async function findNames(catalog: CatalogView, kind: NamedKind, text: string, part: SearchPart): Promise<Found<FoundName>> {
  const asked = {
    text,
    found: text.length < shortestName ? isText(text) : sql`${spelling} like all(${searchTokens(text).map(containing)}::text[])`,
  };
  const found = await rows(nameRow, ranked(candidates[kind](catalog), asked, part));
  return {
    rows: found.map(({ total: _, ...row }) => (kind === "events" ? { ...row, of: splitEvent(row.id).provider } : row)),
    offset: part.offset,
    total: found[0]?.total ?? 0,
  };
}
