/** The tables of a technique's page as files: exactly the rows that its state shows, all pages of them, folded values apart. */
import "server-only";
import type { CatalogView, Selection, VendorCounts } from "@/lib/model/catalog-view";
import type { ClauseRow } from "@/lib/model/clause-view";
import type { ClausePart } from "@/lib/model/predicate";
import { type VendorId, vendorIds } from "@/lib/model/vendor";
import { type FileTable, fileTable } from "@/lib/table-file";
import { type ClauseQuery, findTechniqueClauses } from "./technique-clauses";
import { findTechniqueEvents } from "./technique-events";
import { findTechniqueFields } from "./technique-fields";
import { clauseQueries, type TechniquePageQuery } from "./technique-page";
import { findTechniqueRules } from "./technique-rules";
import { getStrategy } from "./technique-strategy";
import { findTechniqueThresholds } from "./technique-thresholds";

interface Question {
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly id: string;
  readonly query: TechniquePageQuery;
}

const byVendor = (counts: VendorCounts) => Object.fromEntries(vendorIds.map((id) => [id, counts[id] ?? 0])) as Record<VendorId, number>;

const clauseHead = [
  "row",
  "group",
  "part",
  "part_kind",
  "field",
  "operator",
  "value",
  "case_sensitive",
  "rules_here",
  "families_here",
  "reach",
] as const;

/** One line a value; lines of one row share its key, and lines of one group must hold together (values of one part are alternatives). */
function clauseLines(row: ClauseRow) {
  const counts = { rules_here: row.rules, families_here: row.families, reach: row.reach, ...byVendor(row.byVendor) };
  const lines = (part: ClausePart, kind: string, group: number, index: number) =>
    part.values.map((value) => ({
      ...{ row: row.key, group: group + 1, part: index + 1, part_kind: kind, field: part.field, operator: part.operator, value },
      case_sensitive: part.caseSensitive,
      ...counts,
    }));
  return row.clauses.flatMap(({ parts, exceptions }, group) => [
    ...parts.flatMap((part, index) => lines(part, "must hold", group, index)),
    ...exceptions.flatMap((part, index) => lines(part, "unless", group, parts.length + index)),
  ]);
}

async function clauses({ catalog, selection, id, query }: Question, clause: ClauseQuery): Promise<FileTable> {
  const { rows } = await findTechniqueClauses(catalog, selection, id, query.scope, { ...clause, offset: 0, limit: null });
  return fileTable([...clauseHead, ...vendorIds], rows.flatMap(clauseLines));
}

async function events({ catalog, selection, id, query }: Question): Promise<FileTable> {
  const rows = await findTechniqueEvents(catalog, selection, id, query.scope);
  return fileTable(
    ["event", "provider", "id", "data_component", "asked_by", "rules_here", ...vendorIds],
    rows.map((row) => ({
      ...{
        event: row.event,
        provider: row.provider,
        id: row.id,
        data_component: row.components.join(", "),
        asked_by: row.askedBy.join(" "),
      },
      rules_here: row.rules,
      ...byVendor(row.byVendor),
    })),
  );
}

async function fields({ catalog, selection, id, query }: Question): Promise<FileTable> {
  const rows = await findTechniqueFields(catalog, selection, id, query.scope);
  return fileTable(
    ["field", "lane", "rules_here", "mapped", "operators", "sample_values"],
    rows.map((row) => ({
      ...{ field: row.field, lane: row.lane, rules_here: row.rules, mapped: row.mapped },
      operators: row.operators.map(({ operator, rules }) => `${operator} ${rules}`).join(", "),
      sample_values: row.samples.join("\n"),
    })),
  );
}

async function thresholds({ catalog, selection, id, query }: Question): Promise<FileTable> {
  const rows = await findTechniqueThresholds(catalog, selection, id, query.scope);
  return fileTable(
    ["counted", "operator", "limit", "for_each", "within", "rules_here", "vendors"],
    rows.map((row) => ({
      ...{
        counted: row.aggregate,
        operator: row.operator,
        limit: row.value,
        for_each: row.groupBy,
        within: row.window,
        rules_here: row.rules,
      },
      vendors: row.vendors.join(" "),
    })),
  );
}

async function rules({ catalog, selection, id, query }: Question): Promise<FileTable> {
  const groups = await findTechniqueRules(catalog, selection, id, query.scope, {
    level: query.level,
    outcome: query.outcome,
    perVendor: null,
  });
  return fileTable(
    ["key", "title", "vendor", "source", "level", "status", "events", "outcome", "changed", "family_size"],
    groups.flatMap((group) =>
      group.rows.map(({ key, title, vendor, source, level, status, events: read, outcome, changed, family }) => ({
        ...{ key, title, vendor, source, level, status, events: read.join(" "), outcome, changed, family_size: family },
      })),
    ),
  );
}

async function strategy({ catalog, selection, id, query }: Question): Promise<FileTable> {
  const found = await getStrategy(catalog, selection, id, query.scope);
  return fileTable(
    ["strategy", "analytic", "platforms", "log_source", "channel", "data_component", "rules_here", "matched_by"],
    (found?.analytics ?? []).flatMap((analytic) =>
      analytic.logSources.map((source) => ({
        ...{
          strategy: found?.id ?? "",
          analytic: analytic.id,
          platforms: analytic.platforms.join(", "),
          log_source: source.name,
          channel: source.channel,
        },
        ...{ data_component: source.component, rules_here: source.rules, matched_by: source.byProvider ? "provider" : "event" },
      })),
    ),
  );
}

const tables: Readonly<Record<string, (question: Question) => Promise<FileTable>>> = {
  indicators: (question) => clauses(question, clauseQueries(question.query).indicators),
  exclusions: (question) => clauses(question, clauseQueries(question.query).exclusions),
  events,
  fields,
  thresholds,
  rules,
  strategy,
};

/** A table of the page by its section's name; null for a name that no section has. */
export async function findTechniqueFile(table: string, question: Question): Promise<FileTable | null> {
  const find = Object.hasOwn(tables, table) ? tables[table] : undefined;
  return find ? find(question) : null;
}
