/** A column of the one table: how its head reads, what it sorts by, and how a row fills it. */
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** Under the head: the denominator. */
  readonly note?: string;
  /** Classes of head and cells. */
  readonly className?: string;
  /** Classes of a cell that depend on its row. */
  readonly cellClass?: (row: Row) => string | undefined;
  /** Printed before the number where a row stacks. */
  readonly label?: string;
  readonly sort?: ColumnSort;
  /** The cell names its row. */
  readonly rowHeader?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface ColumnSort {
  readonly href: string;
  readonly current: "ascending" | "descending" | null;
}
