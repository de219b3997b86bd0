/** Counts a snapshot a second time, in plain TypeScript from raw predicates, and says where the published tables differ. */
import type pg from "pg";
import { facetsOf } from "./recount-facets.ts";
import { type RawRule, readRawRules } from "./recount-input.ts";
import { countReadings } from "./recount-readings.ts";

/** One figure that differs; `published` is 0 for a row that is not there. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly published: number;
  readonly recounted: number;
}

export interface Recount {
  readonly rules: number;
  /** Figures compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** Compares the snapshot's tables with a recount. */
export async function recount(client: pg.ClientBase, snapshot: number): Promise<Recount> {
  const rules = await readRawRules(client, snapshot);
  const recounted = { ...countAll(rules), log_source_reading: await countReadings(client, snapshot, rules) };
  const differences: Difference[] = [];
  let compared = 0;
  for (const [table, sql] of Object.entries(published)) {
    const { rows } = await client.query<[string, number]>({ text: sql, values: [snapshot], rowMode: "array" });
    const figures = new Map(rows.map(([key, figure]) => [key, Number(figure)]));
    const expected = recounted[table as keyof typeof published];
    for (const key of new Set([...figures.keys(), ...expected.keys()])) {
      const [there, here] = [figures.get(key) ?? 0, expected.get(key) ?? 0];
      compared++;
      if (there !== here) differences.push({ table, key, published: there, recounted: here });
    }
  }
  return { rules: rules.length, compared, differences };
}

/** A row of scope `both` says the same of both. */
const scopes = "(values ('all', 'all'), ('both', 'all'), ('own', 'own'), ('both', 'own')) s (held, scope)";

/** What the tables say, as (key, figure); keys are spelled as countAll spells them. */
const published = {
  technique_rule: "select technique_id || ' ' || rule_id, case when own then 2 else 1 end from technique_rule where snapshot_id = $1",
  technique_total: `
    select concat_ws(' ', technique_id, scope, segment_id, figure), value from technique_total
    cross join lateral (values ('rules', rules), ('families', families), ('complete', complete), ('partial', partial), ('unsupported', unsupported)) f (figure, value)
    where snapshot_id = $1`,
  literal_reach: `
    select clause_id::text, rules from clause_reach join clause on clause.id = clause_id
    where snapshot_id = $1 and polarity = 'match' and exists (select from indicator where id = clause_id)`,
  vendor_reach: `
    select concat_ws(' ', clause_id, polarity, vendor), v.rules::int from clause_reach r cross join lateral jsonb_each_text(by_vendor) v (vendor, rules) where snapshot_id = $1`,
  clause_families: "select concat_ws(' ', clause_id, polarity), families from clause_reach where snapshot_id = $1",
  excluded: `
    select i.indicator_id::text, count(distinct c.rule_id) from snapshot_rule s join rule_clause c using (rule_id) join clause_indicator i using (clause_id)
    join indicator n on n.id = i.indicator_id
    where s.snapshot_id = $1 and c.polarity = 'exclude' and not i.exception and n.operator not in ('exists', 'missing') group by 1`,
  technique_clause: `
    select concat_ws(' ', t.technique_id, s.scope, t.segment_id, t.polarity, r.clause_id), t.rules
    from technique_clause t join ${scopes} on s.held = t.scope
    join clause_reach r on r.snapshot_id = t.snapshot_id and r.fold_id = t.fold_id and r.polarity = t.polarity
    where t.snapshot_id = $1`,
  technique_field: `
    select concat_ws(' ', technique_id, s.scope, segment_id, lane, field), rules from technique_field t join ${scopes} on s.held = t.scope
    where snapshot_id = $1`,
  technique_operator: `
    select concat_ws(' ', technique_id, s.scope, segment_id, lane, field, operator), o.rules::int
    from technique_field t join ${scopes} on s.held = t.scope cross join lateral jsonb_each_text(operators) o (operator, rules) where snapshot_id = $1`,
  technique_event: `
    select concat_ws(' ', technique_id, s.scope, segment_id, event_id), rules from technique_event t join ${scopes} on s.held = t.scope
    where snapshot_id = $1`,
  technique_threshold: `
    select concat_ws(' ', technique_id, scope, segment_id, aggregate, operator, value, group_by, "window"), rules from technique_threshold where snapshot_id = $1`,
  event_reach: "select event_id, rules from event_reach where snapshot_id = $1",
  field_rule: "select concat_ws(' ', rule_id, lane, field), cardinality(operators) from field_rule where snapshot_id = $1",
  field_reach: "select concat_ws(' ', segment_id, lane, field), rules from field_reach where snapshot_id = $1",
  field_families: "select concat_ws(' ', segment_id, lane, field), families from field_reach where snapshot_id = $1",
  field_operator: `
    select concat_ws(' ', segment_id, lane, field, operator), o.rules::int
    from field_reach f cross join lateral jsonb_each_text(operators) o (operator, rules) where snapshot_id = $1`,
  field_vendor: `
    select concat_ws(' ', segment_id, lane, field, vendor), v.rules::int
    from field_reach f cross join lateral jsonb_each_text(by_vendor) v (vendor, rules) where snapshot_id = $1`,
  field_name: "select concat_ws(' ', segment_id, lane, field, language, name), rules from field_name where snapshot_id = $1",
  indicator_reach: "select concat_ws(' ', segment_id, indicator_id), rules from indicator_reach where snapshot_id = $1",
  exclusion_reach: `
    select concat_ws(' ', e.segment_id, r.clause_id), e.rules from exclusion_reach e
    join clause_reach r on r.snapshot_id = e.snapshot_id and r.fold_id = e.fold_id and r.polarity = 'exclude' where e.snapshot_id = $1 and e."first"`,
  log_source_reading: "select analytic_id || ' ' || position || ' ' || event_id, rules from log_source_reading where snapshot_id = $1",
  rule_facet: `
    select concat_ws(' ', facet, value), bit_count(members) from rule_facet where snapshot_id = $1 and rules = bit_count(members)
    union all
    select concat_ws(' ', f.facet, f.value, 'of', v.value), bit_count(f.members & v.members)
    from rule_facet f join rule_facet v on v.snapshot_id = f.snapshot_id and v.facet = 'vendor'
    where f.snapshot_id = $1 and f.facet <> 'since' and bit_count(f.members & v.members) > 0`,
} as const;

