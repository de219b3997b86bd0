/**
 * Files of plain Kusto (.kql): the queries between blank lines, each with the definitions before it, titled by the comments above them.
 * Convention: an editor runs the block around the cursor, https://learn.microsoft.com/kusto/tools/kusto-explorer-using#run-queries
 */
import { findTechniqueIds } from "../model/attack-id.ts";
import type { Format, FormatReading, RuleDocument } from "../model/rule-document.ts";
import { fileStem, hasEnding, hasNoEnding } from "./file-name.ts";
import { type KqlBlock, kqlQueries } from "./kusto-blocks.ts";
import { distinctQueries, kustoPlatforms, kustoTablesOf } from "./kusto-text.ts";
import { cleanText, metadataLimits, unique } from "./metadata.ts";
import { blankRule, boundRules, findUrls, noRule } from "./rule-parts.ts";

export const kustoKql: Format = {
  id: "kusto-kql",
  claims: (path) => hasEnding(path, [".kql", ".csl", ".kusto", ".txt"]) || hasNoEnding(path),
  read: ({ path, text }) => readKql(path, text),
};

function readKql(path: string, text: string): FormatReading {
  const { queries, closing } = kqlQueries(text);
  const distinct = distinctQueries(queries);
  const [first] = distinct;
  if (!first) return noRule(/\S/.test(text) ? "query-missing" : "not-a-rule", "The file holds no Kusto query");
  const title = titleAbove(text, first.comments) ?? fileStem(path);
  const page = { title, header: bounded(first.comments), closing: bounded(closing) };
  return { rules: boundRules(distinct.map((query, ordinal) => kqlRule(query, ordinal, page))), problem: null };
}

/** Comments that every rule of the file repeats: as many as fit a description. */
function bounded(comments: readonly string[]): readonly string[] {
  let left: number = metadataLimits.description;
  return comments.filter((comment) => {
    left -= comment.length;
    return left >= 0;
  });
}

interface KqlPage {
  readonly title: string;
  /** Comments above the first query: they speak of the whole file. */
  readonly header: readonly string[];
  /** Comments after the last query. */
  readonly closing: readonly string[];
}

function kqlRule(query: KqlBlock, ordinal: number, page: KqlPage): RuleDocument {
  const own = ordinal === 0 ? [] : query.comments;
  const comments = [...page.header, ...own];
  const said = [...comments, ...commentsIn(query.text), ...page.closing];
  const techniques = unique(said.flatMap((comment) => findTechniqueIds(comment)));
  const tables = kustoTablesOf(query.text);
  const title = own.findLast(isTitle) ?? page.title;
  const description = comments.filter((comment) => comment !== title && !isAddress(comment)).join("\n");
  return {
    ...blankRule(ordinal, cleanText(cleanTitle(title)).slice(0, metadataLimits.title)),
    description: cleanText(description.slice(0, metadataLimits.description)),
    references: findUrls(said.join("\n")),
    logSource: { names: tables },
    tags: techniques,
    techniqueTags: techniques,
    platforms: kustoPlatforms(tables),
    query: { language: "kusto", text: query.text, offset: query.offset },
  };
}

/** The title of a file: a line of its first paragraph; what comes later speaks of parts, or to the reader. */
function titleAbove(text: string, header: readonly string[]): string | undefined {
  const [paragraph = ""] = text.trimStart().split(/\n[ \t\r]*\n/);
  return header.find((comment) => isTitle(comment) && paragraph.includes(comment));
}

/** A comment reads like a title when it is one short line that is neither an address nor a remark about the file. */
function isTitle(comment: string): boolean {
  const text = comment.trim();
  if (text.length < 4 || text.length > 120 || isAddress(text) || !/^[\p{L}\p{N}"'([*#]/u.test(text)) return false;
  return (
    !/^(?:mitre|ref(?:erence)?s?\b|link\b|source\b|author\b|note\b|data connector|t\d{4}\b|description\b|based on\b|created?\b|by\b)/i.test(
      text,
    ) && !/\.$/.test(text)
  );
}

function isAddress(comment: string): boolean {
  return /https?:\/\//i.test(comment);
}

/** Without the list number before it and the colon after it. */
function cleanTitle(title: string): string {
  return title
    .trim()
    .replace(/^\d+[.)]\s+/, "")
    .replace(/\s*[:：]$/, "");
}

/** Comments inside a query. */
function commentsIn(query: string): readonly string[] {
  return [...query.matchAll(/(?:^|\s)\/\/(.*)$/gm)].map((match) => match[1] ?? "");
}
