/** Makes a snapshot: what it holds, its numbers, and the moment in which it becomes the current one. All of it in the caller's transaction. */
import type pg from "pg";
import { resolveTechnique, type TechniqueIndex } from "../attack/resolve.ts";
import { copyInto } from "../db/copy.ts";
import { findTechniqueIds, type TechniqueId } from "../model/attack-id.ts";
import type { SourceDefinition } from "../model/source.ts";
import { ruleKey, sha256 } from "./identity.ts";
import type { StoredAttack } from "./load-attack.ts";
import type { HeldFile } from "./load-content.ts";
import { fillPartition, type SnapshotTable } from "./partition.ts";
import { statisticsVersion } from "./pipeline-version.ts";
import { prepareFamilies } from "./snapshot-families.ts";
import { snapshotTables } from "./snapshot-tables.ts";

export interface SnapshotContent {
  readonly sources: readonly SourceDefinition[];
  readonly files: readonly HeldFile[];
  readonly attack: readonly StoredAttack[];
}

/** A hash of everything that a snapshot's pages can depend on: equal fingerprints, equal pages. */
export function fingerprintOf({ sources, files, attack }: SnapshotContent): string {
  const definitions = sources.map((source) => JSON.stringify(source)).sort();
  const ids = files.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
  const versions = attack.map(({ hash }) => hash).sort();
  return sha256([statisticsVersion(), ...definitions, ...versions, ...ids].join("\n"));
}

/** The current snapshot, or null before the first. */
export async function currentSnapshot(client: pg.ClientBase): Promise<{ readonly id: number; readonly fingerprint: string } | null> {
  const { rows } = await client.query<{ id: number; fingerprint: string }>("select id, fingerprint from snapshot where status = 'current'");
  return rows[0] ?? null;
}

/**
 * Opens a snapshot and fills in what it holds: files, rules with their keys and segments, tags as the chosen ATT&CK versions resolve them.
 * @throws when no enterprise version was chosen: pages cannot be shown without one
 */
export async function openSnapshot(client: pg.ClientBase, content: SnapshotContent, pipeline: string): Promise<number> {
  const enterprise = content.attack.find(({ domain }) => domain === "enterprise-attack");
  if (enterprise === undefined) throw new Error("No version of Enterprise ATT&CK is loaded");
  const { rows } = await client.query<{ id: number }>(
    `insert into snapshot (status, pipeline, fingerprint, rules, families, predicates, fielded, mapped, stage_seconds, attack_version_id)
     values ('loading', $1, $2, 0, 0, 0, 0, 0, '{}', $3) returning id`,
    [pipeline, fingerprintOf(content), enterprise.id],
  );
  const snapshot = rows[0]?.id;
  if (snapshot === undefined) throw new Error("snapshot gave no id");
  await copyInto(
    client,
    "snapshot_attack",
    ["snapshot_id", "attack_version_id"],
    content.attack.map(({ id }) => [snapshot, id]),
  );
  await putSources(client, content.sources);
  await prepare(client, content);
  for (const table of snapshotTables) await fillPartition(client, snapshot, table);
  return snapshot;
}

/** Fills the partitions of published numbers, in the order of the list. */
export async function fillStatistics(client: pg.ClientBase, snapshot: number, statistics: readonly SnapshotTable[]): Promise<void> {
  for (const statistic of statistics) await fillPartition(client, snapshot, statistic);
}

/** Makes the snapshot the current one when the transaction commits. */
export async function publish(client: pg.ClientBase, snapshot: number, stageSeconds: Readonly<Record<string, number>>): Promise<void> {
  await client.query("update snapshot set status = 'kept' where status = 'current'");
  await client.query(
    `update snapshot set status = 'current', stage_seconds = $2, rules = r.rules, families = r.families,
       predicates = l.predicates, fielded = l.fielded, mapped = l.mapped
     from (select count(*) as rules, count(distinct family_id) as families from snapshot_rule where snapshot_id = $1) r,
       (select coalesce(sum(predicates), 0) as predicates, coalesce(sum(fielded), 0) as fielded, coalesce(sum(mapped), 0) as mapped
        from source_ledger where snapshot_id = $1) l
     where id = $1`,
    [snapshot, JSON.stringify(stageSeconds)],
  );
}

