/** Guarantees what a table's heads lead to, which order they show, and which pages there are. */
import { describe, expect, it } from "vitest";
import type { Column } from "./column";
import { type Order, type Part, tableModel } from "./table-model";

interface Field {
  readonly id: string;
  readonly rules: number;
}

const columns: readonly Column<Field>[] = [
  { key: "id", head: "Field", sort: "ascending", cell: ({ id }) => id },
  { key: "rules", head: "Rules", sort: "descending", cell: ({ rules }) => rules },
  { key: "note", head: "Note", cell: () => null },
];
const rows: readonly Field[] = [
  { id: "process.name", rules: 3 },
  { id: "file.path", rules: 9 },
];
const model = (order?: Order, part?: Part) => tableModel({ columns, rows, rowKey: ({ id }) => id, order, part });
const heads = (order: Order) => model(order).heads.map(({ sorted, next }) => [sorted, next]);

describe("order", () => {
  it("leads to the column's first direction, and from there to the other", () => {
    expect(heads({ current: "id" })).toEqual([
      ["ascending", "-id"],
      [null, "-rules"],
      [null, null],
    ]);
    expect(heads({ current: "-rules" })).toEqual([
      [null, "id"],
      ["descending", "rules"],
      [null, null],
    ]);
    expect(heads({ current: "rules" })[1]).toEqual(["ascending", "-rules"]);
  });

  it("knows one direction a column where orders are one-way", () => {
    expect(heads({ current: "rules", oneWay: true })).toEqual([
      [null, "id"],
      ["descending", "rules"],
      [null, null],
    ]);
  });

  it("shows none for an order that is no column's, and leads nowhere without one", () => {
    expect(heads({ current: "score", oneWay: true }).map(([sorted]) => sorted)).toEqual([null, null, null]);
    expect(model().heads.map(({ next }) => next)).toEqual([null, null, null]);
  });
});

describe("rows", () => {
  it("stay in the database's order, each with a cell a column", () => {
    expect(model({ current: "id" }).rows.map(({ key, cells }) => [key, ...cells.map(({ column }) => column.key)])).toEqual([
      ["process.name", "id", "rules", "note"],
      ["file.path", "id", "rules", "note"],
    ]);
  });
});

describe("pages", () => {
  it.each([
    [0, { current: 1, previous: null, next: 2 }],
    [2, { current: 2, previous: 1, next: 3 }],
    [4, { current: 3, previous: 2, next: null }],
  ])("from row %i of 5, 2 a page", (offset, pages) => {
    expect(model(undefined, { offset, total: 5, size: 2 }).pages).toEqual(pages);
  });

  it("are one when all rows are there", () => {
    expect(model().pages).toEqual({ current: 1, previous: null, next: null });
  });
});
