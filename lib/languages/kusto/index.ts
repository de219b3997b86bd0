/** The Kusto query language of Microsoft Sentinel and Defender XDR: https://learn.microsoft.com/kusto/query/ */
import type { Language } from "../language.ts";
import { kustoEvents } from "./events.ts";
import { kustoFields } from "./fields.ts";
import { lowerQuery } from "./lower.ts";

export const kusto: Language = {
  id: "kusto",
  vendor: "kusto",
  read: (query, document) => lowerQuery(query.text, document),
  fields: kustoFields,
  fieldsCaseSensitive: true,
  events: kustoEvents,
};
