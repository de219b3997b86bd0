/** Which rules are under a technique: tagged with it after revocations are followed, or with one of its sub-techniques. */
import type { Statistic } from "./statistic.ts";

export const techniqueRule: Statistic = {
  id: "technique-rule",
  question: "Which rules are under this technique?",
  numerator: "Rules tagged with the technique (own), or only with a sub-technique of it",
  denominator: "Rules of the snapshot",
  table: "technique_rule",
  columns: ["snapshot_id", "technique_id", "rule_id", "own"],
  sql: (snapshot) => `
    select ${snapshot}, technique_id, rule_id, bool_or(own)
    from (
      select technique_id, rule_id, true as own from snapshot_tag where snapshot_id = ${snapshot} and technique_id is not null
      union all
      select split_part(technique_id, '.', 1), rule_id, false from snapshot_tag
      where snapshot_id = ${snapshot} and technique_id like '%.%'
    ) t
    group by technique_id, rule_id`,
};
