/** A source text cut into lines and pieces, each piece under the innermost mark that covers it; nothing is lost or moved. */
import { groupBy } from "@/lib/model/group-by";
import type { Mark } from "./marks";

/** Marks with one span are one: alternatives of one regex, spellings of one dash. */
export interface MarkGroup {
  readonly marks: readonly [Mark, ...Mark[]];
  readonly start: number;
  readonly end: number;
}

export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly group: MarkGroup | null;
  /** The group ends with this piece: its number stands behind it. */
  readonly last: boolean;
}

export type Line = readonly Piece[];

function groupsOf(marks: readonly Mark[], length: number): readonly MarkGroup[] {
  const usable = marks.filter(({ span: [start, end] }) => start >= 0 && end <= length && start < end);
  const bySpan = groupBy(usable, ({ span: [start, end] }) => `${start}-${end}`);
  return [...bySpan.values()].flatMap(([first, ...rest]) =>
    first ? [{ marks: [first, ...rest] as const, start: first.span[0], end: first.span[1] }] : [],
  );
}

/** The shortest group around a position: of nested marks the inner one shows. */
function innermost(groups: readonly MarkGroup[], position: number): MarkGroup | null {
  let found: MarkGroup | null = null;
  for (const group of groups) {
    if (group.start <= position && position < group.end && (found === null || group.end - group.start < found.end - found.start))
      found = group;
  }
  return found;
}

/** Offsets where a piece begins: the text's start, every edge of a mark, every line's start. */
function edgesOf(text: string, groups: readonly MarkGroup[], breaks: readonly number[]): readonly number[] {
  const edges = new Set([0, text.length, ...breaks, ...groups.flatMap(({ start, end }) => [start, end])]);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) edges.add(at + 1);
  return [...edges].sort((a, b) => a - b);
}

/**
 * Lines of the text with its marks. Joining all pieces gives the text back, line ends apart.
 * @param breaks offsets before which a line may end for the eye, although the text has none there
 */
export function markedLines(text: string, marks: readonly Mark[], breaks: readonly number[] = []): readonly Line[] {
  const groups = groupsOf(marks, text.length);
  const edges = edgesOf(text, groups, breaks);
  const soft = new Set(breaks);
  const lines: Piece[][] = [[]];
  const shown = new Map<MarkGroup, { line: Piece[]; index: number }>();
  let live: readonly MarkGroup[] = [];
  let waiting = [...groups].sort((a, b) => a.start - b.start);
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const end = edges[index + 1] ?? text.length;
    const opening = waiting.findIndex((group) => group.start > start);
    const begun = opening < 0 ? waiting : waiting.slice(0, opening);
    waiting = opening < 0 ? [] : waiting.slice(opening);
    live = [...live, ...begun].filter((group) => group.end > start);
    const group = innermost(live, start);
    const line = lines.at(-1) ?? [];
    line.push({ text: text.slice(start, end).replace(/\r?\n$/, ""), start, group, last: false });
    if (group) shown.set(group, { line, index: line.length - 1 });
    if ((text[end - 1] === "\n" || soft.has(end)) && end < text.length) lines.push([]);
  }
  for (const { line, index } of shown.values()) {
    const piece = line[index];
    if (piece) line[index] = { ...piece, last: true };
  }
  return lines;
}

/** Runs of numbers in short: `M3–9`, `M3, X5`. */
export function groupLabel({ marks }: MarkGroup): string {
  const [first] = marks;
  const last = marks.at(-1) ?? first;
  if (marks.length === 1) return `${first.letter}${first.number}`;
  const together = last.number - first.number === marks.length - 1 && marks.every(({ letter }) => letter === first.letter);
  return together ? `${first.letter}${first.number}–${last.number}` : marks.map(({ letter, number }) => `${letter}${number}`).join(" ");
}
