/** The Splunk search language: https://docs.splunk.com/Documentation/Splunk/latest/Search/Aboutthesearchlanguage */
import type { Language, Reading } from "../language.ts";
import { splEvents } from "./events.ts";
import { splFields } from "./fields.ts";
import { logSourceOf } from "./log-source.ts";
import { lowerQuery } from "./lower.ts";

export const spl: Language = {
  id: "spl",
  vendor: "splunk",
  read: ({ text }, { logSource }, sideFiles): Reading => {
    const { scopes, diagnostics, window, sources } = lowerQuery(text, sideFiles?.macros ?? new Map(), logSource.names);
    return { scopes, diagnostics, window, logSources: [logSourceOf([...logSource.names, ...sources])] };
  },
  fields: splFields,
  fieldsCaseSensitive: false,
  events: splEvents,
};
