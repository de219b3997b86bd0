/** Every indicator with its value without case and its place in each order: a part of a value is found, counted and sorted in one table. */
import type { Statistic } from "./statistic.ts";

export const indicatorText: Statistic = {
  id: "indicator-text",
  question: "Which values that rules look for hold this text, and which of them are looked for most?",
  numerator: "Indicators of the snapshot with rules and families as indicator-reach counts them for all segments together",
  denominator: "Rules of the snapshot",
  table: "indicator_text",
  columns: [
    ...["snapshot_id", "place", "indicator_id", "field", "operator", "lane", "text", "rules", "families", "score", "alone"],
    ...["families_place", "value_rank"],
  ],
  // Places settle every tie, so that pages of any order neither repeat a row nor lose one; equal values share a rank, and are told apart by place.
  sql: (snapshot) => `
    select ${snapshot}, row_number() over widest as place, n.indicator_id, n.field, i.operator, n.lane, i.text, n.rules, n.families, n.score, n.alone,
      row_number() over (order by n.families desc, n.rules desc, n.indicator_id), dense_rank() over (order by i.text)
    from indicator_reach n
    join (select id, operator, lower(value) as text from indicator) i on i.id = n.indicator_id
    where n.snapshot_id = ${snapshot} and n.segment_id = 0
    window widest as (order by n.rules desc, n.families desc, n.indicator_id)
    order by place`,
};
