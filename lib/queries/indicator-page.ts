/** Everything that an indicator's page shows, asked at once; counted among the rules that look for it, of which there are hundreds at most. */
import "server-only";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { CompanionRow, IndicatorHead, IndicatorPage, PlaceRow } from "@/lib/model/indicator-view";
import { readShortKey, shortKey } from "@/lib/model/row-key";
import { inSegments, ruleInSelection } from "./catalog";
import { vendorCounts } from "./fields";
import { clausePart } from "./fold-parts";
import { findExcluders, findGroups, findIndicatorRules } from "./indicator-rules";
import { partOfIndicator } from "./indicators";
import { type Behind, behindClause, behindIndicator, findRulesBehind } from "./rules-behind";

/** Rows of each table on a page. */
export const indicatorTablePage = 30;
const companionsShown = 30;

export interface IndicatorPageQuery {
  /** Companions of any field, or only those of other fields. */
  readonly otherFields: boolean;
  readonly groupPage: number;
  readonly exclusionPage: number;
  readonly rulePage: number;
  readonly open: string | null;
}

/** The rules `r` of the selection that look for the indicator. */
export function rulesWith(catalog: CatalogView, selection: Selection, id: string): Sql {
  return sql`rule_clause c join snapshot_rule r on r.snapshot_id = ${catalog.snapshot.id} and r.rule_id = c.rule_id ${ruleInSelection(sql`r.segment_id`, selection)}
    and c.clause_id = ${id}::bigint and c.polarity = 'match'`;
}

const headRow = z.object({
  part: clausePart,
  reach: z.number(),
  alone: z.boolean(),
  rules: z.number(),
  families: z.number(),
  byVendor: vendorCounts,
});

/** The id behind a page's key when the snapshot knows the indicator: looked for, excluded, or named in an exception. */
export async function findIndicatorId(snapshotId: number, key: string): Promise<string | null> {
  const id = readShortKey(key);
  if (id === null) return null;
  const found = await firstRow(
    z.object({ one: z.number() }),
    sql`select 1 as one where exists (select from indicator_reach where snapshot_id = ${snapshotId} and indicator_id = ${id}::bigint)
          or exists (select from clause_indicator c join clause_reach r on r.snapshot_id = ${snapshotId} and r.clause_id = c.clause_id where c.indicator_id = ${id}::bigint)`,
  );
  return found && id;
}

/** One indicator in the selection; null for an id that the snapshot does not know. */
export async function getIndicator(
  catalog: CatalogView,
  selection: Selection,
  key: string,
): Promise<{ readonly id: string; readonly head: IndicatorHead } | null> {
  const { snapshot } = catalog;
  const id = await findIndicatorId(snapshot.id, key);
  if (id === null) return null;
  const found = await firstRow(
    headRow,
    sql`select ${partOfIndicator(sql`coalesce(n.lane, i.lane)`)} as part, coalesce(n.rules, 0) as reach, coalesce(n.alone, true) as alone, h.rules, h.families, h."byVendor"
        from indicator i left join indicator_reach n on n.snapshot_id = ${snapshot.id} and n.indicator_id = i.id and n.segment_id = 0
        cross join (select coalesce(sum(rules), 0)::int as rules, coalesce(jsonb_object_agg(vendor, rules) filter (where vendor is not null), '{}') as "byVendor",
                      (select count(distinct r.family_id)::int from ${rulesWith(catalog, selection, id)}) as families
                    from (select r.vendor, count(*)::int as rules from ${rulesWith(catalog, selection, id)} group by 1) v) h
        where i.id = ${id}::bigint`,
  );
  if (!found) return null;
  const { alone, ...head } = found;
  return { id, head: { ...head, id: key, grouped: !alone } };
}

const placeRow = z.object({ id: z.string(), name: z.string(), rules: z.number(), of: z.number() });

