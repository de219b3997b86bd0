/**
 * Text that was made from other text: pieces copied one to one and pieces that stand for a whole range (a macro call). Guarantees that
 * every span in the made text leads to a span inside the original.
 */
import type { Span } from "../../model/diagnostic.ts";

interface Piece {
  readonly start: number;
  readonly origin: Span;
  readonly copied: boolean;
}

/** Collects the pieces of an expanded text, from left to right. */
export class Expansion {
  private readonly pieces: Piece[] = [];
  private readonly parts: string[] = [];
  private size = 0;

  get length(): number {
    return this.size;
  }

  /** Text that stands in the original from `start` on. */
  copy(text: string, start: number): void {
    this.add(text, [start, start + text.length], true);
  }

  /** Text that stands for a range of the original. */
  replace(text: string, origin: Span): void {
    this.add(text, origin, false);
  }

  private add(text: string, origin: Span, copied: boolean): void {
    if (text === "") return;
    this.pieces.push({ start: this.size, origin, copied });
    this.parts.push(text);
    this.size += text.length;
  }

  text(): string {
    return this.parts.join("");
  }

  /** Where a range of the made text comes from. */
  origin(start: number, end: number): Span {
    const first = this.pieceAt(start);
    const last = this.pieceAt(Math.max(start, end - 1));
    if (!first || !last) return [0, 0];
    const from = first.copied ? first.origin[0] + (start - first.start) : first.origin[0];
    const to = last.copied ? last.origin[0] + (Math.max(end, start + 1) - last.start) : last.origin[1];
    return [Math.min(from, first.origin[1]), Math.max(Math.min(from, first.origin[1]), Math.min(to, last.origin[1]))];
  }

  /** True when the place is text of a macro, not of the query. */
  isReplaced(at: number): boolean {
    return this.pieceAt(at)?.copied === false;
  }

  private pieceAt(at: number): Piece | undefined {
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.pieces[middle]?.start ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return this.pieces[low];
  }
}