type Counts = Record<keyof typeof published, Map<string, number>>;

function countAll(rules: readonly RawRule[]): Counts {
  const counts = Object.fromEntries(Object.keys(published).map((table) => [table, new Map()])) as Counts;
  const families = new DistinctCounts();
  const candidates = new Map<string, number>();
  const withRow = new Set<string>();
  for (const rule of rules) {
    countCatalog(rule, counts, families);
    for (const [technique, own] of placesOf(rule)) {
      counts.technique_rule.set(`${technique} ${rule.id}`, own ? 2 : 1);
      for (const scope of own ? ["own", "all"] : ["all"]) {
        for (const segment of [0, rule.segment]) countPlace(rule, `${technique} ${scope} ${segment}`, counts, families);
        for (const { clause, polarity, alone } of rule.clauses) {
          if (alone) withRow.add(`${technique} ${scope} ${polarity} ${clause}`);
          for (const segment of [0, rule.segment]) add(candidates, `${technique} ${scope} ${segment} ${polarity} ${clause}`);
        }
      }
    }
  }
  for (const [key, figure] of candidates) {
    const [technique, scope, , polarity, clause] = key.split(" ");
    if (withRow.has(`${technique} ${scope} ${polarity} ${clause}`)) counts.technique_clause.set(key, figure);
  }
  for (const [key, figure] of families.figures("technique_total")) counts.technique_total.set(key, figure);
  for (const [key, figure] of families.figures("clause")) counts.clause_families.set(key, figure);
  for (const [key, figure] of families.figures("field")) counts.field_families.set(key, figure);
  return counts;
}

/** Each technique of a rule, and whether the rule is tagged with it itself. */
function placesOf({ techniques }: RawRule): ReadonlyMap<string, boolean> {
  const places = new Map<string, boolean>();
  for (const technique of techniques) {
    places.set(technique, true);
    const parent = technique.split(".")[0] ?? technique;
    if (!places.has(parent)) places.set(parent, false);
  }
  return places;
}