async function putSources(client: pg.ClientBase, sources: readonly SourceDefinition[]): Promise<void> {
  for (const [position, source] of sources.entries()) {
    const { id, label, vendors, repository, commit, commitDate, licence, attribution } = source;
    await client.query(
      `insert into source (id, label, vendors, repository, commit, commit_date, licence, attribution, position) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (id) do update set label = excluded.label, vendors = excluded.vendors, repository = excluded.repository, commit = excluded.commit,
         commit_date = excluded.commit_date, licence = excluded.licence, attribution = excluded.attribution, position = excluded.position`,
      [id, label, vendors, repository, commit, commitDate, licence, attribution, position],
    );
  }
}

/** Temporary tables with what SQL alone cannot know: the files held, the rules' keys and families, and what each tag means. */
async function prepare(client: pg.ClientBase, { files, attack }: SnapshotContent): Promise<void> {
  await client.query(`
    create temp table held_file (file_id bigint primary key, source_id text not null) on commit drop;
    create temp table rule_key (rule_id bigint primary key, key text not null) on commit drop;
    create temp table tag_meaning (tagged text, author_id text, technique_id text, status text) on commit drop`);
  await copyInto(
    client,
    "held_file",
    ["file_id", "source_id"],
    files.map(({ id, sourceId }) => [id, sourceId]),
  );
  await client.query("analyze held_file");
  await copyInto(client, "rule_key", ["rule_id", "key"], await nameRules(client));
  await client.query("analyze rule_key");
  await prepareFamilies(client);
  const { rows } = await client.query<{ tagged: string }>(
    "select distinct unnest(technique_tags) as tagged from rule join held_file using (file_id) where outcome <> 'invalid' order by tagged",
  );
  const index = await indexStored(client, attack);
  const meanings = rows.flatMap(({ tagged }) => meaningsOf(index, tagged));
  await copyInto(client, "tag_meaning", ["tagged", "author_id", "technique_id", "status"], meanings);
  await client.query("analyze tag_meaning");
}

interface NamedRule {
  readonly id: string;
  readonly source_id: string;
  readonly own_id: string | null;
  readonly path: string;
  readonly ordinal: number;
}

/** The key of each rule. An author's id that several rules of a source carry names none of them. */
async function nameRules(client: pg.ClientBase): Promise<readonly (readonly [id: string, key: string])[]> {
  const { rows } = await client.query<NamedRule>(
    "select r.id, r.source_id, r.own_id, r.path, r.ordinal from rule r join held_file using (file_id) where r.outcome <> 'invalid'",
  );
  const owners = new Map<string, number>();
  const owner = (rule: NamedRule) => `${rule.source_id}\n${rule.own_id}`;
  for (const rule of rows) owners.set(owner(rule), (owners.get(owner(rule)) ?? 0) + 1);
  return rows.map((rule) => {
    const ownId = owners.get(owner(rule)) === 1 ? rule.own_id : null;
    return [rule.id, ruleKey({ sourceId: rule.source_id, ownId, path: rule.path, ordinal: rule.ordinal })] as const;
  });
}

type StoredTechnique = {
  readonly id: TechniqueId;
  readonly revoked: boolean;
  readonly deprecated: boolean;
  readonly revokedBy: TechniqueId | null;
};

/** Techniques of the chosen versions; enterprise first, where two domains know an id. */
async function indexStored(client: pg.ClientBase, attack: readonly StoredAttack[]): Promise<TechniqueIndex> {
  const index = new Map<TechniqueId, StoredTechnique>();
  for (const { id } of [...attack].sort((a, b) => a.domain.localeCompare(b.domain))) {
    const { rows } = await client.query<StoredTechnique>(
      'select id, revoked, deprecated, revoked_by_id as "revokedBy" from technique where attack_version_id = $1',
      [id],
    );
    for (const technique of rows) if (!index.has(technique.id)) index.set(technique.id, technique);
  }
  return index;
}

/** Each technique that a tag names, as the author means it and as it is resolved; a tag that names none is kept as it is. */
function meaningsOf(index: TechniqueIndex, tagged: string): readonly (readonly [string, string, string | null, string])[] {
  const ids = findTechniqueIds(tagged);
  if (ids.length === 0) return [[tagged, tagged, null, "unknown"]];
  return ids.map((author) => {
    const { id, status } = resolveTechnique(index, author);
    return [tagged, author, status === "unknown" ? null : id, status] as const;
  });
}
