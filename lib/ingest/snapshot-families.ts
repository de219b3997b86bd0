/** The families of a snapshot's rules, from their stored clauses: computed anew for each snapshot, as rarity depends on all its rules. */
import type pg from "pg";
import { copyInto } from "../db/copy.ts";
import { canonicalFields } from "../normalize/canonical-fields.ts";
import { type BlockKind, type Demand, type FamilyInput, findFamilies } from "./families.ts";

/**
 * What rules ask for, selectors apart: values under match (AND groups by their parts), and exclusions as they stand. Values are compared without
 * case, as ports of one idea differ in it. Needs the temporary tables held_file and rule_key.
 */
const demandsOf = `
  with held as materialized (
    select r.id as rule_id, k.key from rule r join held_file using (file_id) join rule_key k on k.rule_id = r.id
  ), asked as materialized (
    select c.rule_id, c.clause_id, c.polarity, c.lane from rule_clause c join held using (rule_id) where c.lane <> 'selector'
  ), known as materialized (
    select c.id, coalesce(i.field, '') as field, i.id is not null as single, i.operator,
      case when i.id is null then c.id else hashtextextended(concat_ws(chr(1), i.lane = 'placeholder', i.field, i.operator, lower(i.value)), i.field is null::int) end as feature,
      case when i.id is null then (select string_agg(distinct coalesce(p ->> 'field', ''), '+' order by coalesce(p ->> 'field', '')) from jsonb_array_elements(c.parts) p) end as fields
    from clause c left join indicator i on i.id = c.id
    where c.id in (select clause_id from asked)
  )
  select a.rule_id, a.clause_id, k.feature, coalesce(k.fields, k.field),
    case when a.polarity = 'exclude' then 'exclude' when a.lane = 'threshold' or k.operator in ('gt', 'gte', 'lt', 'lte') then 'limit' else 'match' end
  from asked a join known k on k.id = a.clause_id join held h on h.rule_id = a.rule_id
  where k.single or a.polarity = 'exclude'
  order by h.key collate "C", a.clause_id`;

type DemandRow = readonly [rule: string, clause: string, feature: string, field: string, kind: BlockKind];

/** Fills the temporary table rule_family: for each rule its family, the similarity to the family's representative, and the clauses that they share. */
export async function prepareFamilies(client: pg.ClientBase): Promise<void> {
  await client.query(
    "create temp table rule_family (rule_id bigint primary key, family_id bigint not null, similarity real not null, shared bigint[] not null) on commit drop",
  );
  const { rows } = await client.query<DemandRow & unknown[]>({ text: demandsOf, rowMode: "array" });
  const catalog = numberDemands(rows);
  const members = findFamilies(catalog);
  const lines = members.map(({ representative, similarity }, rule) => {
    const shared = representative === rule ? [] : sharedClauses(catalog, rule, representative);
    return [catalog.ids[rule], catalog.ids[representative], similarity, shared] as const;
  });
  await copyInto(client, "rule_family", ["rule_id", "family_id", "similarity", "shared"], lines);
  await client.query("analyze rule_family");
}

interface NumberedCatalog extends FamilyInput {
  readonly ids: readonly string[];
  /** For each rule the clause behind each demand. */
  readonly clauses: readonly (readonly string[])[];
}

function numberDemands(rows: readonly DemandRow[]): NumberedCatalog {
  const features = new Numbering();
  const blockNumbers = new Numbering();
  const blocks: BlockKind[] = [];
  const byRule = new Map<string, { readonly demands: Map<number, Demand>; readonly clauses: string[] }>();
  for (const [rule, clause, hash, field, kind] of rows) {
    const block = blockNumbers.of(`${kind} ${blockField(field)}`);
    blocks[block] = kind;
    const feature = features.of(`${kind} ${hash}`);
    const known = byRule.get(rule) ?? { demands: new Map<number, Demand>(), clauses: [] };
    byRule.set(rule, known);
    if (known.demands.has(feature)) continue;
    known.demands.set(feature, { feature, block });
    known.clauses.push(clause);
  }
  return {
    ids: [...byRule.keys()],
    blocks,
    rules: [...byRule.values()].map(({ demands }) => [...demands.values()]),
    clauses: [...byRule.values()].map(({ clauses }) => clauses),
  };
}

class Numbering {
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/** A program's path, its name and the name that it was built with say one thing: which program. */
function blockField(field: string): string {
  if (field.endsWith("pe.original_file_name")) return field.replace("pe.original_file_name", "name");
  return canonicalFields.get(field)?.basename ?? field;
}

function sharedClauses({ rules, clauses }: NumberedCatalog, rule: number, representative: number): readonly string[] {
  const other = new Set(rules[representative]?.map(({ feature }) => feature));
  return (rules[rule] ?? []).flatMap(({ feature }, position) => {
    const clause = clauses[rule]?.[position];
    return clause !== undefined && other.has(feature) ? [clause] : [];
  });
}
