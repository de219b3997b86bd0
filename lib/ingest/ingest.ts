/** One ingest from folders to the current snapshot: one transaction, so that whatever ends it early leaves the catalog as it was. */
import pg from "pg";
import type { SourceFolder } from "./discover.ts";
import { IngestError } from "./ingest-error.ts";
import { checkLedger, type LedgerRow, readLedger } from "./ledger.ts";
import { chooseAttack, loadAttack, type StoredAttack } from "./load-attack.ts";
import { type LoadOptions, loadContent } from "./load-content.ts";
import { pruneSnapshots, type SnapshotTable } from "./partition.ts";
import { readerVersion } from "./pipeline-version.ts";
import { currentSnapshot, fillStatistics, fingerprintOf, openSnapshot, publish } from "./snapshot.ts";

export interface IngestRequest extends LoadOptions {
  /** Of a migrated database. */
  readonly url: string;
  readonly folders: readonly SourceFolder[];
  /** STIX bundles to load first. */
  readonly attackFiles: readonly string[];
  /** The published numbers, in order: lib/statistics has the list, and ingest knows no more of it. */
  readonly statistics: readonly SnapshotTable[];
  /** Called when a stage begins. */
  readonly onStage?: (stage: Stage) => void;
}

export const stages = ["attack", "files", "snapshot", "statistics", "publish"] as const;
export type Stage = (typeof stages)[number];

export interface IngestResult {
  readonly snapshot: number;
  /** False when everything was as in the current snapshot, which then stayed. */
  readonly changed: boolean;
  readonly files: number;
  /** Files that were not known and had to be read. */
  readonly parsed: number;
  readonly ledger: readonly LedgerRow[];
  /** Seconds per stage. */
  readonly seconds: Readonly<Partial<Record<Stage, number>>>;
  /** The ATT&CK versions that tags were resolved with. */
  readonly attack: readonly StoredAttack[];
}

/** Held by the session of an ingest: two at once would undo each other's pruning. */
const ingestLock = 7_285_344;

/**
 * Ingests the folders and makes the outcome the current snapshot, unless nothing changed.
 * @throws IngestError when another ingest runs; AttackBundleError on a bundle that is none; LedgerError when something was lost;
 * the signal's reason when it aborts
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  const { signal } = request;
  signal?.throwIfAborted();
  // The server looks twice a second whether we still live: what a killed ingest had begun is undone at once, not when it ends.
  const client = new pg.Client({ connectionString: request.url, options: "-c client_connection_check_interval=500", keepAlive: true });
  client.on("error", () => {}); // the query that notices rejects
  await client.connect();
  const abort = () => client.connection.stream.destroy();
  signal?.addEventListener("abort", abort);
  try {
    const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_lock($1) as free", [ingestLock]);
    if (rows[0]?.free !== true) throw new IngestError("Another ingest is running on this database; try again when it has finished.");
    const result = await inTransaction(client, () => run(client, request));
    if (result.changed) await prune(client);
    return result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
    if (!signal?.aborted) await client.end().catch(() => {});
  }
}

/** What statements ask of content; long texts are left out, as looking at a sample of them takes longer than all the rest. */
const analyzed = [
  "rule_file (id)",
  "rule (id, file_id, source_id, vendor, language, outcome)",
  "predicate (rule_id, indicator_id, field, operator, polarity, role, lane)",
  "rule_clause",
  "indicator",
  "clause (id, size, shape)",
  "clause_indicator",
] as const;

/**
 * Settings for one bulk load by one session, until its transaction ends; the commit still waits for the disk. Statements read whole tables and
 * know little of what they make on the way: where the planner guesses wrong, a hash join is slower by a little and the others by minutes.
 */
export const bulkSettings =
  "set local work_mem = '128MB'; set local maintenance_work_mem = '256MB'; set local jit = off; set local enable_nestloop = off; set local enable_mergejoin = off";

async function run(client: pg.Client, request: IngestRequest): Promise<IngestResult> {
  const clock = new StageClock(request.onStage);
  await client.query(bulkSettings);
  const attack = await clock.time("attack", async () => {
    await loadAttack(client, request.attackFiles);
    return chooseAttack(client);
  });
  const { files, parsed } = await clock.time("files", () => loadContent(client, request.folders, request));
  const content = { sources: request.folders.map(({ definition }) => definition), files, attack };
  const current = await currentSnapshot(client);
  const shared = { files: files.length, parsed, attack };
  if (current !== null && current.fingerprint === fingerprintOf(content)) {
    return { ...shared, snapshot: current.id, changed: false, ledger: await readLedger(client, current.id), seconds: clock.seconds };
  }
  const snapshot = await clock.time("snapshot", async () => {
    // A few new rows among many leave the planner's figures as good as they were.
    if (parsed * 10 > files.length) await client.query(`analyze ${analyzed.join(", ")}`);
    return openSnapshot(client, content, readerVersion());
  });
  await clock.time("statistics", () => fillStatistics(client, snapshot, request.statistics));
  const ledger = await readLedger(client, snapshot);
  checkLedger(ledger, countBySource(request.folders, files));
  await clock.time("publish", () => publish(client, snapshot, clock.seconds));
  return { ...shared, snapshot, changed: true, ledger, seconds: clock.seconds };
}

function countBySource(folders: readonly SourceFolder[], files: readonly { readonly sourceId: string }[]): ReadonlyMap<string, number> {
  const counts = new Map(folders.map(({ definition }) => [definition.id, 0]));
  for (const { sourceId } of files) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
  return counts;
}

/** Runs the work between begin and commit; what it throws undoes it. */
export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {}); // the connection may be gone, and the transaction with it
    throw error;
  }
}

/** Old snapshots only take room: what cannot go now, as somebody reads it, goes with the next ingest. */
async function prune(client: pg.Client): Promise<void> {
  await client.query("set lock_timeout = '5s'; set statement_timeout = '30s'");
  try {
    await pruneSnapshots(client);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
  }
}

class StageClock {
  readonly seconds: Partial<Record<Stage, number>> = {};
  readonly #onStage: ((stage: Stage) => void) | undefined;

  constructor(onStage: ((stage: Stage) => void) | undefined) {
    this.#onStage = onStage;
  }

  async time<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    this.#onStage?.(stage);
    const start = performance.now();
    const result = await work();
    this.seconds[stage] = Math.round(performance.now() - start) / 1000;
    return result;
  }
}
