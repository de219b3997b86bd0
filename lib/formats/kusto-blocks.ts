/**
 * Cuts a file of Kusto into its queries: blocks between blank lines, joined where one goes on (an open bracket, a leading pipe) or only
 * defines names for the next. Text that is neither comment nor query (a stray address or sentence) counts as a comment.
 */
import { beginsLikeKusto, defines, maskKusto, onlyDefines } from "./kusto-text.ts";
import { cleanText } from "./metadata.ts";

/** One query, and the comments since the query before it. */
export interface KqlBlock {
  readonly text: string;
  readonly offset: number;
  readonly comments: readonly string[];
}

interface Piece {
  start: number;
  end: number;
  comments: string[];
  blocks: number;
}

/** Most blocks that are joined to one query: each costs a look at what came before it. */
const maximumBlocks = 100;

/** Queries of a file in order, and the comments after the last one. Definitions that no query follows are no query. */
export function kqlQueries(text: string): { readonly queries: readonly KqlBlock[]; readonly closing: readonly string[] } {
  const masked = maskKusto(text);
  const pieces: Piece[] = [];
  let comments: string[] = [];
  for (const [start, end] of blocks(masked, text)) {
    const code = codeRange(masked, start, end);
    const last = pieces.at(-1);
    if (!code || !(beginsLikeKusto(masked.slice(code[0])) || goesOn(masked, last, code[0]))) {
      comments.push(...commentLines(text.slice(start, end)));
    } else if (last && goesOn(masked, last, code[0])) {
      last.end = code[1];
      last.blocks += 1;
      last.comments.push(...comments);
      comments = [];
    } else {
      comments.push(...commentLines(text.slice(start, code[0])));
      pieces.push({ start: code[0], end: code[1], comments, blocks: 1 });
      comments = commentLines(text.slice(code[1], end));
    }
  }
  const asked = pieces.filter((piece) => !onlyDefines(masked.slice(piece.start, piece.end)));
  const queries = asked.map((piece) => ({
    text: cleanText(text.slice(piece.start, piece.end)),
    offset: piece.start,
    comments: piece.comments,
  }));
  return { queries, closing: comments };
}

/** Ranges between blank lines; a blank line inside a string of several lines does not part. */
function blocks(masked: string, text: string): readonly (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (const match of masked.matchAll(/\n[ \t\r]*(?=\n)/g)) {
    // A masked comment is blank, too: only a line that is blank in the file parts.
    const to = match.index + match[0].length;
    if (text.slice(match.index, to).trim() !== "") continue;
    found.push([from, match.index]);
    from = to + 1;
  }
  return [...found, [from, text.length]];
}

/** From the first to the last character of code in a range; null when there is none. */
function codeRange(masked: string, start: number, end: number): readonly [start: number, end: number] | null {
  const part = masked.slice(start, end).replace(/^\uFEFF/, " ");
  const code = part.trim();
  if (code === "") return null;
  const at = start + part.length - part.trimStart().length;
  return [at, at + code.length];
}

/** True when the piece before is unfinished, or the code at `at` can only continue it. */
function goesOn(masked: string, last: Piece | undefined, at: number): boolean {
  if (!last || last.blocks >= maximumBlocks) return false;
  const before = masked.slice(last.start, last.end);
  if (masked[at] === "|" || defines(before) || /(?:[|,=(]|\b(?:and|or|by|on|union|join))$/i.test(before)) return true;
  let depth = 0;
  for (const mark of before) depth += "([{".includes(mark) ? 1 : ")]}".includes(mark) ? -1 : 0;
  return depth > 0;
}

/** Lines of a stretch of comments and prose without their marks; empty ones are left out. */
function commentLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/^[\s\uFEFF]*\/*\s?/, "").trim())
    .filter((line) => line !== "" && line !== "//");
}
