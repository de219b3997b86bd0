/** Words that several rules use: a misspelt word of a search was meant to be one of them. */
import type { Statistic } from "./statistic.ts";

export const searchWord: Statistic = {
  id: "search-word",
  question: "Which word that rules use is nearest to this one?",
  numerator:
    "Rules with the word in title, description or query; words of one rule alone are left out, being misspelt or random themselves",
  denominator: "Rules of the snapshot",
  table: "search_word",
  columns: ["snapshot_id", "word", "rules"],
  // ts_stat takes its query as text.
  sql: (snapshot) => `
    select ${snapshot}, word, ndoc from ts_stat('select words from rule_text where snapshot_id = ${snapshot}')
    where ndoc > 1 and length(word) between 4 and 40 and word !~ '^[0-9]+$'`,
};
