/** What `explain` prints: one plain object a rule, the contract of normalization §8. Needs no database. */

import { statSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { kustoKql } from "../formats/kusto-kql.ts";
import { readQueries } from "../formats/plain-query.ts";
import { blankRule } from "../formats/rule-parts.ts";
import type { SideFiles } from "../languages/language.ts";
import { findTechniqueIds, parseTechniqueTag } from "../model/attack-id.ts";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import type { NormalizedRule, RuleFileReading } from "../model/normalized-rule.ts";
import type { FormatReading } from "../model/rule-document.ts";
import { type FormatId, formatIds, type SourceDefinition } from "../model/source.ts";
import type { LanguageId } from "../model/vendor.ts";
import { type DiscoveredFile, discoverFiles } from "./discover.ts";
import { decodeText, readBytes } from "./read-bytes.ts";
import { normalizeReading, readRuleFile } from "./read-rule-file.ts";
import { readSideFiles } from "./side-files.ts";

export interface ExplainOptions {
  /** False prints predicates before the rewrites. */
  readonly rewrite: boolean;
  readonly sources: readonly SourceDefinition[];
  /** How to read files whose folder does not tell. */
  readonly source: SourceDefinition | null;
  /** The language of files that hold nothing but queries; null: their ending or their words tell. */
  readonly language?: LanguageId | null;
}

/** How to read files that belong to no known source: any registered format that makes a rule of them. */
const anySource: SourceDefinition = {
  id: "",
  label: "",
  vendors: [],
  formats: formatIds,
  repository: null,
  commit: null,
  commitDate: null,
  licence: "",
  attribution: "",
  include: [""],
  exclude: [],
  extensions: [".yml", ".yaml", ".json", ".toml", ".md", ".kql", ".csl", ".kusto", ".spl", ".splunk", ".sql", ".snowsql", ".conf", ".txt"],
  fileUrl: () => null,
  archiveUrl: null,
};

/**
 * Explains a rule file, or every rule file in a folder.
 * @param target path of a file or folder; paths in the lines are relative to the folder, or the file's name
 * @returns one line a rule, and one for each file that gives none
 */
export function* explain(target: string, options: ExplainOptions): Generator<object> {
  const absolute = resolve(target);
  let isFolder: boolean;
  try {
    isFolder = statSync(absolute).isDirectory();
  } catch (error) {
    yield invalidLine(
      basename(absolute),
      null,
      diagnose("file-unreadable", "error", null, `The file cannot be read (${(error as NodeJS.ErrnoException).code}).`),
    );
    return;
  }
  const folder = isFolder ? absolute : resolve(absolute, "..");
  const found = options.source ?? sourceOfFolder(absolute, options.sources);
  const files = isFolder ? filesIn(folder, found) : [oneFile(absolute, found, options.language ?? null)];
  const how: Reading = {
    source: found,
    rewrite: options.rewrite,
    sideFiles: readSideFiles(folder),
    language: options.language ?? null,
  };
  for (const file of files) yield* explainFile(file, how, isFolder ? relative(absolute, file.absolute).split(sep).join("/") : file.path);
}

/** A source's own folder holds rules where its definition says; a part of it, or rules laid out otherwise, wherever they lie. */
function filesIn(folder: string, source: SourceDefinition | null): readonly DiscoveredFile[] {
  if (source === null) return discoverFiles({ definition: anySource, folder });
  const whole = basename(folder) === source.id ? discoverFiles({ definition: source, folder }) : [];
  return whole.length > 0 ? whole : discoverFiles({ definition: { ...source, include: [""], exclude: [] }, folder });
}

/** A file that is named is read whatever it is called, when its source is known; else its ending must be one that a format reads. */
function oneFile(absolute: string, source: SourceDefinition | null, language: LanguageId | null): DiscoveredFile {
  const path = basename(absolute);
  const known = source !== null || language !== null || anySource.extensions.some((ending) => path.endsWith(ending));
  const problem = {
    code: "format-unknown",
    message: "No format reads files of this kind; --source ID or --language ID says how to read it.",
  } as const;
  return { sourceId: source?.id ?? "", path, absolute, problem: known ? null : problem };
}

/** How one call reads its files. */
interface Reading {
  readonly source: SourceDefinition | null;
  readonly rewrite: boolean;
  readonly sideFiles: SideFiles;
  readonly language: LanguageId | null;
}

/** The known source that the path runs through: the last folder named like one. */
function sourceOfFolder(path: string, sources: readonly SourceDefinition[]): SourceDefinition | null {
  for (const name of path.split(sep).reverse()) {
    const source = sources.find(({ id }) => id === name);
    if (source) return source;
  }
  return null;
}

function* explainFile(file: DiscoveredFile, how: Reading, path: string): Generator<object> {
  const { source } = how;
  const { bytes, problem } = readBytes(file, "");
  const text = bytes ? decodeText(bytes) : null;
  const unread = problem ?? (text !== null && typeof text !== "string" ? text : null);
  if (unread || typeof text !== "string") {
    yield invalidLine(path, source, diagnose(unread?.code ?? "file-unreadable", "error", null, unread?.message));
    return;
  }
  const reading = readAs(file.path, text, how);
  if (reading.problem) yield invalidLine(path, source, reading.problem);
  for (const rule of reading.rules) yield ruleLine(path, source, rule);
}

/** Reads with the source's formats, and where they find nothing (or no source is known) with whichever format finds a rule. */
function readAs(path: string, text: string, { source, rewrite, sideFiles, language }: Reading): RuleFileReading {
  if (language !== null && !/\.(?:ya?ml|json|toml|md|conf)$/i.test(path))
    return normalizeReading(readPlain(path, text, language), anySource, sideFiles, rewrite);
  const own = source && readRuleFile({ path, text, source, sideFiles }, rewrite);
  if (own && own.rules.length > 0) return own;
  let first: RuleFileReading | null = own;
  for (const format of formatIds) {
    const reading = readRuleFile({ path, text, source: { ...anySource, formats: [format] satisfies FormatId[] }, sideFiles }, rewrite);
    // A layout that only looks alike gives a rule that says nothing: another format may know better.
    if (reading.rules.some((rule) => rule.document.query && rule.predicates.length > 0)) return reading;
    if (!first || (!hasQuery(first) && hasQuery(reading)) || (first.rules.length === 0 && reading.rules.length > 0)) first = reading;
    else if (first.problem?.code === "format-unknown") first = reading;
  }
  return first ?? { rules: [], problem: diagnose("format-unknown", "error") };
}

/** A file of nothing but queries, in a language that was named. */
function readPlain(path: string, text: string, language: LanguageId): FormatReading {
  if (language === "kusto") return kustoKql.read({ path, text });
  if (language === "spl" || language === "snowflake-sql") return readQueries(path, text, language);
  const stem = basename(path).replace(/\.[a-z]{1,5}$/i, "");
  return { rules: [{ ...blankRule(0, stem), query: { language, text, offset: 0 } }], problem: null };
}

const hasQuery = ({ rules }: RuleFileReading): boolean => rules.some(({ document }) => document.query !== null);

function invalidLine(path: string, source: SourceDefinition | null, problem: Diagnostic): object {
  return {
    path,
    source: source?.id ?? null,
    vendor: null,
    language: null,
    id: null,
    title: null,
    outcome: "invalid",
    diagnostics: [problem],
    techniques: [],
    events: [],
    predicates: [],
    exclusions: [],
    window: null,
    newTerms: null,
  };
}

function ruleLine(path: string, source: SourceDefinition | null, rule: NormalizedRule): object {
  const { document, vendor, outcome, diagnostics, events, exclusions, window, newTerms } = rule;
  const techniques = document.techniqueTags.map((tagged) => ({
    id: parseTechniqueTag(tagged) ?? findTechniqueIds(tagged)[0] ?? null,
    tagged,
  }));
  const predicates = rule.predicates.map(({ rewrites, mapped, ...predicate }) => predicate);
  const { id, title, query } = document;
  return {
    path,
    source: source?.id ?? null,
    vendor,
    language: query?.language ?? null,
    id,
    title,
    outcome,
    diagnostics,
    techniques,
    events,
    predicates,
    exclusions,
    window,
    newTerms,
  };
}