/** Techniques that rules with the indicator are tagged with themselves, most rules first. */
export async function findIndicatorTechniques(catalog: CatalogView, selection: Selection, id: string): Promise<readonly PlaceRow[]> {
  const { snapshot } = catalog;
  const found = await rows(
    placeRow,
    sql`select f.technique_id as id, coalesce(t.name, '') as name, f.rules, coalesce(n.rules, 0)::int as of
        from (select t.technique_id, count(*)::int as rules from ${rulesWith(catalog, selection, id)}
                join technique_rule t on t.snapshot_id = ${snapshot.id} and t.rule_id = r.rule_id and t.own group by 1) f
        left join lateral (select sum(rules) as rules from technique_total n where n.snapshot_id = ${snapshot.id} and n.technique_id = f.technique_id
                and n.scope = 'own' and ${inSegments(sql`n.segment_id`, selection)}) n on true
        left join technique t on t.attack_version_id = ${snapshot.attackVersionId} and t.id = f.technique_id
        order by f.rules desc, f.technique_id`,
  );
  return found.map((row) => ({ ...row, key: `t-${row.id}` }));
}

/** Tactics of those techniques, in matrix order; a rule counts once a tactic. */
export async function findIndicatorTactics(catalog: CatalogView, selection: Selection, id: string): Promise<readonly PlaceRow[]> {
  const { snapshot } = catalog;
  const found = await rows(
    placeRow,
    sql`with looking as materialized (select r.rule_id from ${rulesWith(catalog, selection, id)}),
          standing as materialized (select t.id as technique_id, a.tactic_id from technique t cross join unnest(t.tactic_ids) a (tactic_id)
            where t.attack_version_id = ${snapshot.attackVersionId})
        select a.id, a.name, n.rules, 0 as of
        from (select s.tactic_id, count(distinct l.rule_id)::int as rules from looking l
                join technique_rule g on g.snapshot_id = ${snapshot.id} and g.rule_id = l.rule_id and g.own
                join standing s on s.technique_id = g.technique_id group by 1) n
        join tactic a on a.attack_version_id = ${snapshot.attackVersionId} and a.id = n.tactic_id order by a.position`,
  );
  return found.map((row) => ({ ...row, key: `c-${row.id}` }));
}

const companionRow = z.object({ id: z.string(), part: clausePart, rules: z.number(), reach: z.number() });

/** Candidates looked at first, for each row that is wanted. */
const firstLook = 4;

/**
 * Indicators of behaviour in the same rules, by rules with both × ln(catalog rules ÷ reach), so that what stands everywhere does not lead.
 * An indicator reaches at least the rules that have both: from these alone follows the most that its score can be, and only those that
 * can be among the first are looked up.
 */
export async function findCompanions(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  otherFields: boolean,
  limit: number | null,
): Promise<readonly CompanionRow[]> {
  const { snapshot } = catalog;
  const most = (rules: Sql) => sql`${rules} * ln(${snapshot.rules}::float / ${rules})`;
  const field = otherFields ? sql`and n.field <> (select coalesce(field, '') from indicator where id = ${id}::bigint)` : empty;
  // The limit keeps the lookup a lookup; joined freely, the whole catalog would be read for a few hundred rows.
  const scored = (
    of: Sql,
  ) => sql`select o.clause_id as indicator_id, n.lane, o.rules, n.rules as reach, o.rules * ln(${snapshot.rules}::float / n.rules) as score
    from (${of}) o cross join lateral (select * from indicator_reach n where n.snapshot_id = ${snapshot.id} and n.indicator_id = o.clause_id and n.segment_id = 0 limit 1) n
    where n.lane = 'behavior' ${field}`;
  const least =
    limit === null
      ? empty
      : sql`likely as materialized (${scored(sql`select * from beside order by ${most(sql`rules`)} desc limit ${firstLook * limit}`)}),
          least as materialized (select score from likely order by score desc offset ${limit - 1} limit 1),`;
  // Scores are rounded: the margin is wider than that.
  const among =
    limit === null
      ? sql`select * from beside`
      : sql`select * from beside where ${most(sql`rules`)} >= coalesce((select score from least) - 1e-6, 0)`;
  const found = await rows(
    companionRow,
    sql`with looking as materialized (select r.rule_id from ${rulesWith(catalog, selection, id)}),
          beside as materialized (select o.clause_id, count(*)::int as rules from looking l
            join rule_clause o on o.rule_id = l.rule_id and o.polarity = 'match' and o.clause_id <> ${id}::bigint group by 1), ${least}
          first as materialized (${scored(among)} order by score desc, rules desc, indicator_id ${limit === null ? empty : sql`limit ${limit}`})
        select f.indicator_id::text as id, ${partOfIndicator(sql`f.lane`)} as part, f.rules, f.reach
        from first f join indicator i on i.id = f.indicator_id order by f.score desc, f.rules desc, f.indicator_id`,
  );
  return found.map(({ id: other, ...row }) => ({ ...row, key: `w-${shortKey(other)}` }));
}

