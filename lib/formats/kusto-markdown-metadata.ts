/** Metadata of a Markdown page of Kusto queries, from its headings, its bold keys (`**ID:** x`) and its tables. */
import { findTechniqueIds } from "../model/attack-id.ts";
import type { RuleDocument } from "../model/rule-document.ts";
import { splitAuthors } from "./authors.ts";
import { parseDate } from "./dates.ts";
import { fileStem } from "./file-name.ts";
import type { MarkdownFile, MarkdownSection } from "./markdown-sections.ts";
import { cleanText, metadataLimits, oneLine, unique } from "./metadata.ts";
import { type PlatformRule, platformsOf } from "./platforms.ts";
import { blankRule, findUrls } from "./rule-parts.ts";

/** `**OS:** WindowsEndpoint, WindowsServer` */
const osRules: readonly PlatformRule[] = [
  [/windows/i, "windows"],
  [/linux/i, "linux"],
  [/mac ?os/i, "macos"],
  [/\baws\b/i, "aws"],
  [/azure|entra/i, "azure"],
  [/office|365/i, "m365"],
];

/** Everything that the queries of a page share; title, query and tables are each query's own. */
export function markdownMetadata(path: string, page: MarkdownFile): RuleDocument {
  const sections = (pattern: RegExp): readonly MarkdownSection[] => page.sections.filter((section) => pattern.test(section.title));
  const body = (pattern: RegExp): string =>
    sections(pattern)
      .map((section) => section.body.trim())
      .filter(Boolean)
      .join("\n\n");
  const whole = page.sections.map((section) => section.body).join("\n");
  const techniques = pageTechniques(path, page);
  const history = versionHistory(body(/^version history/i));
  const falsePositives = prose(body(/^false positives?/i), metadataLimits.line);
  const feeds = sections(/^(?:source|feed (?:information|link))\s*:/i).map((section) => section.title);
  const dataSources = tableRows(body(/data sources?/i))
    .slice(1)
    .flatMap((cells) => cells[1] ?? [])
    .filter((cell) => /^\w+$/.test(cell));
  return {
    ...blankRule(0, fileStem(path)),
    id: boldKey(whole, "ID"),
    description: prose(
      body(/^(?:detection )?description/i) || body(/^(?:technical )?description/i) || introduction(page),
      metadataLimits.description,
    ),
    authors: pageAuthors(body(/^author/i)),
    created: history.at(-1)?.date ?? null,
    modified: history[0]?.date ?? null,
    version: history[0]?.version ?? null,
    references: findUrls([body(/^references?\b/i), ...feeds].join("\n")),
    falsePositives: falsePositives === "" ? [] : [falsePositives],
    logSource: { names: unique(dataSources) },
    tags: techniques,
    techniqueTags: techniques,
    platforms: platformsOf([boldKey(whole, "OS") ?? ""], osRules),
  };
}

/** The value of `**Key:** value`, or null. */
function boldKey(text: string, key: string): string | null {
  const value = new RegExp(`^\\*\\*${key}:?\\*\\*:?[ \\t]*(\\S.*)$`, "im").exec(text)?.[1]?.trimEnd();
  return value === undefined || value === "N/A" ? null : cleanText(value).slice(0, metadataLimits.line);
}

/** Cells of the rows of all tables in a text, without the rules between head and body. */
function tableRows(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => /^\s*\|/.test(line) && !/^[\s|:-]*$/.test(line))
    .slice(0, 500)
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((cell) => cell.trim()),
    );
}

/**
 * Techniques as the page's table writes them, a sub-technique in the column after its technique joined to it (`T1021` and `006` give
 * `T1021.006`). A page without a table: the ids of its ATT&CK section, then of its headings, then of its file name.
 */
function pageTechniques(path: string, page: MarkdownFile): readonly string[] {
  const attack = page.sections.filter((section) => /mitre|att&ck/i.test(section.title));
  const tabled = attack.flatMap((section) => tableRows(section.body)).flatMap(rowTechnique);
  if (tabled.length > 0) return unique(tabled);
  const named = attack.flatMap((section) => findTechniqueIds(section.body));
  if (named.length > 0) return unique(named);
  const headed = page.sections.flatMap((section) => findTechniqueIds(section.title));
  return unique(headed.length > 0 ? headed : findTechniqueIds(fileStem(path)));
}

function rowTechnique(cells: readonly string[]): readonly string[] {
  const at = cells.findIndex((cell) => /^T\d{4}(?:[./]\d{3})?$/i.test(cell));
  const [id, next] = [cells[at], cells[at + 1]];
  if (at < 0 || id === undefined) return unique(cells.flatMap((cell) => findTechniqueIds(cell))).slice(0, 1);
  return /^T\d{4}$/i.test(id) && next !== undefined && /^\.?\d{3}$/.test(next) ? [`${id}.${next.replace(".", "")}`] : [id];
}

/** `- **Name:** Gavin Knapp`, or the section's plain lines. */
function pageAuthors(body: string): readonly string[] {
  const name = /\*\*Name:?\*\*:?[ \t]*(\S.*)/i.exec(body)?.[1];
  if (name !== undefined) return splitAuthors(cleanText(oneLine(name))).slice(0, metadataLimits.items);
  const line = body.split("\n").find((text) => /\w/.test(text) && !text.includes("**"));
  return line === undefined ? [] : splitAuthors(cleanText(oneLine(line.replace(/^[-*]\s*/, "")))).slice(0, 20);
}

/** Rows of a version table, newest first, as FalconFriday writes them. */
function versionHistory(body: string): readonly { readonly version: string; readonly date: string }[] {
  return tableRows(body).flatMap(([version = "", date = ""]) => {
    const day = parseDate(date);
    return day === null ? [] : [{ version, date: day }];
  });
}

/** What stands under the page's first heading. */
function introduction(page: MarkdownFile): string {
  return page.sections.find((section) => section.level === 1)?.body.trim() ?? "";
}

/** Paragraphs without tables and rules. */
function prose(text: string, limit: number): string {
  const lines = text.split("\n").filter((line) => !/^\s*(?:\||---+\s*$|\*\*[\w ]+:\*\*)/.test(line));
  return cleanText(
    lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
      .slice(0, limit),
  );
}
