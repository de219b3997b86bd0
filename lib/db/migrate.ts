// Brings a database up to prisma/migrations, as `prisma migrate deploy` would and in its own table, without the Prisma command line.
// Each migration is one transaction together with its row, so that a kill leaves it done or not begun.
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { SetupError } from "@/lib/env";

type Migration = { name: string; sql: string; checksum: string };
type Row = { migration_name: string; checksum: string; finished_at: Date | null };

/** The key that `prisma migrate` locks too, so that both can never run at once. */
const migrationLock = 72_707_369;

const table = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

/** Applies what is missing, in order of name; returns the names. Throws a SetupError when the database and the folder do not go together. */
export async function migrate(url: string, folder = "prisma/migrations"): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(table);
    const pending = missing(readMigrations(folder), await readRows(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  const names = fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return names.sort().map((name) => {
    const content = fs.readFileSync(path.join(folder, name, "migration.sql"));
    return { name, sql: content.toString("utf8"), checksum: createHash("sha256").update(content).digest("hex") };
  });
}

async function readRows(client: pg.Client): Promise<Map<string, Row>> {
  const { rows } = await client.query<Row>(
    "select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function missing(migrations: Migration[], applied: Map<string, Row>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  for (const row of applied.values()) {
    const name = row.migration_name;
    if (!row.finished_at)
      throw new SetupError(
        `Migration ${name} failed earlier and was left half done; mend the database, then run npx prisma migrate resolve.`,
      );
    if (!known.has(name))
      throw new SetupError(
        `The database was made by a newer Rulescape (it has migration ${name}); update this checkout, or use another database.`,
      );
  }
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (row && row.checksum !== checksum)
      throw new SetupError(`Migration ${name} was edited after this database had applied it; restore the file, or use another database.`);
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    const row =
      "insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, clock_timestamp(), 1)";
    await client.query(row, [randomUUID(), checksum, name]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => {});
    throw new SetupError(
      `Migration ${name} cannot be applied: ${cause instanceof Error ? cause.message : String(cause)}. Nothing was changed.`,
      { cause },
    );
  }
}
