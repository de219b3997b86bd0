/** The catalog events that a rule reaches, over all its log sources. */
import type { Language, LogSource } from "../languages/language.ts";
import { eventNames } from "../model/event-names.ts";

/**
 * Events in order, each once. A rule over several logs selects codes without saying which log has which: where a code is known
 * in one of them (`Security/4697`), the same code of the others (`System/4697`) is left out.
 */
export function findEvents(
  language: Language,
  logSources: readonly LogSource[],
  codesOf: (logSource: LogSource) => readonly string[],
): readonly string[] {
  // steps of a sequence mostly read one log: each is asked once
  const distinct = [...new Map(logSources.map((logSource) => [keyOf(logSource), logSource])).values()];
  const events = [...new Set(distinct.flatMap((logSource) => language.events(logSource, codesOf(logSource))))];
  if (logSources.length < 2) return events;
  const codeOf = (event: string): string => event.slice(event.indexOf("/") + 1);
  const known = new Set(events.filter((event) => eventNames.has(event)).map(codeOf));
  return events.filter((event) => eventNames.has(event) || !known.has(codeOf(event)));
}

function keyOf({ product, category, service, names }: LogSource): string {
  return [product, category, service, ...names].join("\u0000");
}
