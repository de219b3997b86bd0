/** Keeps ATT&CK versions in the database, each once, and chooses those that a snapshot resolves tags with. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type pg from "pg";
import { type AttackBundle, AttackBundleError } from "../attack/attack-bundle.ts";
import { eventKey, parseLogSource } from "../attack/events.ts";
import { readAttackBundle } from "../attack/read-bundle.ts";
import { loadSeedAttack } from "../attack/seed-facts.ts";
import { type CopyValue, copyInto } from "../db/copy.ts";
import { isSystemError } from "./discover.ts";
import { sha256 } from "./identity.ts";
import { attackVersion } from "./pipeline-version.ts";

export interface StoredAttack {
  readonly id: number;
  readonly domain: string;
  readonly version: string;
  readonly hash: string;
  readonly bundled: boolean;
}

/**
 * Loads bundle files that are not known yet, and the bundled facts, into the database.
 * @throws AttackBundleError, one sentence that names the file, when one is no ATT&CK bundle
 */
export async function loadAttack(client: pg.ClientBase, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const hash = sha256(`${attackVersion()} ${await hashOfFile(file)}`);
    if (!(await isKnown(client, hash))) await store(client, (await readAttackBundle(file)).bundle, hash, false);
  }
  const seed = await loadSeedAttack();
  const hash = sha256(`${attackVersion()} ${JSON.stringify(seed)}`);
  if (!(await isKnown(client, hash))) await store(client, seed, hash, true);
}

/** The newest version of each domain: by its number, then by when it was loaded. Bundled facts count only where nothing else was loaded. */
export async function chooseAttack(client: pg.ClientBase): Promise<readonly StoredAttack[]> {
  const { rows } = await client.query<StoredAttack>("select id, domain, version, hash, bundled from attack_version order by id");
  const best = new Map<string, StoredAttack>();
  for (const row of rows) {
    const rival = best.get(row.domain);
    if (rival === undefined || isPreferred(row, rival)) best.set(row.domain, row);
  }
  return [...best.values()].sort((a, b) => a.id - b.id);
}

/** Whether a version that was loaded later replaces the other. */
function isPreferred(later: StoredAttack, earlier: StoredAttack): boolean {
  if (later.bundled !== earlier.bundled) return earlier.bundled;
  const [a, b] = [later, earlier].map(({ version }) => version.split(".").map((part) => Number(part) || 0));
  for (let part = 0; part < 3; part++) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

async function isKnown(client: pg.ClientBase, hash: string): Promise<boolean> {
  return (await client.query("select 1 from attack_version where hash = $1", [hash])).rows.length > 0;
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
  } catch (cause) {
    throw new AttackBundleError(`${file} cannot be read (${isSystemError(cause) ? cause.code : "unknown error"}).`, { cause });
  }
  return hash.digest("hex");
}

async function store(client: pg.ClientBase, bundle: AttackBundle, hash: string, bundled: boolean): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    "insert into attack_version (domain, version, name, hash, bundled) values ($1, $2, $3, $4, $5) returning id",
    [bundle.domain, bundle.version, bundle.name, hash, bundled],
  );
  const version = rows[0]?.id;
  if (version === undefined) throw new Error("attack_version gave no id");
  const put = (table: string, columns: string, values: readonly (readonly CopyValue[])[]) =>
    copyInto(
      client,
      table,
      ["attack_version_id", ...columns.split(" ")],
      values.map((row) => [version, ...row]),
    );
  await putTechniques(bundle, put);
  await putStrategies(bundle, put);
  await putEvents(bundle, put);
}

type Put = (table: string, columns: string, values: readonly (readonly CopyValue[])[]) => Promise<number>;

async function putTechniques({ tactics, techniques }: AttackBundle, put: Put): Promise<void> {
  await put(
    "tactic",
    "id shortname name position",
    tactics.map(({ id, shortname, name, order }, index) => [id, shortname, name, order ?? tactics.length + index]),
  );
  await put(
    "technique",
    "id name description parent_id tactic_ids platforms revoked deprecated revoked_by_id url",
    techniques.map((technique) => {
      const { id, name, description, parentId, tacticIds, platforms, revoked, deprecated, revokedBy, url } = technique;
      return [id, name, description, parentId, tacticIds, platforms, revoked, deprecated, revokedBy, url];
    }),
  );
}

/** Strategies and analytics in use; retired ones are not shown anywhere. */
async function putStrategies({ strategies, analytics }: AttackBundle, put: Put): Promise<void> {
  const current = strategies.filter(({ revoked, deprecated }) => !revoked && !deprecated);
  const positions = new Map(current.flatMap(({ analyticIds }) => analyticIds.map((id, position) => [id, position] as const)));
  const used = analytics.filter(
    ({ id, strategyId, revoked, deprecated }) => strategyId !== null && positions.has(id) && !revoked && !deprecated,
  );
  await put(
    "detection_strategy",
    "id name description url technique_ids",
    current.map(({ id, name, description, url, techniqueIds }) => [id, name, description, url, techniqueIds]),
  );
  await put(
    "analytic",
    "id strategy_id name description platforms position",
    used.map(({ id, strategyId, name, description, platforms }) => [id, strategyId, name, description, platforms, positions.get(id)]),
  );
  await put(
    "analytic_log_source",
    "analytic_id position name channel data_component_id event_ids",
    used.flatMap(({ id, logSources }) =>
      logSources.map(({ name, channel, dataComponentId }, position) => [
        id,
        position,
        name,
        channel,
        dataComponentId,
        eventsOf(name, channel),
      ]),
    ),
  );
  await put(
    "mutable_element",
    "analytic_id position name description",
    used.flatMap(({ id, mutableElements }) => mutableElements.map(({ name, description }, position) => [id, position, name, description])),
  );
}

async function putEvents({ dataComponents }: AttackBundle, put: Put): Promise<void> {
  await put(
    "data_component",
    "id name description",
    dataComponents.map(({ id, name, description }) => [id, name, description]),
  );
  await put(
    "data_component_event",
    "data_component_id event_id",
    dataComponents.flatMap(({ id, logSources }) =>
      [...new Set(logSources.flatMap(({ name, channel }) => eventsOf(name, channel)))].map((event) => [id, event]),
    ),
  );
}

const eventsOf = (name: string, channel: string): readonly string[] => parseLogSource(name, channel).events.map(eventKey);
