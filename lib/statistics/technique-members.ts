/** The rules of each technique in both scopes, as common table expressions that the statistics of techniques share. */

/**
 * Two tables for a WITH clause. `place (place, technique_id, scope)` numbers techniques and scopes: grouping by a number is several times
 * quicker than by text. `member (place, rule_id, segment_id, family_id, lone)` has each place's rules, each once: scope `own` those tagged
 * with the technique itself, `all` also those of its sub-techniques; `lone` are rules without a family.
 */
export function techniqueMembers(snapshot: number): string {
  return `
    place as materialized (
      select row_number() over (order by technique_id, scope)::int as place, technique_id, scope
      from (select distinct technique_id from technique_rule where snapshot_id = ${snapshot}) t cross join (values ('own'), ('all')) s (scope)
    ), housed as materialized (
      select rule_id, segment_id, family_id, count(*) over (partition by family_id) = 1 as lone from snapshot_rule where snapshot_id = ${snapshot}
    ), member as materialized (
      select p.place, t.rule_id, r.segment_id, r.family_id, r.lone
      from technique_rule t
      join place p on p.technique_id = t.technique_id and (t.own or p.scope = 'all')
      join housed r on r.rule_id = t.rule_id
      where t.snapshot_id = ${snapshot}
    )`;
}

/**
 * Two tables for a WITH clause that count rules and families of `rows` (place, <row>, segment_id, family_id, lone), by segment and together:
 * `counted (place, <row>, segment_id, rules, lone_rules)` and `shared (place, <row>, segment_id, families)` of the rules that have a family. The
 * latter are few. The first row of a family in its place and row counts, and the first in its segment: count(distinct …) would sort every group.
 * @param rows a FROM clause
 * @param more further columns of counted
 */
export function familyCounts(row: string, rows: string, more = ""): string {
  const previous = (column: string) => `lag(${column}) over (partition by place, ${row} order by family_id, segment_id)`;
  return `
    counted as materialized (
      select place, ${row}, coalesce(segment_id, 0) as segment_id, count(*) as rules, count(*) filter (where lone) as lone_rules${more}
      from ${rows} group by grouping sets ((place, ${row}, segment_id), (place, ${row}))
    ), marked as (
      select place, ${row}, segment_id,
        case when family_id is distinct from ${previous("family_id")} then 1 else 0 end as new_family,
        case when family_id is distinct from ${previous("family_id")} or segment_id is distinct from ${previous("segment_id")} then 1 else 0 end as new_here
      from ${rows} where not lone
    ), shared as (
      select place, ${row}, coalesce(segment_id, 0) as segment_id, case when grouping(segment_id) = 1 then sum(new_family) else sum(new_here) end as families
      from marked group by grouping sets ((place, ${row}, segment_id), (place, ${row}))
    )`;
}
