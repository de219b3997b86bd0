/** The rules of each technique in both scopes, as a subquery that the statistics of techniques share. */

/**
 * Rows (technique_id, scope, rule_id, segment_id, family_id): scope `own` has the rules tagged with the technique itself, `all` also
 * those of its sub-techniques. Each rule stands once in each.
 */
export function techniqueMembers(snapshot: number): string {
  return `(
    select t.technique_id, s.scope, t.rule_id, r.segment_id, r.family_id
    from technique_rule t
    join snapshot_rule r on r.snapshot_id = ${snapshot} and r.rule_id = t.rule_id
    join (values ('own', true), ('all', true), ('all', false)) s (scope, own) on s.own = t.own
    where t.snapshot_id = ${snapshot})`;
}
