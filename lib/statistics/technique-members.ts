/** The rules of each technique in both scopes, as common table expressions that the statistics of techniques share. */

/**
 * Two tables for a WITH clause. `place (place, technique_id, scope)` numbers techniques and scopes: grouping by a number is several times
 * quicker than by text. `member (place, rule_id, segment_id, family_id)` has each place's rules, each once: scope `own` those tagged with
 * the technique itself, `all` also those of its sub-techniques.
 */
export function techniqueMembers(snapshot: number): string {
  return `
    place as materialized (
      select row_number() over (order by technique_id, scope)::int as place, technique_id, scope
      from (select distinct technique_id from technique_rule where snapshot_id = ${snapshot}) t cross join (values ('own'), ('all')) s (scope)
    ), member as materialized (
      select p.place, t.rule_id, r.segment_id, r.family_id
      from technique_rule t
      join place p on p.technique_id = t.technique_id and (t.own or p.scope = 'all')
      join snapshot_rule r on r.snapshot_id = ${snapshot} and r.rule_id = t.rule_id
      where t.snapshot_id = ${snapshot}
    )`;
}

/**
 * Columns that make families countable by sums, over rows (place, <row>, family_id, segment_id): `new_family` is 1 for the first row of
 * a family in its place and row, `new_here` for the first in its segment. Summing is what hash aggregation over grouping sets can do
 * in one pass; count(distinct …) would sort every group.
 */
export function familyMarks(row: string): string {
  const previous = (column: string) => `lag(${column}) over (partition by place, ${row} order by family_id, segment_id)`;
  return `
    case when family_id is distinct from ${previous("family_id")} then 1 else 0 end as new_family,
    case when family_id is distinct from ${previous("family_id")} or segment_id is distinct from ${previous("segment_id")} then 1 else 0 end as new_here`;
}
