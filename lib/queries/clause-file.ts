/** Clauses and indicators as lines of a file: one line a value, so that folded values stand apart. */
import type { ClauseRow } from "@/lib/model/clause-view";
import type { IndicatorRow } from "@/lib/model/indicator-view";
import type { ClausePart } from "@/lib/model/predicate";
import { vendorIds } from "@/lib/model/vendor";
import { type FileTable, fileTable } from "@/lib/table-file";

const byVendor = (counts: ClauseRow["byVendor"]) => Object.fromEntries(vendorIds.map((id) => [id, counts[id] ?? 0]));

/** Lines of one row share its key; lines of one group must hold together (values of one part are alternatives). */
function clauseLines(row: ClauseRow) {
  const counts = { rules: row.rules, families: row.families, catalog_rules: row.reach, ...byVendor(row.byVendor) };
  const lines = (part: ClausePart, kind: string, group: number, index: number) =>
    part.values.map((value) => ({
      ...{ row: row.key, group: group + 1, part: index + 1, part_kind: kind, field: part.field, operator: part.operator, value },
      ...{ case_sensitive: part.caseSensitive, ...counts },
    }));
  return row.clauses.flatMap(({ parts, exceptions }, group) => [
    ...parts.flatMap((part, index) => lines(part, "must hold", group, index)),
    ...exceptions.flatMap((part, index) => lines(part, "unless", group, parts.length + index)),
  ]);
}

/** Exclusions or AND groups. */
export function clauseFile(rows: readonly ClauseRow[]): FileTable {
  return fileTable(
    [
      ...["row", "group", "part", "part_kind", "field", "operator", "value", "case_sensitive"],
      ...["rules", "families", "catalog_rules", ...vendorIds],
    ],
    rows.flatMap(clauseLines),
  );
}

/** Indicators, each with the key that its page has. */
export function indicatorFile(rows: readonly IndicatorRow[]): FileTable {
  return fileTable(
    ["id", "field", "operator", "value", "case_sensitive", "lane", "rules", "families", "only_in_groups", ...vendorIds],
    rows.map(({ key, part, rules, families, grouped, byVendor: counts }) => ({
      ...{ id: key.slice(2), field: part.field, operator: part.operator, value: part.values[0] ?? "", case_sensitive: part.caseSensitive },
      ...{ lane: part.lane, rules, families, only_in_groups: grouped, ...byVendor(counts) },
    })),
  );
}
