/** The tables of a field's page as files: exactly the rows that its state shows, all pages of them. */
import "server-only";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { FieldHead } from "@/lib/model/field-view";
import { type FileTable, fileTable } from "@/lib/table-file";
import { clauseFile, indicatorFile } from "./clause-file";
import { findExclusions } from "./exclusions";
import { exclusionQuery, type FieldPageQuery, findFieldNames, findFieldTechniques, valueQuery } from "./field-page";
import { getField } from "./fields";
import { findIndicators } from "./indicators";

interface Question {
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly head: FieldHead;
  readonly query: FieldPageQuery;
}

const tables: Readonly<Record<string, (question: Question) => Promise<FileTable>>> = {
  names: async ({ catalog, selection, head }) => {
    const { names } = await findFieldNames(catalog, selection, head);
    return fileTable(
      ["vendor", "language", "name", "rules", "authority", "log_sources", "basename_of"],
      names.map(({ vendor, language, name, rules, authorities, places, basenameOf }) => ({
        ...{ vendor, language, name, rules, authority: authorities.join("; "), log_sources: places.join(", "), basename_of: basenameOf },
      })),
    );
  },
  operators: async ({ head }) => fileTable(["operator", "rules"], head.operators),
  values: async ({ catalog, selection, head, query }) =>
    indicatorFile((await findIndicators(catalog, selection, { ...valueQuery(head, query), offset: 0, limit: null })).rows),
  exclusions: async ({ catalog, selection, head }) =>
    clauseFile((await findExclusions(catalog, selection, { ...exclusionQuery(head.field, 1), limit: null })).rows),
  techniques: async ({ catalog, selection, head }) =>
    fileTable(
      ["id", "name", "rules", "technique_rules"],
      (await findFieldTechniques(catalog, selection, head)).map(({ id, name, rules, of }) => ({ id, name, rules, technique_rules: of })),
    ),
};

/** A table of the page by its section's name; null for a name that no section has, or a field that no rule uses. */
export async function findFieldFile(
  table: string,
  field: string,
  { catalog, selection, query }: Omit<Question, "head">,
): Promise<FileTable | null> {
  const find = Object.hasOwn(tables, table) ? tables[table] : undefined;
  const head = find ? await getField(catalog, selection, field, query.lane) : null;
  return find && head ? find({ catalog, selection, head, query }) : null;
}
