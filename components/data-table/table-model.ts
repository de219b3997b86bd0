/**
 * The state and the logic of a table, without a look: TanStack Table, built anew for each page on the server. The database has filtered, sorted and
 * cut the rows; what a head sorts by next, which cells a row has and which pages there are is answered here. The URL holds the state.
 */
import {
  type ColumnDef,
  constructTable,
  type Row as ModelRow,
  metaHelper,
  type RowData,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
import type { Column } from "./column";

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  rowPaginationFeature,
  rowSortingFeature,
  columnMeta: metaHelper<{ readonly position: number }>(),
});

/** The order of a table: a column's key, after a minus when descending. In a one-way order each column sorts in its first direction only, without a minus. */
export interface Order {
  readonly current: string;
  readonly oneWay?: boolean;
}

/** Which part of all rows is shown. */
export interface Part {
  readonly offset: number;
  readonly total: number;
  readonly size: number;
}

export interface TableModelInput<Row extends RowData> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly order: Order | undefined;
  readonly part: Part | undefined;
}

export interface TableHead<Row> {
  readonly column: Column<Row>;
  readonly sorted: "ascending" | "descending" | null;
  /** The order that a press on the head asks for; null when the column does not sort. */
  readonly next: string | null;
}

export interface TableRow<Row> {
  readonly key: string;
  readonly row: Row;
  readonly cells: readonly { readonly key: string; readonly column: Column<Row> }[];
}

export interface TableModel<Row> {
  readonly heads: readonly TableHead<Row>[];
  readonly rows: readonly TableRow<Row>[];
  /** Numbers of the pages, from 1; null where there is none. */
  readonly pages: { readonly current: number; readonly previous: number | null; readonly next: number | null };
}

const directions = { asc: "ascending", desc: "descending" } as const;

export function tableModel<Row extends RowData>({ columns, rows, rowKey, order, part }: TableModelInput<Row>): TableModel<Row> {
  const { offset, total, size } = part ?? { offset: 0, total: rows.length, size: Math.max(1, rows.length) };
  const table = constructTable({
    features,
    data: rows,
    columns: columns.map(
      ({ key, sort }, position): ColumnDef<typeof features, Row> => ({
        id: key,
        accessorFn: (row) => row,
        enableSorting: sort !== undefined,
        sortDescFirst: sort === "descending",
        meta: { position },
      }),
    ),
    getRowId: rowKey,
    manualSorting: true,
    manualPagination: true,
    enableSortingRemoval: false,
    rowCount: total,
    initialState: {
      sorting: order ? [sortingOf(order, columns)] : [],
      pagination: { pageIndex: Math.floor(offset / size), pageSize: size },
    },
  });
  const declared = (position: number | undefined): Column<Row> => {
    const column = columns[position ?? -1];
    if (column === undefined) throw new RangeError("A table's model has a column that was not declared");
    return column;
  };
  const current = Math.floor(offset / size) + 1;
  return {
    heads: table.getFlatHeaders().map(({ column }) => {
      const sorted = column.getIsSorted();
      return {
        column: declared(column.columnDef.meta?.position),
        sorted: sorted ? directions[sorted] : null,
        next: order && column.getCanSort() ? orderAfter(order, column.id, column.getNextSortingOrder()) : null,
      };
    }),
    rows: table.getRowModel().rows.map((row) => modelRow(row, declared)),
    pages: {
      current,
      previous: table.getCanPreviousPage() ? current - 1 : null,
      next: table.getCanNextPage() ? current + 1 : null,
    },
  };
}

function modelRow<Row extends RowData>(
  row: ModelRow<typeof features, Row>,
  declared: (position: number | undefined) => Column<Row>,
): TableRow<Row> {
  const cells = row.getAllCells().map(({ id, column }) => ({ key: id, column: declared(column.columnDef.meta?.position) }));
  return { key: row.id, row: row.original, cells };
}

function sortingOf({ current, oneWay }: Order, columns: readonly { readonly key: string; readonly sort?: string }[]) {
  const id = current.replace(/^-/, "");
  return { id, desc: oneWay ? columns.find(({ key }) => key === id)?.sort === "descending" : current.startsWith("-") };
}

function orderAfter({ oneWay }: Order, key: string, next: false | "asc" | "desc"): string {
  return next === "desc" && oneWay !== true ? `-${key}` : key;
}