function behind(catalog: CatalogView, id: string, open: string): Behind | null {
  const { snapshot } = catalog;
  const own = behindIndicator(id);
  const name = open.slice(2);
  switch (open.slice(0, 2)) {
    case "t-":
      return {
        ...own,
        rule: sql`${own.rule} and r.rule_id in (select rule_id from technique_rule where snapshot_id = ${snapshot.id} and technique_id = ${name} and own)`,
      };
    case "c-":
      return {
        ...own,
        rule: sql`${own.rule} and r.rule_id in (select g.rule_id from technique t join technique_rule g on g.snapshot_id = ${snapshot.id} and g.technique_id = t.id and g.own
          where t.attack_version_id = ${snapshot.attackVersionId} and t.tactic_ids @> array[${name}])`,
      };
    case "w-": {
      const other = readShortKey(name);
      if (other === null) return null;
      const both = behindIndicator(other);
      return {
        rule: sql`${own.rule} and ${both.rule}`,
        predicate: sql`p.polarity = 'match' and p.indicator_id in (${id}::bigint, ${other}::bigint)`,
      };
    }
    case "i-":
      return behindClause(snapshot.id, "match", name);
    case "x-":
      return behindClause(snapshot.id, "exclude", name);
    default:
      return null;
  }
}

/** The rules behind an indicator as the list counts it; null for a key that names none. */
export async function getOpenedIndicator(catalog: CatalogView, selection: Selection, open: string): Promise<OpenedRow | null> {
  const id = readShortKey(open.slice(2));
  return id === null ? null : findRulesBehind(catalog, selection, open, behindIndicator(id));
}

/** The page of an indicator, or null for a key that the snapshot does not know. */
export async function getIndicatorPage(
  catalog: CatalogView,
  selection: Selection,
  key: string,
  query: IndicatorPageQuery,
): Promise<IndicatorPage | null> {
  const found = await getIndicator(catalog, selection, key);
  if (!found) return null;
  const { id, head } = found;
  const question = query.open === null ? null : behind(catalog, id, query.open);
  const page = (number: number) => ({ offset: (number - 1) * indicatorTablePage, limit: indicatorTablePage });
  const size = indicatorTablePage;
  const [techniques, tactics, groups, companions, exclusions, rules, opened] = await Promise.all([
    findIndicatorTechniques(catalog, selection, id),
    findIndicatorTactics(catalog, selection, id),
    findGroups(catalog, selection, id, page(query.groupPage)),
    findCompanions(catalog, selection, id, query.otherFields, companionsShown),
    findExcluders(catalog, selection, id, page(query.exclusionPage)),
    findIndicatorRules(catalog, selection, id, page(query.rulePage)),
    question && query.open !== null ? findRulesBehind(catalog, selection, query.open, question) : null,
  ]);
  return {
    ...{ head, techniques, tactics, companions, opened },
    groups: { ...groups, size },
    exclusions: { ...exclusions, size },
    rules: { ...rules, size },
  };
}
