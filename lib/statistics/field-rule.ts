/** Which rules of the catalog test a field, with which operators and under which names. */
import type { Statistic } from "./statistic.ts";

/** Names are cut here: a row's key must fit an index, and what is longer is an expression, not a name. */
const longestName = 200;

export const fieldRule: Statistic = {
  id: "field-rule",
  question: "Which rules test this field, how, and what do they call it?",
  numerator: "Rules with a match predicate on the field; selectors, thresholds and placeholders stand apart by lane",
  denominator: "Rules of the snapshot",
  table: "field_rule",
  columns: ["snapshot_id", "lane", "field", "rule_id", "operators", "names", "mapped"],
  sql: (snapshot) => `
    select ${snapshot}, p.lane, p.field, p.rule_id, array_agg(distinct p.operator),
      coalesce(array_agg(distinct left(coalesce(p.raw_resolved, p.raw_field), ${longestName})) filter (where p.raw_field is not null), '{}'),
      bool_or(p.mapped)
    from predicate p join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = p.rule_id
    where p.polarity = 'match' and p.field is not null
    group by p.field, p.lane, p.rule_id
    order by p.field, p.lane, p.rule_id`,
};
