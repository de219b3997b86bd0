/** The parts of a RuleDocument that most formats fill alike: an empty rule to start from, technique tags, references found in prose. */
import { findTechniqueIds } from "../model/attack-id.ts";
import type { Diagnostic, DiagnosticCode } from "../model/diagnostic.ts";
import { diagnose } from "../model/diagnostic.ts";
import type { FormatReading, RuleDocument } from "../model/rule-document.ts";
import { metadataLimits, unique } from "./metadata.ts";

/** A rule of which nothing is known but its place in the file and its title; formats spread it and add what they read. */
export function blankRule(ordinal: number, title: string): RuleDocument {
  return {
    ordinal,
    id: null,
    title,
    description: "",
    authors: [],
    created: null,
    modified: null,
    level: null,
    status: null,
    version: null,
    licence: null,
    references: [],
    falsePositives: [],
    logSource: { names: [] },
    tags: [],
    techniqueTags: [],
    platforms: [],
    query: null,
    window: null,
    threshold: null,
    newTerms: null,
    diagnostics: [],
  };
}

/** A file without rules, and why. */
export function noRule(problem: Diagnostic | DiagnosticCode, message?: string): FormatReading {
  return { rules: [], problem: typeof problem === "string" ? diagnose(problem, "error", null, message) : problem };
}

/** The tags that name a technique, as written, each once; a tag that holds several ids counts as it stands. */
export function techniqueTags(tags: readonly string[]): readonly string[] {
  return unique(tags.filter((tag) => findTechniqueIds(tag).length > 0));
}

/** Web addresses in prose, in order, each once, without the punctuation that ends a sentence or a Markdown link. */
export function findUrls(text: string): readonly string[] {
  const found = [...text.matchAll(/https?:\/\/[^\s<>"'`\])|]+/g)].map(([url]) => url);
  const whole = found.filter((url) => url.length <= metadataLimits.line).map((url) => url.replace(/[.,;:!?]+$/, ""));
  return unique(whole).slice(0, metadataLimits.items);
}

/** Most rules of one file. Real files hold up to twenty; a file of a hundred thousand is an attack on the catalog, not a part of it. */
const maximumRules = 1_000;

/** The first rules of a file's list; where some are left out, the last that stays says how many. */
export function boundRules(items: readonly RuleDocument[]): readonly RuleDocument[] {
  const last = items[maximumRules - 1];
  if (last === undefined || items.length === maximumRules) return items;
  const cut = diagnose("query-too-large", "warning", null, `The file holds ${items.length} rules, ${maximumRules} are listed`);
  return [...items.slice(0, maximumRules - 1), { ...last, diagnostics: [...last.diagnostics, cut] }];
}
