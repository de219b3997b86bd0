/** How many rules and families a technique has, by outcome. A technique without rules has its zeros: not knowing looks different. */
import type { Statistic } from "./statistic.ts";
import { techniqueMembers } from "./technique-members.ts";

export const techniqueTotal: Statistic = {
  id: "technique-total",
  question: "How many rules does this technique have, and how many of them were read completely?",
  numerator: "Rules and families of the technique, by outcome",
  denominator: "Rules of the technique; for the whole catalog, rules of the snapshot",
  table: "technique_total",
  columns: ["snapshot_id", "technique_id", "scope", "segment_id", "rules", "families", "complete", "partial", "unsupported"],
  sql: (snapshot) => `
    with ${techniqueMembers(snapshot)}
    select ${snapshot}, technique_id, scope, coalesce(segment_id, 0), count(rule_id), count(distinct family_id),
      count(*) filter (where outcome = 'complete'), count(*) filter (where outcome = 'partial'), count(*) filter (where outcome = 'unsupported')
    from (
      select technique_id, scope, m.segment_id, rule_id, m.family_id, r.outcome
      from member m join place using (place) join snapshot_rule r using (rule_id) where r.snapshot_id = ${snapshot}
      union all
      select distinct t.id, s.scope, null::int, null::bigint, null::bigint, null
      from technique t join snapshot_attack a on a.snapshot_id = ${snapshot} and a.attack_version_id = t.attack_version_id
      cross join (values ('own'), ('all')) s (scope)
      where not t.revoked
    ) m
    group by grouping sets ((technique_id, scope, segment_id), (technique_id, scope))
    having grouping(segment_id) = 1 or segment_id is not null`,
};
