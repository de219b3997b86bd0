/** The words of each rule's title, description and query: what a search finds it by. */
import { wordsOf } from "./search-text.ts";
import type { Statistic } from "./statistic.ts";

export const ruleText: Statistic = {
  id: "rule-text",
  question: "Which rules have these words in their title, description or query?",
  numerator: "Rules of the snapshot, each with its words, title and author's id without case",
  denominator: "Rules of the snapshot",
  table: "rule_text",
  columns: ["snapshot_id", "number", "rule_id", "title", "own_id", "title_words", "words"],
  sql: (snapshot) => `
    select ${snapshot}, n.number, n.rule_id, lower(s.title), lower(r.own_id), ${wordsOf("s.title")},
      ${wordsOf("concat_ws(' ', s.title, r.description, r.query_text)")}
    from rule_number n
    join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = n.rule_id
    join rule r on r.id = n.rule_id
    where n.snapshot_id = ${snapshot} order by n.number`,
};
