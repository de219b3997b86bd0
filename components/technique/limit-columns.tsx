/** A limit in columns: the limit, its place on the log scale, for each of what, within which time. */
import type { ThresholdRow } from "@/lib/model/technique-view";
import type { Column } from "../data-table/column";
import { LogAxis, ScaleDot } from "../ui/bars";
import { Dash } from "../ui/value";

const signs: Readonly<Record<string, string>> = { gt: ">", gte: "≥", lt: "<", lte: "≤", eq: "=" };
const units: Readonly<Record<string, string>> = { s: "s", m: "min", h: "h", d: "d" };

/** `60s`, `5m` as "60 s", "5 min". */
export function windowText(window: string): string {
  const found = /^(\d+)([smhd])$/.exec(window);
  return found ? `${found[1]} ${units[found[2] ?? ""] ?? ""}` : window;
}

export const limitColumns: readonly Column<ThresholdRow>[] = [
  {
    key: "limit",
    head: "Limit",
    className: "r lim",
    cell: ({ operator, value }) => (
      <>
        <span className="o">{signs[operator] ?? operator}</span> <b>{value}</b>
      </>
    ),
  },
  {
    key: "dot",
    head: <LogAxis label="Position, log scale" />,
    className: "rbc",
    cell: ({ value }) => (Number.isFinite(Number(value)) ? <ScaleDot at={Number(value)} /> : null),
  },
  {
    key: "by",
    head: "For each",
    className: "by",
    cell: ({ groupBy }) => (groupBy === "" ? <Dash label="nothing" /> : <code className="f">{groupBy}</code>),
  },
  {
    key: "window",
    head: "Within",
    className: "r win",
    label: "within",
    cell: ({ window }) => (window === "" ? <Dash label="no window stated" /> : windowText(window)),
  },
];
