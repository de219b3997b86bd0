// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are grids, and display other than table drops the roles in some browsers
// biome-ignore-all lint/a11y/useSemanticElements: the elements are the semantic ones; the roles only repeat them
/**
 * The one table of the catalog: rows that the server has filtered, sorted and cut, under heads that sort by plain links.
 * Roles are stated, because on a phone rows become grids and some browsers then drop table semantics.
 */
import { Fragment, type ReactNode } from "react";
import { rowAnchor } from "@/lib/model/row-key";
import { StateLink } from "../ui/state-link";
import type { Column } from "./column";

export interface RowGroup<Row> {
  readonly key: string;
  /** A row above the group's rows. */
  readonly head?: ReactNode;
  readonly rows: readonly Row[];
  /** A row below them. */
  readonly foot?: ReactNode;
}

export interface DataTableProps<Row> {
  /** Id of the heading that names the table. */
  readonly labelledBy: string;
  readonly className?: string;
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly RowGroup<Row>[];
  readonly rowKey: (row: Row) => string;
  /** The row that is open, and what stands below it. */
  readonly opened?: { readonly key: string; readonly content: ReactNode } | null;
  /** Said in place of rows when there are none. */
  readonly empty: ReactNode;
}

const classes = (...names: readonly (string | undefined)[]) => names.filter(Boolean).join(" ") || undefined;

function Head<Row>({ column }: { readonly column: Column<Row> }) {
  const { head, note, className, sort } = column;
  return (
    <th scope="col" role="columnheader" className={className} aria-sort={sort?.current ?? undefined}>
      {sort ? <StateLink href={sort.href}>{head}</StateLink> : head}
      {note && <small>{note}</small>}
    </th>
  );
}

function Cells<Row>({ columns, row }: { readonly columns: readonly Column<Row>[]; readonly row: Row }) {
  return columns.map((column) => {
    const className = classes(column.className, column.cellClass?.(row));
    const shared = { className, "data-l": column.label } as const;
    return column.rowHeader ? (
      <th key={column.key} scope="row" role="rowheader" {...shared}>
        {column.cell(row)}
      </th>
    ) : (
      <td key={column.key} role="cell" {...shared}>
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

export function DataTable<Row>({ labelledBy, className, columns, groups, rowKey, opened, empty }: DataTableProps<Row>) {
  const span = columns.length;
  const shown = groups.filter(({ rows }) => rows.length > 0);
  return (
    <table role="table" aria-labelledby={labelledBy} className={classes("stack", className)}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Head key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      {shown.length === 0 && (
        <tbody role="rowgroup">
          <Full span={span} className="none-here">
            {empty}
          </Full>
        </tbody>
      )}
      {shown.map((group) => (
        <tbody role="rowgroup" key={group.key}>
          {group.head && (
            <tr role="row" className="grp">
              <th role="rowheader" colSpan={span} scope="rowgroup" className="wide">
                {group.head}
              </th>
            </tr>
          )}
          {group.rows.map((row) => {
            const key = rowKey(row);
            const open = opened?.key === key;
            return (
              <Fragment key={key}>
                <tr role="row" id={rowAnchor(key)} className={open ? "open" : undefined}>
                  <Cells columns={columns} row={row} />
                </tr>
                {open && (
                  <tr role="row" className="sub" id={`${rowAnchor(key)}-rules`}>
                    <td role="cell" colSpan={span}>
                      {opened?.content}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
          {group.foot && <Full span={span}>{group.foot}</Full>}
        </tbody>
      ))}
    </table>
  );
}
