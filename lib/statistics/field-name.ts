/** What a field is called where rules test it: names by language, aliases resolved. */
import type { Statistic } from "./statistic.ts";

export const fieldName: Statistic = {
  id: "field-name",
  question: "Under which names do rules of each language test this field?",
  numerator: "Rules of the language that test the field under the name",
  denominator: "Rules that test the field",
  table: "field_name",
  columns: ["snapshot_id", "lane", "field", "language", "name", "segment_id", "rules"],
  sql: (snapshot) => `
    select ${snapshot}, f.lane, f.field, s.language, n.name, coalesce(s.segment_id, 0), count(*)
    from field_rule f
    join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = f.rule_id
    cross join unnest(f.names) n (name)
    where f.snapshot_id = ${snapshot}
    group by grouping sets ((f.lane, f.field, s.language, n.name, s.segment_id), (f.lane, f.field, s.language, n.name))`,
};
