/**
 * Files that hold queries and nothing else (.spl, .sql, .txt), and Markdown pages with fenced SPL or SQL: one rule a query, titled by the
 * comment or heading above it. Plain Kusto has its own formats. Convention only; statements of SQL end as
 * https://docs.snowflake.com/en/sql-reference/sql-all says.
 */
import { findTechniqueIds } from "../model/attack-id.ts";
import type { Format, FormatReading, RuleDocument } from "../model/rule-document.ts";
import { fileStem, hasEnding, hasNoEnding } from "./file-name.ts";
import { type GuessedLanguage, guessLanguage, namedLanguage } from "./guess-language.ts";
import { type MarkdownSection, readMarkdown } from "./markdown-sections.ts";
import { cleanText, metadataLimits, oneLine, unique } from "./metadata.ts";
import { blankRule, boundRules, findUrls, noRule } from "./rule-parts.ts";

export const plainQuery: Format = {
  id: "plain-query",
  claims: (path) => hasEnding(path, [".spl", ".splunk", ".sql", ".snowsql", ".txt", ".md"]) || hasNoEnding(path),
  read: ({ path, text }) => (hasEnding(path, [".md"]) ? readPage(path, text) : readPlain(path, text)),
};

/** A query, where it begins, and what is said above it. */
interface Piece {
  readonly text: string;
  readonly offset: number;
  readonly comments: readonly string[];
}

function readPlain(path: string, text: string): FormatReading {
  const ending = hasEnding(path, [".sql", ".snowsql"]) ? "snowflake-sql" : hasEnding(path, [".spl", ".splunk"]) ? "spl" : null;
  return readQueries(path, text, ending ?? guessLanguage(text));
}

/** The queries of a text in a language that is known; Kusto and texts that tell no language are left to others. */
export function readQueries(path: string, text: string, language: GuessedLanguage | null): FormatReading {
  const pieces = language === "snowflake-sql" ? sqlPieces(text) : language === "spl" ? splPieces(text) : [];
  if (pieces.length === 0 || language === null) return noRule("not-a-rule", "The file holds no query that can be told from other text");
  return { rules: boundRules(pieces.map((piece, ordinal) => plainRule(fileStem(path), piece, language, ordinal))), problem: null };
}

