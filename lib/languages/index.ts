/** The one list of query languages that are read. */
import type { LanguageId } from "../model/vendor.ts";
import type { Language } from "./language.ts";
import { sigma } from "./sigma/index.ts";

export const languages: readonly Language[] = [sigma];

const byId = new Map(languages.map((language) => [language.id, language]));

/** The reader of a language, or null while there is none. */
export function getLanguage(id: LanguageId): Language | null {
  return byId.get(id) ?? null;
}
