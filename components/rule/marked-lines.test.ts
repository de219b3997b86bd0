/** Guarantees that marking a source changes nothing of it, and that every mark is shown once. */
import { describe, expect, it } from "vitest";
import { groupLabel, markedLines } from "./marked-lines";
import type { Mark } from "./marks";

const mark = (number: number, start: number, end: number, letter: Mark["letter"] = "M"): Mark => ({
  letter,
  number,
  span: [start, end],
  target: { predicate: number },
});
const textOf = (lines: ReturnType<typeof markedLines>) => lines.map((line) => line.map(({ text }) => text).join("")).join("\n");
const labels = (lines: ReturnType<typeof markedLines>) =>
  lines.flatMap((line) => line.flatMap((piece) => (piece.group && piece.last ? [`${groupLabel(piece.group)} ${piece.text}`] : [])));

describe("markedLines", () => {
  it("gives the text back", () => {
    const text = "a: 1\r\nb:\n  - x\n\n  - y";
    expect(textOf(markedLines(text, [mark(1, 3, 4), mark(2, 9, 23)]))).toBe(text.replace(/\r/g, ""));
  });

  it("numbers each mark once, at its end", () => {
    expect(labels(markedLines("one two\nthree", [mark(1, 0, 3), mark(2, 4, 13)]))).toEqual(["M1 one", "M2 three"]);
  });

  it("shows the inner of two nested marks, and still ends the outer", () => {
    expect(labels(markedLines("f(a=1, b)", [mark(1, 0, 9), mark(2, 2, 5, "X")]))).toEqual(["X2 a=1", "M1 , b)"]);
  });

  it("joins marks of one span", () => {
    expect(labels(markedLines("re(a|b|c)", [mark(1, 0, 9), mark(2, 0, 9), mark(3, 0, 9)]))).toEqual(["M1–3 re(a|b|c)"]);
  });

  it("leaves out spans that the text does not have", () => {
    expect(labels(markedLines("abc", [mark(1, 2, 9), mark(2, 1, 1)]))).toEqual([]);
  });
});
