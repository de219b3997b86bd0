/**
 * Kusto rules in Markdown: one rule per distinct fenced query of a page, metadata from the page's sections and tables.
 * Specification: the pages' own templates, https://github.com/Bert-JanP/Hunting-Queries-Detection-Rules/blob/main/DetectionTemplate.md
 * and https://github.com/FalconForceTeam/FalconFriday
 */
import type { Format, FormatReading, RuleDocument } from "../model/rule-document.ts";
import { fileStem, hasEnding, hasNoEnding } from "./file-name.ts";
import { markdownMetadata } from "./kusto-markdown-metadata.ts";
import { beginsLikeKusto, distinctQueries, kustoPlatforms, kustoTablesOf, maskKusto, onlyDefines } from "./kusto-text.ts";
import { type MarkdownFence, type MarkdownSection, readMarkdown } from "./markdown-sections.ts";
import { cleanText, metadataLimits, oneLine, unique } from "./metadata.ts";
import { platformIds } from "./platforms.ts";
import { boundRules, noRule } from "./rule-parts.ts";

export const kustoMarkdown: Format = {
  id: "kusto-markdown",
  claims: (path) => hasEnding(path, [".md"]) || hasNoEnding(path),
  read: ({ path, text }) => readPage(path, text),
};

function readPage(path: string, text: string): FormatReading {
  const page = readMarkdown(text);
  const queries = distinctQueries(page.fences.flatMap((fence) => fencedQuery(fence) ?? []));
  if (queries.length === 0) return noRule("not-a-rule", "The page holds no fenced Kusto query");
  const metadata = markdownMetadata(path, page);
  const rules = queries.map(({ fence, text: query, offset }, ordinal): RuleDocument => {
    const tables = kustoTablesOf(query);
    const platforms = new Set([...metadata.platforms, ...kustoPlatforms(tables)]);
    return {
      ...metadata,
      ordinal,
      title: sectionTitle(fence.section) ?? fileStem(path),
      logSource: { names: unique([...metadata.logSource.names, ...tables]) },
      platforms: platformIds.filter((platform) => platforms.has(platform)),
      query: { language: "kusto", text: query, offset },
    };
  });
  return { rules: boundRules(rules), problem: null };
}

/** Labels of fences that hold Kusto. FalconFriday labels it C# for the colours; an unlabelled fence may hold anything. */
const kustoLabel = /^(?:kql|kusto|kusto-query|csl|sentinel|azure)?\b/i;
const mayBeKusto = /^(?:|c#|csharp|cs|sql|text|txt|plaintext|console)$/i;

/** The query of a fence without the white space around it; null when it is no Kusto, or only defines names. */
function fencedQuery(fence: MarkdownFence): { fence: MarkdownFence; text: string; offset: number } | null {
  const text = cleanText(fence.text.trim());
  const masked = maskKusto(text);
  const [label = ""] = fence.info.split(/\s/);
  const labelled = label !== "" && kustoLabel.test(label) && kustoLabel.exec(label)?.[0] !== "";
  if (!labelled && !(mayBeKusto.test(label) && masked.includes("|"))) return null;
  if (masked.trim() === "" || !beginsLikeKusto(masked) || onlyDefines(masked)) return null;
  return { fence, text, offset: fence.offset + (fence.text.length - fence.text.trimStart().length) };
}

/** Headings that say where a query runs or what part of the page this is, not what the query finds. */
const partHeading =
  /^(?:(?:microsoft |azure )?(?:365 )?(?:defender\b.*|sentinel\b.*|xdr|mde|advanced hunting\b.*|log analytics\b.*|resource graph\b.*|data explorer\b.*)|(?:kql|kusto)?\s*(?:quer(?:y|ies)|detections?|rules?)(?: information)?|references?|description|risk|author.*|mitre.*|examples?|usage|results?)\s*:?$/i;

/** The nearest heading above a query that names it. */
function sectionTitle(section: MarkdownSection | null): string | null {
  for (let part = section; part; part = part.parent) {
    if (part.title !== "" && !partHeading.test(part.title)) return cleanText(oneLine(part.title)).slice(0, metadataLimits.title);
  }
  return null;
}
