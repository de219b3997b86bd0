/** The rules of each technique, and counts of them in both scopes, as common table expressions that the statistics of techniques share. */

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
    ), ${housed(snapshot)}, member as materialized (
      select p.place, t.rule_id, r.segment_id, r.family_id, r.lone
      from technique_rule t
      join place p on p.technique_id = t.technique_id and (t.own or p.scope = 'all')
      join housed r on r.rule_id = t.rule_id
      where t.snapshot_id = ${snapshot}
    )`;
}

function housed(snapshot: number): string {
  return `housed as materialized (
      select rule_id, segment_id, family_id, count(*) over (partition by family_id) = 1 as lone from snapshot_rule where snapshot_id = ${snapshot}
    )`;
}

/**
 * Two tables for a WITH clause: `technique_number (technique, technique_id, mixed)` numbers techniques, and `member (technique, mixed, rule_id,
 * segment_id, family_id, lone, own)` has each technique's rules, those of its sub-techniques included, each once; `own` are tagged with the
 * technique itself, and a technique is mixed when some are not.
 */
export function numberedMembers(snapshot: number): string {
  return `
    technique_number as materialized (
      select row_number() over (order by technique_id)::int as technique, technique_id, not bool_and(own) as mixed
      from technique_rule where snapshot_id = ${snapshot} group by technique_id
    ), ${housed(snapshot)}, member as materialized (
      select p.technique, p.mixed, t.rule_id, r.segment_id, r.family_id, r.lone, t.own
      from technique_rule t join technique_number p using (technique_id) join housed r on r.rule_id = t.rule_id
      where t.snapshot_id = ${snapshot}
    )`;
}

/**
 * Tables for a WITH clause, the last of which counts rules and families of `rows` (technique, <row>, segment_id, family_id, lone, own) by
 * scope, by segment and together: `scoped (technique, <row>, segment_id, scope, rules, families)`. A row to which sub-techniques add no rule
 * is in scope `both`, once; any other in `all` and, where rules of the technique itself have it, in `own`.
 * @param rows a FROM clause
 * @param kept a condition that one rule of a row must meet in a scope, else the row is left out there
 * @param families false leaves families out, for a table that does not tell them
 */
export function scopedCounts(row: string, rows: string, { kept = "true", families = true } = {}): string {
  return `
    by_segment as materialized (
      select technique, ${row}, segment_id, count(*)::int as rules, count(*) filter (where own)::int as own_rules,
        count(*) filter (where lone)::int as lone, count(*) filter (where lone and own)::int as own_lone, bool_or(${kept}) as kept, bool_or(own and ${kept}) as own_kept
      from ${rows} group by technique, ${row}, segment_id
    ), together as materialized (
      select technique, ${row}, sum(rules)::int as rules, sum(own_rules)::int as own_rules, sum(lone)::int as lone, sum(own_lone)::int as own_lone,
        bool_or(own_kept) as own_kept
      from by_segment group by technique, ${row} having bool_or(kept)
    ), ${families ? `${familiesOf(row, rows)}, ` : ""}counted as (
      select technique, ${row}, 0 as segment_id, rules, own_rules, lone, own_lone, rules = own_rules as same, own_kept from together
      union all
      select technique, ${row}, b.segment_id, b.rules, b.own_rules, b.lone, b.own_lone, t.rules = t.own_rules, t.own_kept
      from by_segment b join together t using (technique, ${row})
    ), totalled as materialized (
      select technique, ${row}, segment_id, rules, own_rules, same, own_kept and own_rules > 0 as has_own,
        ${families ? "lone + coalesce(f.families, 0) as families, own_lone + coalesce(f.own_families, 0)" : "null as families, null"} as own_families
      from counted${families ? ` left join shared f using (technique, ${row}, segment_id)` : ""}
    ), scoped as (
      select technique, ${row}, segment_id, case when same then 'both' else 'all' end as scope, rules, families from totalled
      union all
      select technique, ${row}, segment_id, 'own', own_rules, own_families from totalled where has_own and not same
    )`;
}

/**
 * `shared (technique, <row>, segment_id, families, own_families)` of the rules that have a family, which are few. The first row of a family in
 * its technique and row counts, and the first in its segment: count(distinct …) would sort every group.
 */
function familiesOf(row: string, rows: string): string {
  const isNew = (own: string, columns: readonly string[]) => {
    const before = `over (partition by technique, ${row}${own} order by family_id, segment_id)`;
    return `case when ${columns.map((column) => `${column} is distinct from lag(${column}) ${before}`).join(" or ")} then 1 else 0 end`;
  };
  return `
    marked as (
      select technique, ${row}, segment_id, own, ${isNew("", ["family_id"])} as new, ${isNew("", ["family_id", "segment_id"])} as new_here,
        ${isNew(", own", ["family_id"])} as own_new, ${isNew(", own", ["family_id", "segment_id"])} as own_new_here
      from ${rows} where not lone
    ), shared as (
      select technique, ${row}, coalesce(segment_id, 0) as segment_id,
        case when grouping(segment_id) = 1 then sum(new) else sum(new_here) end as families,
        case when grouping(segment_id) = 1 then sum(own_new) filter (where own) else sum(own_new_here) filter (where own) end as own_families
      from marked group by grouping sets ((technique, ${row}, segment_id), (technique, ${row}))
    )`;
}
