/**
 * Statistics that are newer than the current snapshot: a catalog that an earlier version counted would show nothing for them. They are made of
 * content and of the snapshot's own tables alone, so that they can be counted later, without the files.
 */
import pg from "pg";
import { bulkSettings, inTransaction } from "./ingest.ts";
import { fillPartition, type SnapshotTable } from "./partition.ts";

/**
 * Counts what the current snapshot lacks, in one transaction.
 * @param url of a migrated database
 * @returns the tables that were filled; none without a snapshot, or when it has all
 */
export async function completeSnapshot(url: string, statistics: readonly SnapshotTable[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await inTransaction(client, async () => {
      // Nobody prunes or publishes meanwhile, and a second start waits until the first has counted.
      const { rows } = await client.query<{ id: number }>("select id from snapshot where status = 'current' for update");
      const id = rows[0]?.id;
      const missing = id === undefined ? [] : await withoutPartition(client, id, statistics);
      if (missing.length > 0) await client.query(bulkSettings);
      for (const statistic of missing) await fillPartition(client, id ?? 0, statistic);
      return missing.map(({ table }) => table);
    });
  } finally {
    await client.end();
  }
}

async function withoutPartition(
  client: pg.Client,
  snapshot: number,
  statistics: readonly SnapshotTable[],
): Promise<readonly SnapshotTable[]> {
  const { rows } = await client.query<{ missing: boolean }>(
    "select to_regclass(quote_ident(name || '_s' || $2)) is null as missing from unnest($1::text[]) with ordinality t (name, place) order by place",
    [statistics.map(({ table }) => table), String(snapshot)],
  );
  return statistics.filter((_, index) => rows[index]?.missing);
}
