/** The matrix: one list a tactic, each technique tinted by what it counts; mini draws the same list as log bars. */
import type { CSSProperties } from "react";
import { heat } from "@/lib/model/heat";
import type { MatrixCell, MatrixColumn } from "@/lib/model/matrix-view";
import { carried, type Params, routes } from "@/lib/routes";
import { logPosition } from "../ui/bars";
import { count } from "../ui/count";
import type { MatrixProps } from "./matrix-props";
import { MatrixTools } from "./matrix-tools";

/** Long words may break where a reader would break them. */
function soft(name: string): string {
  return name.replace(/\//g, "/\u200b").replace(/(\p{L}{5,})(tion|ment|ing|tions)\b/gu, "$1\u00ad$2");
}

function Subs({ cell, carry }: { readonly cell: MatrixCell; readonly carry: Params }) {
  return (
    <details>
      <summary aria-label={`${cell.subs.length} sub-techniques of ${cell.name}`}>+{cell.subs.length} sub</summary>
      <ol>
        {cell.subs.map((sub) => (
          <li key={sub.id}>
            <a href={routes.technique(sub.id, carry)}>
              <span>{soft(sub.name)}</span> {sub.count === 0 ? "–" : count(sub.count)}
            </a>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Cell({ cell, carry }: { readonly cell: MatrixCell; readonly carry: Params }) {
  const width = cell.count === 0 ? 0 : 10 + logPosition(cell.count) * 0.9;
  return (
    <li className={`c h${heat(cell.count)}`} style={{ "--w": Math.round(width) } as CSSProperties}>
      <a href={routes.technique(cell.id, carry)} title={`${cell.id} ${cell.name}`}>
        <b>{cell.count === 0 ? "–" : count(cell.count)}</b> <span>{soft(cell.name)}</span>
      </a>
      {cell.subs.length > 0 && <Subs cell={cell} carry={carry} />}
    </li>
  );
}

function Column({ column, carry }: { readonly column: MatrixColumn; readonly carry: Params }) {
  const covered = column.cells.filter((cell) => cell.count > 0).length;
  return (
    <section className="tac" aria-labelledby={column.id}>
      <h2 id={column.id}>
        <a href={routes.techniques({ ...carry, tactic: column.id })}>{column.name}</a>
        <abbr title={column.name}>{column.name.slice(0, 3)}</abbr>
        <small>
          {covered} of {column.cells.length}
        </small>
      </h2>
      <ol>
        {column.cells.map((cell) => (
          <Cell key={cell.id} cell={cell} carry={carry} />
        ))}
      </ol>
    </section>
  );
}

export function Matrix(props: MatrixProps) {
  const { columns, address, density, count: unit } = props;
  const carry = carried(address.params);
  const cells = new Map(columns.flatMap((column) => column.cells).map((cell) => [cell.id, cell]));
  const covered = [...cells.values()].filter((cell) => cell.count > 0).length;
  return (
    <div className={`home ${density}`}>
      <div className="intro">
        <div>
          <h1>Detection rules, by ATT&amp;CK technique</h1>
          <p>
            Public rule collections read into one vocabulary. Each cell is a technique and the {unit} tagged with it or with one of its
            sub-techniques; open one to see what those rules look for, leave out and count.
          </p>
        </div>
        <p className="soft nw">
          <b>{covered}</b> of {cells.size} techniques have a rule
          <br />
          <a href={routes.navigatorLayer({ ...carry, count: address.params.count })}>ATT&amp;CK Navigator layer</a>
          {" · "}
          <a href={routes.techniques(carry)}>as a table</a>
        </p>
      </div>
      <MatrixTools {...props} />
      <div className="mx">
        {columns.map((column) => (
          <Column key={column.id} column={column} carry={carry} />
        ))}
      </div>
    </div>
  );
}
