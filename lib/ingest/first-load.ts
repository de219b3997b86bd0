/** The first load of an empty catalog: its tables are filled without indexes and without a log, and the indexes are built once, over all rows. */
import type pg from "pg";
import { contentTables } from "./content-rows.ts";

interface IndexDefinition {
  readonly drop: string;
  readonly create: string;
}

/**
 * Prepares the content tables when they are empty, inside the caller's transaction; nobody reads them then, so that locking them is no harm.
 * @returns the statement that gives the tables their indexes back; null when there is content, and with it its indexes
 */
export async function openFirstLoad(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ empty: boolean }>("select not exists (select from rule_file) as empty");
  if (rows[0]?.empty !== true) return null;
  const indexes = await indexesOf(client, contentTables);
  // Truncated in this transaction, a table is written without a log (wal_level = minimal): a crash leaves it as empty as it was.
  await client.query([`truncate ${contentTables.join(", ")}`, ...indexes.map(({ drop }) => drop)].join("; "));
  return indexes.map(({ create }) => create).join("; ");
}

/** Every index of the tables, as the migrations made it. */
async function indexesOf(client: pg.ClientBase, tables: readonly string[]): Promise<readonly IndexDefinition[]> {
  const { rows } = await client.query<IndexDefinition>(
    `select case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
         else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
       case when c.oid is null then pg_get_indexdef(i.indexrelid)
         else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as create
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
     where i.indrelid = any($1::regclass[])
     order by i.indexrelid`,
    [tables],
  );
  return rows;
}
