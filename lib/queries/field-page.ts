/** Everything that a field's page shows, asked at once. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogView, OpenedRow, Page, Selection } from "@/lib/model/catalog-view";
import type { ClauseTable } from "@/lib/model/clause-view";
import type { FieldHead, FieldNameRow, FieldTechniqueRow, UnusedName } from "@/lib/model/field-view";
import type { IndicatorTable } from "@/lib/model/indicator-view";
import type { Lane } from "@/lib/model/predicate";
import { readShortKey } from "@/lib/model/row-key";
import { canonicalAuthority, fieldSources, sourcesOfName } from "@/lib/normalize/field-sources";
import { inScope, inSegments, vendorColumn } from "./catalog";
import { findExclusions } from "./exclusions";
import { getField } from "./fields";
import { findIndicators, type IndicatorQuery } from "./indicators";
import { type Behind, behindClause, behindIndicator, findRulesBehind } from "./rules-behind";

/** Rows of each table on a page. */
export const fieldTablePage = 30;

export interface FieldPageQuery {
  readonly lane: Lane | null;
  readonly order: IndicatorQuery["order"];
  readonly text: string | null;
  readonly valuePage: number;
  readonly exclusionPage: number;
  readonly open: string | null;
}

export interface FieldPage {
  readonly head: FieldHead;
  readonly names: readonly FieldNameRow[];
  readonly unused: readonly UnusedName[];
  readonly values: IndicatorTable & Pick<Page, "size">;
  readonly exclusions: ClauseTable & Pick<Page, "size">;
  readonly techniques: readonly FieldTechniqueRow[];
  readonly opened: OpenedRow | null;
}

const nameRow = z.object({ language: z.string(), vendor: vendorColumn, name: z.string(), rules: z.number() });

/** Names of the field in the selection, by vendor and rules, and names that the maps know beside them. */
export async function findFieldNames(
  { snapshot, vendors }: CatalogView,
  selection: Selection,
  { field, lane, mapped }: Pick<FieldHead, "field" | "lane" | "mapped">,
): Promise<{ readonly names: readonly FieldNameRow[]; readonly unused: readonly UnusedName[] }> {
  const found = await rows(
    nameRow,
    sql`select n.language, s.vendor, n.name, sum(n.rules)::int as rules
        from field_name n join segment s on s.snapshot_id = n.snapshot_id and s.id = n.segment_id
        where n.snapshot_id = ${snapshot.id} and n.field = ${field} and n.lane = ${lane} and n.segment_id <> 0
          and ${selection.segmentIds === null ? sql`true` : inSegments(sql`n.segment_id`, selection)}
        group by 1, 2, 3
        order by array_position(${vendors.map(({ id }) => id)}::text[], s.vendor), 4 desc, 3, 1`,
  );
  const sources = fieldSources(field);
  const used = new Set<unknown>();
  const names = found.map(({ language, vendor, name, rules }): FieldNameRow => {
    const said = sourcesOfName(sources, language, name);
    for (const source of said) used.add(source);
    const own = name === field && mapped ? canonicalAuthority(field) : [];
    return {
      ...{ key: `n-${language}:${name}`, vendor, language, name, rules },
      authorities: [...new Set([...own, ...said.flatMap(({ authorities }) => authorities)])],
      places: own.length > 0 ? [] : [...new Set(said.flatMap(({ places }) => places))],
      basenameOf: said.every(({ basenameOf }) => basenameOf !== null) ? (said[0]?.basenameOf ?? null) : null,
    };
  });
  return { names, unused: sources.filter((source) => !used.has(source)) };
}

const techniqueRow = z.object({ id: z.string(), name: z.string(), rules: z.number(), of: z.number() });

/** Techniques whose own rules test the field, most rules first. */
export async function findFieldTechniques(
  { snapshot }: CatalogView,
  selection: Selection,
  { field, lane }: Pick<FieldHead, "field" | "lane">,
): Promise<readonly FieldTechniqueRow[]> {
  const found = await rows(
    techniqueRow,
    sql`select f.technique_id as id, coalesce(t.name, '') as name, f.rules, coalesce(n.rules, 0)::int as of
        from (select technique_id, sum(rules)::int as rules from technique_field where snapshot_id = ${snapshot.id} and field = ${field} and lane = ${lane}
                and ${inScope(sql`scope`, "own")} and ${inSegments(sql`segment_id`, selection)} group by 1) f
        left join (select technique_id, sum(rules)::int as rules from technique_total where snapshot_id = ${snapshot.id} and scope = 'own'
                and ${inSegments(sql`segment_id`, selection)} group by 1) n using (technique_id)
        left join technique t on t.attack_version_id = ${snapshot.attackVersionId} and t.id = f.technique_id
        order by f.rules desc, f.technique_id`,
  );
  return found.map((row) => ({ ...row, key: `t-${row.id}` }));
}

