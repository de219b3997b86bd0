/** The tables of an indicator's page as files: exactly the rows that its state shows, all pages of them. */
import "server-only";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { PlaceRow } from "@/lib/model/indicator-view";
import { type FileTable, fileTable } from "@/lib/table-file";
import { clauseFile } from "./clause-file";
import { findCompanions, findIndicatorId, findIndicatorTactics, findIndicatorTechniques, type IndicatorPageQuery } from "./indicator-page";
import { findExcluders, findGroups, findIndicatorRules } from "./indicator-rules";

interface Question {
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly id: string;
  readonly query: IndicatorPageQuery;
}

const whole = { offset: 0, limit: null };

const techniqueFile = (places: readonly PlaceRow[]) =>
  fileTable(
    ["id", "name", "rules", "technique_rules"],
    places.map(({ id, name, rules, of }) => ({ id, name, rules, technique_rules: of })),
  );

const tables: Readonly<Record<string, (question: Question) => Promise<FileTable>>> = {
  techniques: async ({ catalog, selection, id }) => techniqueFile(await findIndicatorTechniques(catalog, selection, id)),
  tactics: async ({ catalog, selection, id }) => {
    const tactics = await findIndicatorTactics(catalog, selection, id);
    return fileTable(
      ["id", "name", "rules"],
      tactics.map(({ id: tactic, name, rules }) => ({ id: tactic, name, rules })),
    );
  },
  groups: async ({ catalog, selection, id }) => clauseFile((await findGroups(catalog, selection, id, whole)).rows),
  companions: async ({ catalog, selection, id, query }) => {
    const companions = await findCompanions(catalog, selection, id, query.otherFields, null);
    return fileTable(
      ["id", "field", "operator", "value", "rules_with_both", "reach"],
      companions.map(({ key, part, rules, reach }) => ({
        ...{ id: key.slice(2), field: part.field, operator: part.operator, value: part.values[0] ?? "", rules_with_both: rules, reach },
      })),
    );
  },
  exclusions: async ({ catalog, selection, id }) => clauseFile((await findExcluders(catalog, selection, id, whole)).rows),
  rules: async ({ catalog, selection, id }) => {
    const { rows } = await findIndicatorRules(catalog, selection, id, whole);
    return fileTable(
      ["key", "title", "vendor", "source", "level", "changed", "as_written"],
      rows.map(({ raw, ...row }) => ({ ...row, as_written: raw.join("\n") })),
    );
  },
};

/** A table of the page by its section's name; null for a name that no section has, or a key that the snapshot does not know. */
export async function findIndicatorFile(
  table: string,
  key: string,
  { catalog, selection, query }: Omit<Question, "id">,
): Promise<FileTable | null> {
  const find = Object.hasOwn(tables, table) ? tables[table] : undefined;
  const id = find ? await findIndicatorId(catalog.snapshot.id, key) : null;
  return find && id !== null ? find({ catalog, selection, id, query }) : null;
}
