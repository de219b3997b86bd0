/** Pages of a list that is at hand: which part is shown, and how long the whole is. */
import type { Page } from "./catalog-view.ts";

export interface PageOf<Row> extends Page {
  readonly rows: readonly Row[];
}

/** The page of that number (from 1) of a list; a number past the end gives the last page. */
export function pageOf<Row>(list: readonly Row[], number: number, size: number): PageOf<Row> {
  const last = Math.max(1, Math.ceil(list.length / size));
  const offset = (Math.min(number, last) - 1) * size;
  return { rows: list.slice(offset, offset + size), offset, size, total: list.length };
}
