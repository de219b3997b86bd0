/** Numbers the rules of a snapshot from 0, last changed first: a rule's place in the sets of rule-facet. */
import type { Statistic } from "./statistic.ts";

export const ruleNumber: Statistic = {
  id: "rule-number",
  question: "Which place has a rule among all of the catalog, last changed first?",
  numerator: "Rules that come before it: changed later, or as late and earlier by title and key",
  denominator: "Rules of the snapshot",
  table: "rule_number",
  columns: ["snapshot_id", "number", "rule_id"],
  sql: (snapshot) => `
    select ${snapshot}, row_number() over (order by changed desc nulls last, title, key) - 1, rule_id
    from snapshot_rule where snapshot_id = ${snapshot}`,
};