function plainRule(stem: string, { text, offset, comments }: Piece, language: GuessedLanguage, ordinal: number): RuleDocument {
  const techniques = unique([...comments, text].flatMap((part) => findTechniqueIds(part)));
  const view = language === "snowflake-sql" ? /\bview\s+(?:if\s+not\s+exists\s+)?([\w."$]+)/i.exec(text.slice(0, 500))?.[1] : undefined;
  const title = comments.find((line) => /^[\p{L}\p{N}"'([*]/u.test(line) && line.length <= 160) ?? view ?? stem;
  return {
    ...blankRule(ordinal, cleanText(oneLine(title)).slice(0, metadataLimits.title)),
    description: cleanText(comments.filter((line) => line !== title).join("\n")).slice(0, metadataLimits.description),
    references: findUrls(comments.join("\n")),
    tags: techniques,
    techniqueTags: techniques,
    query: { language, text: cleanText(text), offset },
  };
}

/** Lines of text without the marks of comments. */
function commentLines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/^[\s#/*`-]+|[\s*/`]+$/g, ""))
    .filter((line) => line !== "");
}

// ---- SQL

/** Strings, comments and quoted names: a semicolon in them ends nothing. */
const sqlParts = /'(?:''|\\[\s\S]|[^'\\])*(?:'|$)|"[^"]*(?:"|$)|\$\$[\s\S]*?(?:\$\$|$)|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;/g;

/** Each statement that asks, with the settings before it that it may use. */
function sqlPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const ends = [...text.matchAll(sqlParts)].filter(([part]) => part === ";").map(({ index }) => index);
  let from = 0;
  let start = 0;
  for (const end of [...ends, text.length]) {
    const code = text.slice(start, end).replace(sqlParts, (part) => (/^(?:--|\/[/*])/.test(part) ? " " : part));
    start = end + 1;
    if (/^\s*(?:set|use)\b/i.test(code)) continue;
    if (/\bselect\b/i.test(code) && !/^\s*(?:grant|revoke|alter|drop)\b/i.test(code)) pieces.push(pieceAt(text, from, end));
    from = start;
  }
  return pieces;
}

// ---- SPL

/** How a search begins in a file of several: what a blank line alone does not tell, as searches hold blank lines, too. */
const searchHead = /^(?:search\s|index\s*=|sourcetype\s*=|\|\s*(?:tstats|from|inputlookup|makeresults|search|mstats|rest)\b)/i;

/** Most places where another search may begin that are looked at. */
const maximumSearches = 1_000;

function splPieces(text: string): readonly Piece[] {
  const starts: number[] = [0];
  let looks = 0;
  for (const { index, 0: gap } of text.matchAll(/\n(?:[ \t\r]*\n)+/g)) {
    const at = index + gap.length;
    const code = at + leadOf(text.slice(at, at + 2_000)).length;
    if (!searchHead.test(text.slice(code, code + 100))) continue;
    looks += 1;
    if (looks > maximumSearches) break;
    const before = text.slice(Math.max(starts.at(-1) ?? 0, index - 20_000), index);
    if (leadOf(before) !== before && balanced(before)) starts.push(at);
  }
  return starts.flatMap((start, index) => {
    const piece = pieceAt(text, start, starts[index + 1] ?? text.length);
    return piece.text === "" ? [] : [piece];
  });
}

function balanced(text: string): boolean {
  const code = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  return code.split("[").length <= code.split("]").length;
}

/** Comments and white space in front of a query. */
function leadOf(text: string): string {
  return /^(?:\s+|(?:#|\/\/|--)[^\n]*|\/\*[\s\S]*?\*\/|```[\s\S]*?```)*/.exec(text.slice(0, 50_000))?.[0] ?? "";
}

function pieceAt(text: string, from: number, end: number): Piece {
  const lead = leadOf(text.slice(from, end));
  return { text: text.slice(from + lead.length, end).trimEnd(), offset: from + lead.length, comments: commentLines(lead) };
}

// ---- Markdown

function readPage(path: string, text: string): FormatReading {
  const page = readMarkdown(text);
  const told = page.sections.map(({ title, body }) => `${title}\n${body}`).join("\n");
  const techniques = unique(findTechniqueIds(told));
  const rules = page.fences.flatMap((fence): RuleDocument[] => {
    const [label = ""] = fence.info.split(/\s/);
    const guess = guessLanguage(fence.text);
    const named = namedLanguage(label);
    const language =
      named === "snowflake-sql" ? guess : (named ?? (/^(?:|text|txt|plaintext|shell|bash|code|c#|csharp)$/i.test(label) ? guess : null));
    if (language === null || language === "kusto" || fence.text.trim() === "") return [];
    const lead = leadOf(fence.text);
    const piece = { text: fence.text.slice(lead.length).trimEnd(), offset: fence.offset + lead.length, comments: commentLines(lead) };
    const rule = plainRule(fileStem(path), piece, language, 0);
    const heading = headingOf(fence.section) ?? page.sections.find(({ title }) => title !== "")?.title;
    const title = piece.comments.length === 0 && heading ? cleanText(oneLine(heading)).slice(0, metadataLimits.title) : rule.title;
    return [{ ...rule, title, tags: unique([...techniques, ...rule.tags]), techniqueTags: unique([...techniques, ...rule.techniqueTags]) }];
  });
  // Some pages have no fences at all, and their queries between single backticks.
  if (page.fences.length === 0) rules.push(...quotedQueries(path, text, techniques));
  if (rules.length === 0) return noRule("not-a-rule", "The page holds no fenced SPL or SQL");
  return { rules: boundRules(rules.map((rule, ordinal) => ({ ...rule, ordinal }))), problem: null };
}

/** Queries of several lines between single backticks, titled by the heading above. */
function quotedQueries(path: string, text: string, techniques: readonly string[]): readonly RuleDocument[] {
  return [...text.matchAll(/(?<!`)`([^`]{10,50000})`(?!`)/g)].slice(0, 1_000).flatMap(({ 1: quoted = "", index }): RuleDocument[] => {
    const language = quoted.includes("\n") ? guessLanguage(quoted) : null;
    const lead = leadOf(quoted);
    const query = quoted.slice(lead.length).trimEnd();
    if (language === null || query === "") return [];
    const piece = { text: query, offset: index + 1 + lead.length, comments: commentLines(lead) };
    const heading = /^#{1,6}\s+(.*)$/m.exec(text.slice(Math.max(0, text.lastIndexOf("\n#", index)), index).trimStart())?.[1];
    const rule = plainRule(heading ?? fileStem(path), piece, language, 0);
    return [{ ...rule, tags: unique([...techniques, ...rule.tags]), techniqueTags: unique([...techniques, ...rule.techniqueTags]) }];
  });
}

/** The nearest heading above that says what is looked for, and not only in which language. */
function headingOf(section: MarkdownSection): string | null {
  for (let part: MarkdownSection | null = section; part; part = part.parent) {
    if (
      part.title !== "" &&
      !namedLanguage(part.title) &&
      !/^(?:(?:the )?(?:quer(?:y|ies)|search(?:es)?|detections?|rules?)|example)$/i.test(part.title)
    )
      return part.title;
  }
  return null;
}
