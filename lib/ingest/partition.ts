/** Partitions: the rows of one snapshot in one table, filled before it is attached, so that its indexes are built at once and readers never wait. */
import type pg from "pg";

/** A table of a snapshot and the one statement that fills it. lib/statistics lists those that hold published numbers. */
export interface SnapshotTable {
  readonly table: string;
  /** Columns in the order in which the statement gives them. */
  readonly columns: readonly string[];
  /** A SELECT; it may read the snapshot's tables that stand earlier in the list. */
  readonly sql: (snapshot: number) => string;
}

/**
 * Fills a table's partition of the snapshot and attaches it, inside the caller's transaction.
 * Attaching takes no lock that readers of other snapshots notice.
 */
export async function fillPartition(client: pg.ClientBase, snapshot: number, { table, columns, sql }: SnapshotTable): Promise<void> {
  const [parent, partition] = [table, `${table}_s${snapshot}`].map((name) => client.escapeIdentifier(name));
  const names = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  await client.query(`create table ${partition} (like ${parent} including defaults)`);
  await client.query(`insert into ${partition} (${names}) ${sql(snapshot)}`);
  await client.query(`alter table ${parent} attach partition ${partition} for values in (${snapshot})`);
  await client.query(`analyze ${partition}`);
}

const snapshotsKept = 3;

/**
 * Drops the partitions and rows of all snapshots but the newest, and content that no snapshot holds. Readers of other snapshots go on;
 * who still reads one that is dropped gets an error from the database. Run it outside a transaction.
 * @returns the number of snapshots dropped
 */
export async function pruneSnapshots(client: pg.ClientBase, keep: number = snapshotsKept): Promise<number> {
  const { rows: old } = await client.query<{ id: number }>(
    "select id from snapshot where status <> 'current' and id not in (select id from snapshot order by (status = 'current') desc, id desc limit $1)",
    [keep],
  );
  for (const { id } of old) await client.query("delete from snapshot where id = $1", [id]);
  await dropStrayPartitions(client);
  await client.query("delete from snapshot_attack s where not exists (select from snapshot where id = s.snapshot_id)");
  if (old.length > 0) await dropLooseContent(client);
  return old.length;
}

/** Partitions without a snapshot: of those just deleted, and of a prune that was killed half way. */
async function dropStrayPartitions(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ parent: string; partition: string; pending: boolean }>(`
    select p.relname as parent, c.relname as partition, i.inhdetachpending as pending
    from pg_partitioned_table t join pg_class p on p.oid = t.partrelid
    join pg_inherits i on i.inhparent = p.oid join pg_class c on c.oid = i.inhrelid
    where p.relnamespace = 'public'::regnamespace and c.relname ~ '_s[0-9]+$'
      and not exists (select from snapshot where id = substring(c.relname from '_s([0-9]+)$')::int)`);
  for (const { parent, partition, pending } of rows) {
    await client.query(
      `alter table ${client.escapeIdentifier(parent)} detach partition ${client.escapeIdentifier(partition)} ${pending ? "finalize" : "concurrently"}`,
    );
    await client.query(`drop table ${client.escapeIdentifier(partition)}`);
  }
  const { rows: detached } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_partitioned_table t on true join pg_class p on p.oid = t.partrelid
    where c.relkind = 'r' and not c.relispartition and c.relnamespace = 'public'::regnamespace
      and c.relname ~ ('^' || p.relname || '_s[0-9]+$')`);
  for (const { name } of detached) await client.query(`drop table ${client.escapeIdentifier(name)}`);
}

/** What goes with the files that no snapshot holds, in an order in which nothing is looked for after it is gone. */
const looseContent = [
  "create temp table loose_file on commit drop as select id from rule_file f where not exists (select from snapshot_file where file_id = f.id)",
  "create temp table loose_rule on commit drop as select id from rule where file_id in (select id from loose_file)",
  "analyze loose_rule",
  "create temp table loose_clause on commit drop as select distinct clause_id as id from rule_clause where rule_id in (select id from loose_rule)",
  "delete from rule_clause where rule_id in (select id from loose_rule)",
  "delete from loose_clause l where exists (select from rule_clause where clause_id = l.id)",
  `create temp table loose_indicator on commit drop as
     select indicator_id as id from predicate where rule_id in (select id from loose_rule)
     union select indicator_id from clause_indicator where clause_id in (select id from loose_clause)`,
  "delete from predicate where rule_id in (select id from loose_rule)",
  "delete from clause_indicator where clause_id in (select id from loose_clause)",
  "delete from clause where id in (select id from loose_clause)",
  `delete from indicator i using loose_indicator l where i.id = l.id
     and not exists (select from predicate where indicator_id = i.id) and not exists (select from clause_indicator where indicator_id = i.id)`,
  "delete from rule where id in (select id from loose_rule)",
  "delete from rule_file where id in (select id from loose_file)",
  "delete from source s where not exists (select from snapshot_file where source_id = s.id)",
  // Of an ATT&CK version that was loaded again (its reader or its file had changed) the later one counts.
  `delete from attack_version old where not exists (select from snapshot_attack where attack_version_id = old.id)
     and exists (select from attack_version where domain = old.domain and version = old.version and bundled = old.bundled and id > old.id)`,
] as const;

async function dropLooseContent(client: pg.ClientBase): Promise<void> {
  await client.query("begin");
  try {
    for (const statement of looseContent) await client.query(statement);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}
