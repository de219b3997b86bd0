/** A column of the one table: how its head reads, whether the server can sort by it, and how a row fills it. */
import type { ReactNode } from "react";

export interface Column<Row> {
  /** Also the column's name in the table's order, where it sorts. */
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
  /** The direction that its head sorts in first. */
  readonly sort?: "ascending" | "descending";
  /** The cell names its row. */
  readonly rowHeader?: boolean;
  readonly cell: (row: Row) => ReactNode;
}
