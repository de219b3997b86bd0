/** ES|QL, Elastic's piped language: https://www.elastic.co/docs/reference/query-languages/esql */
import { elasticEvents } from "../core/elastic-events.ts";
import type { ReadEmbedded } from "../core/embedded.ts";
import type { Language } from "../language.ts";
import { esqlFields } from "./fields.ts";
import { lowerEsql } from "./lower.ts";

/** @param readEmbedded reads the kuery and Lucene texts in `kql()` and `qstr()`; the registry gives it */
export function makeEsql(readEmbedded: ReadEmbedded): Language {
  return {
    id: "esql",
    vendor: "elastic",
    read: (query, document) => lowerEsql(query.text, document, readEmbedded),
    fields: esqlFields,
    fieldsCaseSensitive: true,
    events: elasticEvents,
  };
}
