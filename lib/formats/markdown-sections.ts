/**
 * A Markdown text as sections (heading, its ancestors, its lines) and fenced code, with offsets into the file.
 * Specification: https://spec.commonmark.org/0.31.2/#fenced-code-blocks and #atx-headings (setext headings are not used in rule files).
 */

export interface MarkdownFence {
  /** What follows the opening marks, trimmed. */
  readonly info: string;
  readonly text: string;
  /** Where `text` begins in the file. */
  readonly offset: number;
  /** The section that it stands in. */
  readonly section: MarkdownSection;
}

export interface MarkdownSection {
  /** 1–6; 0 for what comes before the first heading. */
  readonly level: number;
  /** The heading without marks and emphasis. */
  readonly title: string;
  readonly parent: MarkdownSection | null;
  /** Lines outside fences, joined. */
  readonly body: string;
}

export interface MarkdownFile {
  readonly sections: readonly MarkdownSection[];
  readonly fences: readonly MarkdownFence[];
}

/** Longer lines are cut before they are taken for a heading. */
const maximumHeading = 1_000;

interface OpenSection {
  level: number;
  title: string;
  parent: OpenSection | null;
  body: string;
}

interface OpenFence {
  mark: string;
  info: string;
  offset: number;
}

/** Headings without `#`, emphasis, links and trailing marks. */
function headingText(text: string): string {
  return text
    .replace(/\s+#+\s*$/, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]+/g, "")
    .trim();
}

/** Sections and fences of a text, in file order; a fence that nothing closes ends with the file. */
export function readMarkdown(text: string): MarkdownFile {
  const sections: OpenSection[] = [{ level: 0, title: "", parent: null, body: "" }];
  const fences: MarkdownFence[] = [];
  let open: OpenFence | null = null;
  let at = 0;
  const current = (): OpenSection => sections.at(-1) as OpenSection;
  const close = (fence: OpenFence, end: number): null => {
    fences.push({ info: fence.info, text: text.slice(fence.offset, end), offset: fence.offset, section: current() });
    return null;
  };
  for (const line of text.split("\n")) {
    if (open) {
      const end = closingAt(line, open.mark);
      if (end !== null) open = close(open, at + end);
    } else {
      const fence = openingFence(line);
      const heading = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line.slice(0, maximumHeading).trimEnd());
      if (fence) open = { mark: fence.mark, info: fence.info, offset: at + fence.end };
      else if (heading) sections.push(nest(current(), heading[1]?.length ?? 1, headingText(heading[2] ?? "")));
      else current().body += `${line}\n`;
    }
    at += line.length + 1;
  }
  if (open) close(open, text.length);
  return { sections, fences };
}

/** A new section under the nearest one above it that has a lower level. */
function nest(previous: OpenSection, level: number, title: string): OpenSection {
  let parent: OpenSection | null = previous;
  while (parent && parent.level >= level) parent = parent.parent;
  return { level, title, parent, body: "" };
}

/** The opening marks of a line, its info, and where the code begins: the next line, or for `KQLTable` glued to the label, after the label. */
function openingFence(line: string): { mark: string; info: string; end: number } | null {
  const match = /^(\s*)(`{3,}(?!`)|~{3,}(?!~))([^`\r]*)\r?$/.exec(line);
  if (!match) return null;
  const [, indent = "", mark = "", info = ""] = match;
  const glued = /^\s*kql(?=[A-Z]\w)/i.exec(info);
  const end = glued ? indent.length + mark.length + glued[0].length : line.length + 1;
  return { mark, info: glued ? "kql" : info.trim(), end };
}

/** Where the closing marks begin in a line; authors also put them at the end of the last line of code. */
function closingAt(line: string, mark: string): number | null {
  const end = line.trimEnd().length;
  let start = end;
  while (start > 0 && line[start - 1] === mark[0]) start -= 1;
  return end - start >= mark.length ? start : null;
}
