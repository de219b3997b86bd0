/** Lucene query strings: https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query */
import { elasticEvents } from "../core/elastic-events.ts";
import type { Language } from "../language.ts";
import { luceneFields } from "./fields.ts";
import { lowerLucene } from "./lower.ts";

export const lucene: Language = {
  id: "lucene",
  vendor: "elastic",
  read: (query, document) => lowerLucene(query.text, document),
  fields: luceneFields,
  fieldsCaseSensitive: true,
  events: elasticEvents,
};
