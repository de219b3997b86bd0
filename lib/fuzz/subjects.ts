/** What is fuzzed: real rules of a folder of sources, or the bundled ones, and how each language reads a text in a rule's place. */
import { existsSync, readFileSync } from "node:fs";
import { bundledFolders, foldersIn } from "../ingest/choose-folders.ts";
import { discoverFiles, type SourceFolder } from "../ingest/discover.ts";
import { readRuleFile } from "../ingest/read-rule-file.ts";
import { readSideFiles } from "../ingest/side-files.ts";
import { getLanguage } from "../languages/index.ts";
import type { NormalizedRule } from "../model/normalized-rule.ts";
import { type LanguageId, queryLanguages } from "../model/vendor.ts";
import { normalizeRule } from "../normalize/normalize-rule.ts";

/** A rule whose text is mutated. */
export interface Subject {
  readonly language: LanguageId;
  readonly path: string;
  readonly text: string;
  /** Reads a text in the place of the rule's own; throws only when the reader does. */
  readonly read: (text: string) => readonly NormalizedRule[];
}

/** Every rule with a query in a registered language. @param from a folder of sources; null: the bundled rules */
export function findSubjects(from: string | null): readonly Subject[] {
  const folders = from !== null && existsSync(from) ? foldersIn(from, []) : bundledFolders([]);
  return folders.flatMap(subjectsOf);
}

function subjectsOf({ definition, folder }: SourceFolder): readonly Subject[] {
  const sideFiles = readSideFiles(folder);
  return discoverFiles({ definition, folder }).flatMap(({ path, absolute, problem }) => {
    if (problem) return [];
    const fileText = readFileSync(absolute, "utf8");
    const readFile = (text: string) => readRuleFile({ path, text, source: definition, sideFiles }).rules;
    return readFile(fileText).flatMap(({ document }): Subject[] => {
      const { query } = document;
      const language = query && getLanguage(query.language);
      if (!query || !language) return [];
      // A language that lives inside its format is read with it: its tree is the format's.
      if (query.tree !== undefined) return [{ language: language.id, path, text: fileText, read: readFile }];
      const { vendor } = queryLanguages[language.id];
      const read = (text: string) => [
        normalizeRule({ ...document, query: { ...query, text } }, language, vendor, { rewrite: true, sideFiles }),
      ];
      return [{ language: language.id, path, text: query.text, read }];
    });
  });
}
