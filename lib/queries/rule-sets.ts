/** Filters of rules as sets: bit strings of rule_facet where a facet knows them, made on the spot where none does. */
import "server-only";
import { join, raw, type Sql, sql } from "@/lib/db/client";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { Polarity } from "@/lib/model/predicate";
import { readShortKey } from "@/lib/model/row-key";
import type { RuleFilter } from "@/lib/model/rule-list-view";

/** A set by the facet that it narrows; `other` for what no facet stands for. */
export interface RuleSet {
  readonly facet: string;
  readonly bits: Sql;
}

/** The set without a rule, as long as every other. */
export function noRules({ snapshot }: CatalogView): Sql {
  return raw(`repeat('0', ${snapshot.rules})::bit varying`);
}

/** Rules with one of the values of the facets; without any of them the empty set. */
export function withValue(catalog: CatalogView, facets: readonly string[], values: readonly string[]): Sql {
  return sql`coalesce((select bit_or(members) from rule_facet where snapshot_id = ${catalog.snapshot.id}
    and facet = any(${[...facets]}::text[]) and value = any(${[...values]}::text[])), ${noRules(catalog)})`;
}

/** Rules `r` of the snapshot that meet the condition. */
function where(catalog: CatalogView, condition: Sql): Sql {
  return sql`coalesce((select bit_or(set_bit(nothing.bits, n.number, 1))
    from rule_number n join snapshot_rule r on r.snapshot_id = n.snapshot_id and r.rule_id = n.rule_id
    cross join (select ${noRules(catalog)} as bits offset 0) nothing
    where n.snapshot_id = ${catalog.snapshot.id} and ${condition}), ${noRules(catalog)})`;
}

/** Rules changed on or after a day: they have the first numbers. */
function changedSince(catalog: CatalogView, day: string): Sql {
  const { id, rules } = catalog.snapshot;
  return sql`(select (repeat('1', n::int) || repeat('0', ${rules}::int - n::int))::bit varying
    from (select count(*) as n from snapshot_rule where snapshot_id = ${id} and changed >= ${day}::date) c)`;
}

/** Rules whose title contains the text, without case. */
function titled(catalog: CatalogView, text: string): Sql {
  return sql`coalesce((select bit_or(set_bit(nothing.bits, x.number, 1)) from rule_text x cross join (select ${noRules(catalog)} as bits offset 0) nothing
    where x.snapshot_id = ${catalog.snapshot.id} and x.title like lower(${containing(text)})), ${noRules(catalog)})`;
}

/** `%text%` with the wildcards of the text itself taken as letters. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

function hasClause(polarity: Polarity, clauses: Sql): Sql {
  return sql`r.rule_id in (select rule_id from rule_clause where polarity = ${polarity} and clause_id in (${clauses}))`;
}

/** An exclusion as it stands, or an indicator that is part of one. */
function excludes(key: string): Sql {
  const id = readShortKey(key.replace(/^part-/, ""));
  if (!key.startsWith("part-")) return hasClause("exclude", sql`${id}::bigint`);
  return hasClause("exclude", sql`select clause_id from clause_indicator where indicator_id = ${id}::bigint and not exception`);
}

/** The key of a threshold is a hash of what its row shows (technique-thresholds). */
function counts(key: string): Sql {
  return sql`r.rule_id in (select p.rule_id from predicate p join rule u on u.id = p.rule_id
    where p.lane = 'threshold' and p.polarity = 'match' and substr(md5(concat_ws(chr(31), coalesce(p.field, ''), p.operator, p.value,
      array_to_string(p.group_by, ', '), coalesce(u."window", ''))), 1, 8) = ${key})`;
}

/** Rules that read an event of the analytic's log source: by id, or by provider where the channel is free text. */
export function logReaders(catalog: CatalogView, key: string): Sql {
  const [analytic, position] = key.split("-");
  return sql`coalesce((select bit_or(f.members) from analytic_log_source l join rule_facet f on f.snapshot_id = ${catalog.snapshot.id}
      and case when l.event_ids = '{}' then f.facet = 'provider' and f.value = l.name else f.facet = 'event' and f.value = any(l.event_ids) end
    where l.attack_version_id = ${catalog.snapshot.attackVersionId} and l.analytic_id = ${analytic} and l.position = ${Number(position)}),
    ${noRules(catalog)})`;
}

/** Rules tagged with the technique itself; the facet has those of its sub-techniques too. */
export function rulesTagged(catalog: CatalogView, id: string): Sql {
  return where(
    catalog,
    sql`r.rule_id in (select rule_id from technique_rule where snapshot_id = ${catalog.snapshot.id} and technique_id = ${id} and own)`,
  );
}

/** Every filter that applies, as a set. */
export function setsOf(catalog: CatalogView, filter: RuleFilter): readonly RuleSet[] {
  const sets: RuleSet[] = [];
  for (const facet of ["vendor", "source", "level", "status", "outcome", "platform"] as const) {
    if (filter[facet].length > 0) sets.push({ facet, bits: withValue(catalog, [facet], filter[facet]) });
  }
  const add = (facet: string, value: string | null, bits: (value: string) => Sql) => {
    if (value !== null) sets.push({ facet, bits: bits(value) });
  };
  add("event", filter.event, (event) => withValue(catalog, ["event"], [event]));
  add("field", filter.field, (field) => withValue(catalog, ["field", "selector"], [field]));
  add("technique", filter.technique, (id) => (filter.ownOnly ? rulesTagged(catalog, id) : withValue(catalog, ["technique"], [id])));
  add("since", filter.since, (day) => changedSince(catalog, day));
  add("other", filter.text, (text) => titled(catalog, text));
  add("other", filter.indicator, (key) => where(catalog, hasClause("match", sql`${readShortKey(key)}::bigint`)));
  add("other", filter.excluding, (key) => where(catalog, excludes(key)));
  add("other", filter.threshold, (key) => where(catalog, counts(key)));
  add("other", filter.log, (key) => logReaders(catalog, key));
  return sets;
}

/** What all sets share; every rule when there is none. */
export function both(catalog: CatalogView, sets: readonly Sql[]): Sql {
  return sets.length === 0 ? sql`~${noRules(catalog)}` : join([...sets], " & ");
}

/** The rules that the running head's vendors and platforms leave. */
export function selectionSet(catalog: CatalogView, { vendors, platforms }: CatalogFilter): Sql {
  const chosen = [
    ...(vendors.length > 0 ? [withValue(catalog, ["vendor"], vendors)] : []),
    ...(platforms.length > 0 ? [withValue(catalog, ["platform"], platforms)] : []),
  ];
  return both(catalog, chosen);
}

/** A set as a condition on rules `r`. */
export function inSet({ snapshot }: CatalogView, bits: Sql): Sql {
  return sql`r.rule_id in (select n.rule_id from (select ${bits} as bits offset 0) s
    join rule_number n on n.snapshot_id = ${snapshot.id} and get_bit(s.bits, n.number) = 1)`;
}
