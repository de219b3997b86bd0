/** One rule: metadata, source, logic, and the rules of its family. */
import "server-only";
import { z } from "zod";
import { firstRow, rows, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { type DiagnosticCode, diagnosticCodes } from "@/lib/model/diagnostic";
import type { LogicNode } from "@/lib/model/normalized-rule";
import type { FamilyRule, RuleTag, RuleView } from "@/lib/model/rule-view";
import { sources } from "@/seed/sources";
import { vendorColumn } from "./catalog";
import { clausePart } from "./fold-parts";

const span = z.tuple([z.number(), z.number()]).nullable();

const diagnostic = z.object({
  code: z.enum(Object.keys(diagnosticCodes) as [DiagnosticCode, ...DiagnosticCode[]]),
  severity: z.enum(["error", "warning", "info"]),
  span,
  message: z.string(),
});

const logicNode: z.ZodType<LogicNode> = z.lazy(() =>
  z.union([
    z.object({ kind: z.enum(["all", "any"]), children: z.array(logicNode) }),
    z.object({ kind: z.literal("not"), child: logicNode }),
    z.object({ kind: z.literal("predicate"), predicate: z.number() }),
    z.object({ kind: z.literal("opaque"), diagnostic: z.number() }),
  ]),
);

const text = z.string().nullable();

const ruleRow = z.object({
  key: z.string(),
  title: z.string(),
  description: z.string(),
  vendor: vendorColumn,
  language: z.string(),
  ownId: text,
  authors: z.array(z.string()),
  created: text,
  modified: text,
  level: text,
  status: text,
  version: text,
  licence: z.string(),
  references: z.array(z.string()),
  falsePositives: z.array(z.string()),
  platforms: z.array(z.string()),
  events: z.array(z.string()),
  outcome: z.enum(["complete", "partial", "unsupported", "invalid"]),
  window: text,
  newTerms: z.object({ fields: z.array(z.string()), window: text }).nullable(),
  queryText: z.string(),
  diagnostics: z.array(diagnostic),
  scopes: z.array(z.object({ kind: z.enum(["event", "count", "absent"]), label: text, logic: logicNode })),
  exclusions: z.array(z.object({ group: z.string(), parts: z.array(z.number()), exceptions: z.array(z.number()) })),
  source: z.object({ id: z.string(), label: z.string(), repository: text, commit: text, attribution: z.string(), path: z.string() }),
  id: z.string(),
  familyId: z.string(),
});

const tagRow = z.object({
  tagged: z.string(),
  technique: z.object({ id: z.string(), name: z.string() }).nullable(),
  status: z.enum(["current", "revoked", "deprecated", "unknown"]),
});

/** A rule with the ids that its page asks on with. */
export interface FoundRule {
  readonly rule: RuleView;
  readonly ruleId: string;
  readonly familyId: string;
}

/** True when the snapshot has a rule of that key. */
export async function hasRule(snapshotId: number, key: string): Promise<boolean> {
  return (
    (await firstRow(
      z.object({ one: z.number() }),
      sql`select 1 as one from snapshot_rule where snapshot_id = ${snapshotId} and key = ${key}`,
    )) !== null
  );
}

function findTags({ snapshot }: CatalogView, ruleId: string): Promise<RuleTag[]> {
  return rows(
    tagRow,
    sql`select g.tagged, g.status, case when g.technique_id is null then null else jsonb_build_object('id', g.technique_id, 'name',
          coalesce((select t.name from technique t where t.id = g.technique_id and t.attack_version_id in
            (select attack_version_id from snapshot_attack where snapshot_id = ${snapshot.id}) order by t.revoked, t.attack_version_id desc limit 1), '')) end as technique
        from snapshot_tag g where g.snapshot_id = ${snapshot.id} and g.rule_id = ${ruleId}::bigint order by g.technique_id nulls last, g.tagged`,
  );
}

/** The rule of the current snapshot under that key, or null. */
export async function getRule(catalog: CatalogView, key: string): Promise<FoundRule | null> {
  const found = await firstRow(
    ruleRow,
    sql`select s.key, s.rule_id::text as id, s.family_id::text as "familyId", r.title, r.description, r.vendor, r.language, r.own_id as "ownId", r.authors,
          to_char(r.created, 'YYYY-MM-DD') as created, to_char(r.modified, 'YYYY-MM-DD') as modified, r.level, r.status, r.version,
          coalesce(r.licence, o.licence) as licence, r."references", r.false_positives as "falsePositives", r.platforms, r.event_ids as events,
          r.outcome, r."window", r.new_terms as "newTerms", r.query_text as "queryText", r.diagnostics, r.tree as scopes, r.exclusions,
          jsonb_build_object('id', o.id, 'label', o.label, 'repository', o.repository, 'commit', o.commit, 'attribution', o.attribution, 'path', r.path) as source
        from snapshot_rule s join rule r on r.id = s.rule_id join source o on o.id = s.source_id
        where s.snapshot_id = ${catalog.snapshot.id} and s.key = ${key}`,
  );
  if (!found) return null;
  const { id, familyId, source, ...rule } = found;
  const fileUrl = sources.find((definition) => definition.id === source.id)?.fileUrl(source.path) ?? null;
  return { rule: { ...rule, tags: await findTags(catalog, id), source: { ...source, fileUrl } }, ruleId: id, familyId };
}

/** The key of the rule that a reader means by its key, its author's id or its whole title; null when there is none. */
export async function findRuleKey({ snapshot }: CatalogView, text: string): Promise<string | null> {
  if (await hasRule(snapshot.id, text)) return text;
  const found = await firstRow(
    z.object({ key: z.string() }),
    sql`select s.key from snapshot_rule s join rule r on r.id = s.rule_id
        where s.snapshot_id = ${snapshot.id} and (lower(r.own_id) = lower(${text}) or lower(s.title) = lower(${text}))
        order by lower(r.own_id) = lower(${text}) desc nulls last, s.key limit 1`,
  );
  return found?.key ?? null;
}

const familyRow = z.object({
  key: z.string(),
  title: z.string(),
  vendor: vendorColumn,
  language: z.string(),
  source: z.string(),
  level: text,
  changed: text,
  representative: z.boolean(),
  similarity: z.number(),
  shared: z.array(clausePart),
  sharedCount: z.number(),
});

/** Clauses listed as the reason why a rule is in the family. */
const reasonsShown = 3;

/** The other rules of the family, all vendors, and what each has of the rule in its middle. */
export function findFamily(catalog: CatalogView, { familyId, ruleId }: FoundRule): Promise<FamilyRule[]> {
  return rows(
    familyRow,
    sql`select r.key, r.title, r.vendor, r.language, o.label as source, r.level, to_char(r.changed, 'YYYY-MM-DD') as changed,
          r.rule_id = r.family_id as representative, w.similarity, coalesce(w.shared, '[]') as shared, cardinality(w.clauses) as "sharedCount"
        from snapshot_rule r join source o on o.id = r.source_id
        join snapshot_rule own on own.snapshot_id = r.snapshot_id and own.rule_id = ${ruleId}::bigint
        cross join lateral (
          select c.similarity, c.clauses, (
            select jsonb_agg(part order by rules, clause_id) from (
              select h.rules, h.clause_id, k.parts -> 0 as part from clause_reach h join clause k on k.id = h.clause_id
              where h.snapshot_id = r.snapshot_id and h.clause_id = any(c.clauses) and h.polarity = 'match' and jsonb_array_length(k.parts) = 1
              order by h.rules, h.clause_id limit ${reasonsShown}
            ) p
          ) as shared
          from (
            select case when r.rule_id = r.family_id then own.similarity else r.similarity end as similarity,
              case when r.rule_id = r.family_id then own.shared_clauses else r.shared_clauses end as clauses
          ) c
        ) w
        where r.snapshot_id = ${catalog.snapshot.id} and r.family_id = ${familyId}::bigint and r.rule_id <> ${ruleId}::bigint
        order by array_position(${catalog.vendors.map((vendor) => vendor.id)}::text[], r.vendor), r.title limit 100`,
  );
}
