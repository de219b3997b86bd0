/** Kuery, which Kibana shows as KQL: https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql */
import { elasticEvents } from "../core/elastic-events.ts";
import type { Language } from "../language.ts";
import { kueryFields } from "./fields.ts";
import { lowerKuery } from "./lower.ts";

export const kuery: Language = {
  id: "kuery",
  vendor: "elastic",
  read: (query, document) => lowerKuery(query.text, document),
  fields: kueryFields,
  fieldsCaseSensitive: true,
  events: elasticEvents,
};
