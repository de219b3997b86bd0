// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are grids, and display other than table drops the roles in some browsers
// biome-ignore-all lint/a11y/useSemanticElements: the elements are the semantic ones; the roles only repeat them
/**
 * The one table of the catalog: rows that the server has filtered, sorted and cut, under heads that sort by plain links.
 * Roles are stated, because on a phone rows become grids and some browsers then drop table semantics.
 */
import type { RowData } from "@tanstack/table-core";
import { Fragment, type ReactNode } from "react";
import { rowAnchor } from "@/lib/model/row-key";
import { type Address, href, restarted } from "@/lib/routes";
import { StateLink } from "../ui/state-link";
import type { Column } from "./column";
import { FootLine, type FootLineProps } from "./foot-line";
import { type Order, type TableHead, type TableRow, tableModel } from "./table-model";

export interface RowGroup<Row> {
  readonly key: string;
  /** A row above the group's rows. */
  readonly head?: ReactNode;
  readonly rows: readonly Row[];
  /** A row below them. */
  readonly foot?: ReactNode;
}

export interface TableOrder extends Order {
  readonly address: Address;
  /** The order that needs no parameter. */
  readonly absent: string;
  readonly fragment?: string;
}

export interface DataTableProps<Row> {
  /** Id of the heading that names the table. */
  readonly labelledBy: string;
  readonly className?: string;
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly RowGroup<Row>[];
  readonly rowKey: (row: Row) => string;
  /** What the rows are ordered by; heads of columns that sort lead to the others. */
  readonly order?: TableOrder;
  /** Which part of all rows is shown, and the parameter that turns pages. */
  readonly page?: Omit<FootLineProps, "pages" | "shown">;
  /** The row that is open, and what stands below it. */
  readonly opened?: { readonly key: string; readonly content: ReactNode } | null | undefined;
  /** Said in place of rows when there are none. */
  readonly empty: ReactNode;
}

const classes = (...names: readonly (string | undefined)[]) => names.filter(Boolean).join(" ") || undefined;

function Head<Row>({ head: { column, sorted, next }, order }: { readonly head: TableHead<Row>; readonly order: TableOrder | undefined }) {
  const { head, note, className } = column;
  const to = order && next !== null ? { order: next === order.absent ? undefined : next } : null;
  return (
    <th scope="col" role="columnheader" className={className} aria-sort={sorted ?? undefined}>
      {order && to ? <StateLink href={href(restarted(order.address), to, order.fragment)}>{head}</StateLink> : head}
      {note && <small>{note}</small>}
    </th>
  );
}

function Cells<Row>({ row: { cells, row } }: { readonly row: TableRow<Row> }) {
  return cells.map(({ key, column }) => {
    const className = classes(column.className, column.cellClass?.(row));
    const shared = { className, "data-l": column.label } as const;
    return column.rowHeader ? (
      <th key={key} scope="row" role="rowheader" {...shared}>
        {column.cell(row)}
      </th>
    ) : (
      <td key={key} role="cell" {...shared}>
        {column.cell(row)}
      </td>
    );
  });
}

function Full({ span, className, children }: { readonly span: number; readonly className?: string; readonly children: ReactNode }) {
  return (
    <tr role="row" className={className}>
      <td role="cell" colSpan={span} className="wide">
        {children}
      </td>
    </tr>
  );
}

function Rows<Row>({
  rows,
  opened,
  span,
}: Pick<DataTableProps<Row>, "opened"> & { readonly rows: readonly TableRow<Row>[]; readonly span: number }) {
  return rows.map((row) => (
    <Fragment key={row.key}>
      <tr role="row" id={rowAnchor(row.key)} className={opened?.key === row.key ? "open" : undefined}>
        <Cells row={row} />
      </tr>
      {opened?.key === row.key && (
        <tr role="row" className="sub" id={`${rowAnchor(row.key)}-rules`}>
          <td role="cell" colSpan={span}>
            {opened.content}
          </td>
        </tr>
      )}
    </Fragment>
  ));
}

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { labelledBy, className, columns, rowKey, order, page, opened, empty } = props;
  const span = columns.length;
  const groups = props.groups.filter(({ rows }) => rows.length > 0);
  const model = tableModel({ columns, rows: groups.flatMap(({ rows }) => rows), rowKey, order, part: page });
  const starts = groups.map((_, index) => groups.slice(0, index).reduce((sum, { rows }) => sum + rows.length, 0));
  return (
    <>
      <table role="table" aria-labelledby={labelledBy} className={classes("stack", className)}>
        <thead role="rowgroup">
          <tr role="row">
            {model.heads.map((head) => (
              <Head key={head.column.key} head={head} order={order} />
            ))}
          </tr>
        </thead>
        {groups.length === 0 && (
          <tbody role="rowgroup">
            <Full span={span} className="none-here">
              {empty}
            </Full>
          </tbody>
        )}
        {groups.map(({ key, head, rows, foot }, index) => (
          <tbody role="rowgroup" key={key}>
            {head && (
              <tr role="row" className="grp">
                <th role="rowheader" colSpan={span} scope="rowgroup" className="wide">
                  {head}
                </th>
              </tr>
            )}
            <Rows rows={model.rows.slice(starts[index], (starts[index] ?? 0) + rows.length)} opened={opened} span={span} />
            {foot && <Full span={span}>{foot}</Full>}
          </tbody>
        ))}
      </table>
      {page && <FootLine {...page} shown={model.rows.length} pages={model.pages} />}
    </>
  );
}