/** Rules with a match predicate on the field, narrowed by what a row adds. */
function behindField(snapshot: number, { field, lane }: Pick<FieldHead, "field" | "lane">, rule: Sql, predicate: Sql): Behind {
  return {
    rule: sql`r.rule_id in (select f.rule_id from field_rule f where f.snapshot_id = ${snapshot} and f.field = ${field} and f.lane = ${lane} and ${rule})`,
    predicate: sql`p.field = ${field} and p.lane = ${lane} and p.polarity = 'match' and ${predicate}`,
  };
}

function behind({ snapshot }: CatalogView, head: Pick<FieldHead, "field" | "lane">, open: string): Behind | null {
  const name = open.slice(2);
  const anything = sql`true`;
  switch (open.slice(0, 2)) {
    case "o-":
      return behindField(snapshot.id, head, sql`f.operators @> array[${name}]`, sql`p.operator = ${name}`);
    case "n-": {
      const [language = "", ...rest] = name.split(":");
      const raw = rest.join(":");
      const spoken = behindField(
        snapshot.id,
        head,
        sql`f.names @> array[${raw}]`,
        sql`left(coalesce(p.raw_resolved, p.raw_field), 200) = ${raw}`,
      );
      return { ...spoken, rule: sql`r.language = ${language} and ${spoken.rule}` };
    }
    case "t-": {
      const tagged = sql`f.rule_id in (select rule_id from technique_rule where snapshot_id = ${snapshot.id} and technique_id = ${name} and own)`;
      return behindField(snapshot.id, head, tagged, anything);
    }
    case "i-": {
      const id = readShortKey(name);
      return id === null ? null : behindIndicator(id);
    }
    case "x-":
      return behindClause(snapshot.id, "exclude", name);
    default:
      return null;
  }
}

/** The rules behind a field as the list of fields counts it. */
export function getOpenedField(catalog: CatalogView, selection: Selection, open: string, lane: Lane): Promise<OpenedRow> {
  return findRulesBehind(catalog, selection, open, behindField(catalog.snapshot.id, { field: open.slice(2), lane }, sql`true`, sql`true`));
}

/** How the field's values are asked; the file asks the same without a limit. */
export function valueQuery({ field, lane }: Pick<FieldHead, "field" | "lane">, query: FieldPageQuery): IndicatorQuery {
  return {
    ...{ text: query.text, mode: "part", field, operator: null, lane, order: query.order },
    ...{ offset: (query.valuePage - 1) * fieldTablePage, limit: fieldTablePage },
  };
}

export function exclusionQuery(field: string, page: number) {
  return {
    ...{ field, text: null, technique: null, compoundOnly: false, order: "rules" as const },
    ...{ offset: (page - 1) * fieldTablePage, limit: fieldTablePage },
  };
}

/** The page of a field, or null for a name that no rule uses. */
export async function getFieldPage(
  catalog: CatalogView,
  selection: Selection,
  field: string,
  query: FieldPageQuery,
): Promise<FieldPage | null> {
  const head = await getField(catalog, selection, field, query.lane);
  if (!head) return null;
  const question = query.open === null ? null : behind(catalog, head, query.open);
  const [names, values, exclusions, techniques, opened] = await Promise.all([
    findFieldNames(catalog, selection, head),
    findIndicators(catalog, selection, valueQuery(head, query)),
    findExclusions(catalog, selection, exclusionQuery(field, query.exclusionPage)),
    findFieldTechniques(catalog, selection, head),
    question && query.open !== null ? findRulesBehind(catalog, selection, query.open, question) : null,
  ]);
  return {
    ...{ head, ...names, techniques, opened },
    values: { ...values, size: fieldTablePage },
    exclusions: { ...exclusions, size: fieldTablePage },
  };
}
