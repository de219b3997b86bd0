/** A rule's predicates as CSV and JSON: /rules/KEY/predicates.csv. */
import { vendorIds } from "@/lib/model/vendor";
import { getCatalog } from "@/lib/queries/catalog";
import { findRulePredicates } from "@/lib/queries/rule-predicates";
import { getRule } from "@/lib/queries/rules";
import { fileResponse, fileTable, readFileName } from "@/lib/table-file";

interface Context {
  readonly params: Promise<{ readonly key: string; readonly table: string }>;
}

const head = [
  "position",
  "field",
  "operator",
  "value",
  "polarity",
  "role",
  "lane",
  "case_sensitive",
  "groups",
  "raw_field",
  "raw_operator",
  "raw_value",
] as const;

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const [{ key, table }, catalog] = await Promise.all([params, getCatalog()]);
  const name = readFileName(table);
  const found = name?.table === "predicates" ? await getRule(catalog, key) : null;
  if (!name || !found) return new Response("There is no such table.\n", { status: 404 });
  const predicates = await findRulePredicates(catalog, found.ruleId);
  const file = fileTable(
    [...head, "span_start", "span_end", "reach", ...vendorIds],
    predicates.map(({ position, field, operator, value, polarity, role, lane, caseSensitive, groups, raw, span, reach, byVendor }) => ({
      ...{ position, field, operator, value, polarity, role, lane, case_sensitive: caseSensitive, groups: groups.join(" ") },
      ...{ raw_field: raw.field, raw_operator: raw.operator, raw_value: raw.value, span_start: span[0], span_end: span[1], reach },
      ...Object.fromEntries(vendorIds.map((id) => [id, byVendor[id] ?? 0])),
    })),
  );
  return fileResponse(file, `rule-${key}-predicates`, name.format);
}
