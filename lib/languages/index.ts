/** The one list of query languages that are read. */
import type { LanguageId } from "../model/vendor.ts";
import { withBeside } from "./core/elastic-beside.ts";
import type { ReadEmbedded } from "./core/embedded.ts";
import { eql } from "./eql/index.ts";
import { makeEsql } from "./esql/index.ts";
import { kuery } from "./kuery/index.ts";
import { kusto } from "./kusto/index.ts";
import type { Language } from "./language.ts";
import { lucene } from "./lucene/index.ts";
import { sigma } from "./sigma/index.ts";
import { snowflakeSql } from "./snowflake-sql/index.ts";
import { spl } from "./spl/index.ts";

const readEmbedded: ReadEmbedded = (id, text, document) => getLanguage(id)?.read({ language: id, text, offset: null }, document) ?? null;

export const languages: readonly Language[] = [
  sigma,
  spl,
  ...[eql, kuery, makeEsql(readEmbedded), lucene].map((language) => withBeside(language, readEmbedded)),
  kusto,
  snowflakeSql,
];

const byId = new Map(languages.map((language) => [language.id, language]));

/** The reader of a language, or null while there is none. */
export function getLanguage(id: LanguageId): Language | null {
  return byId.get(id) ?? null;
}
