/** What a recount starts from: a snapshot's rules with their raw predicates and tags, read row by row and counted nowhere yet. */
import type pg from "pg";
import type { LogicNode, LogicScope } from "../model/normalized-rule.ts";
import type { Operator, Polarity, Role } from "../model/predicate.ts";

export interface RawPredicateRow {
  readonly position: number;
  readonly indicator: string;
  readonly field: string | null;
  readonly operator: Operator;
  readonly value: string;
  readonly polarity: Polarity;
  readonly role: Role;
  readonly lane: string;
  readonly groupBy: string;
  /** As the rule's language names the field, aliases resolved; null for a keyword. */
  readonly name: string | null;
}

export interface RawRule {
  readonly id: string;
  readonly vendor: string;
  readonly language: string;
  readonly segment: number;
  readonly family: string;
  readonly outcome: string;
  readonly source: string;
  readonly level: string | null;
  readonly status: string | null;
  readonly platforms: readonly string[];
  /** Year of the last change, and that of the rule changed longest ago. */
  readonly year: number | null;
  readonly firstYear: number | null;
  readonly events: readonly string[];
  readonly window: string;
  /** Techniques that it is tagged with, after revocations. */
  readonly techniques: readonly string[];
  readonly predicates: readonly RawPredicateRow[];
  /** Positions of predicates that some scope of events or counts reaches without passing a negation. */
  readonly asserted: ReadonlySet<number>;
  readonly clauses: readonly RawClause[];
}

export interface RawClause {
  readonly clause: string;
  readonly polarity: Polarity;
  readonly alone: boolean;
}

/** Reads the rules of a snapshot. Memory: some 300 MB for a catalog of 13,000 rules. */
export async function readRawRules(client: pg.ClientBase, snapshot: number): Promise<readonly RawRule[]> {
  const rules = await client.query<Omit<RawRule, "techniques" | "predicates" | "clauses" | "asserted"> & { tree: readonly LogicScope[] }>(
    `select s.rule_id as id, s.vendor, s.language, s.segment_id as segment, s.family_id as family, s.outcome, s.event_ids as events,
       s.source_id as source, s.level, s.status, r.platforms, extract(year from s.changed)::int as year,
       extract(year from min(s.changed) over ())::int as "firstYear", coalesce(r."window", '') as "window", r.tree
     from snapshot_rule s join rule r on r.id = s.rule_id where s.snapshot_id = $1`,
    [snapshot],
  );
  const tags = await grouped<{ id: string; technique: string }>(
    client,
    "select distinct rule_id as id, technique_id as technique from snapshot_tag where snapshot_id = $1 and technique_id is not null",
    snapshot,
  );
  const predicates = await grouped<RawPredicateRow & { id: string }>(
    client,
    `select p.rule_id as id, p.position, p.indicator_id as indicator, p.field, p.operator, p.value, p.polarity, p.role, p.lane,
       array_to_string(p.group_by, ', ') as "groupBy", case when p.raw_field is not null then coalesce(p.raw_resolved, p.raw_field) end as name
     from snapshot_rule s join predicate p using (rule_id) where s.snapshot_id = $1`,
    snapshot,
  );
  const clauses = await grouped<RawClause & { id: string }>(
    client,
    `select c.rule_id as id, c.clause_id as clause, c.polarity, c.alone from snapshot_rule s join rule_clause c using (rule_id)
     where s.snapshot_id = $1`,
    snapshot,
  );
  return rules.rows.map(({ tree, ...rule }) => ({
    ...rule,
    techniques: (tags.get(rule.id) ?? []).map(({ technique }) => technique),
    predicates: predicates.get(rule.id) ?? [],
    asserted: assertedIn(tree),
    clauses: clauses.get(rule.id) ?? [],
  }));
}

async function grouped<Row extends { id: string }>(
  client: pg.ClientBase,
  text: string,
  snapshot: number,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { rows } = await client.query<Row>(text, [snapshot]);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

function assertedIn(scopes: readonly LogicScope[]): ReadonlySet<number> {
  const found = new Set<number>();
  const walk = (node: LogicNode): void => {
    if (node.kind === "predicate") found.add(node.predicate);
    else if (node.kind === "all" || node.kind === "any") node.children.forEach(walk);
  };
  for (const { kind, logic } of scopes) if (kind !== "absent") walk(logic);
  return found;
}
