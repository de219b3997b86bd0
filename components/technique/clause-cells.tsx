/** Cells that indicator and exclusion tables share. */
import type { ClauseRow } from "@/lib/model/clause-view";
import { rowAnchor } from "@/lib/model/row-key";

/** The rank is the row's permalink. */
export function RankLink({ row }: { readonly row: Pick<ClauseRow, "key" | "rank"> }) {
  return (
    <a href={`#${rowAnchor(row.key)}`} aria-label={`Link to row ${row.rank}`}>
      {row.rank}
    </a>
  );
}

/** Heads of the grid that a predicate fills. */
export function PredicateHead() {
  return (
    <span className="p">
      <span>Field</span>
      <span>Operator</span>
      <span>Value</span>
    </span>
  );
}
