/** EQL, Elastic's event query language: https://www.elastic.co/docs/reference/query-languages/eql */
import { elasticEvents } from "../core/elastic-events.ts";
import type { Language } from "../language.ts";
import { eqlFields } from "./fields.ts";
import { lowerEql } from "./lower.ts";

export const eql: Language = {
  id: "eql",
  vendor: "elastic",
  read: (query, document) => lowerEql(query.text, document),
  fields: eqlFields,
  fieldsCaseSensitive: true,
  events: elasticEvents,
};