function countCatalog(rule: RawRule, counts: Counts, families: DistinctCounts): void {
  for (const indicator of new Set(rule.predicates.filter((predicate) => isIndicator(predicate, rule)).map(({ indicator }) => indicator))) {
    add(counts.literal_reach, indicator);
    for (const segment of [0, rule.segment]) add(counts.indicator_reach, `${segment} ${indicator}`);
  }
  countFields(rule, counts, families);
  for (const indicator of new Set(
    rule.predicates.filter(({ polarity, role }) => polarity === "exclude" && role === "exclusion").map(({ indicator }) => indicator),
  )) {
    add(counts.excluded, indicator);
  }
  for (const { clause, polarity } of rule.clauses) {
    add(counts.vendor_reach, `${clause} ${polarity} ${rule.vendor}`);
    families.add("clause", `${clause} ${polarity}`, rule.family);
    if (polarity === "exclude") for (const segment of [0, rule.segment]) add(counts.exclusion_reach, `${segment} ${clause}`);
  }
  for (const event of rule.events) add(counts.event_reach, event);
  for (const [facet, value] of facetsOf(rule)) {
    add(counts.rule_facet, `${facet} ${value}`);
    if (facet !== "since") add(counts.rule_facet, `${facet} ${value} of ${rule.vendor}`);
  }
}

/** Fields of the whole catalog: each once a rule, by lane. */
function countFields(rule: RawRule, counts: Counts, families: DistinctCounts): void {
  const fielded = rule.predicates.filter(({ polarity, field }) => polarity === "match" && field !== null);
  const fields = new Set(fielded.map(({ lane, field }) => `${lane} ${field}`));
  const used = new Set(fielded.map(({ lane, field, operator }) => `${lane} ${field} ${operator}`));
  const named = fielded.flatMap(({ lane, field, name }) =>
    name === null ? [] : [`${lane} ${field} ${rule.language} ${[...name].slice(0, 200).join("")}`],
  );
  for (const predicate of new Set(fielded.map(({ lane, field, operator }) => `${rule.id} ${lane} ${field}\n${operator}`)))
    add(counts.field_rule, predicate.split("\n")[0] ?? "");
  for (const segment of [0, rule.segment]) {
    for (const field of fields) {
      add(counts.field_reach, `${segment} ${field}`);
      add(counts.field_vendor, `${segment} ${field} ${rule.vendor}`);
      families.add("field", `${segment} ${field}`, rule.family);
    }
    for (const key of used) add(counts.field_operator, `${segment} ${key}`);
    for (const key of new Set(named)) add(counts.field_name, `${segment} ${key}`);
  }
}

function countPlace(rule: RawRule, place: string, counts: Counts, families: DistinctCounts): void {
  add(counts.technique_total, `${place} rules`);
  add(counts.technique_total, `${place} ${rule.outcome}`);
  families.add("technique_total", `${place} families`, rule.family);
  for (const event of rule.events) add(counts.technique_event, `${place} ${event}`);
  const matches = rule.predicates.filter(({ polarity }) => polarity === "match");
  const fielded = matches.filter(({ field }) => field !== null);
  for (const key of new Set(fielded.map(({ lane, field }) => `${place} ${lane} ${field}`))) add(counts.technique_field, key);
  for (const key of new Set(fielded.map(({ lane, field, operator }) => `${place} ${lane} ${field} ${operator}`)))
    add(counts.technique_operator, key);
  const thresholds = matches.filter(({ lane }) => lane === "threshold");
  for (const key of new Set(
    thresholds.map(({ field, operator, value, groupBy }) => [place, field ?? "", operator, value, groupBy, rule.window].join(" ")),
  )) {
    add(counts.technique_threshold, key);
  }
}

/** Normalization, §3: a value that a rule only excludes, or only names in an exception, is no indicator of it. */
function isIndicator({ polarity, role, operator, position }: RawRule["predicates"][number], { asserted }: RawRule): boolean {
  if (polarity !== "match" || operator === "exists" || operator === "missing" || operator === "fieldref") return false;
  return role !== "branch" || asserted.has(position);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Counts distinct members per table and key. */
class DistinctCounts {
  readonly #members = new Map<string, Map<string, Set<string>>>();

  add(table: string, key: string, member: string): void {
    const keys = this.#members.get(table) ?? new Map<string, Set<string>>();
    this.#members.set(table, keys);
    const members = keys.get(key) ?? new Set<string>();
    keys.set(key, members.add(member));
  }

  figures(table: string): readonly (readonly [string, number])[] {
    return [...(this.#members.get(table) ?? [])].map(([key, members]) => [key, members.size] as const);
  }
}
