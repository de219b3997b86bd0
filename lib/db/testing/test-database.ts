// A database for one test file: migrated, empty, its own. Cloning the template takes about 50 ms.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";

export type TestDatabase = {
  /** Known from beforeAll on. */
  url: string;
  /** A connection to it, closed after the file's last test. */
  client: pg.Client;
};

/** Call it at the top of a *.db.test.ts file; the fields are there once its tests run. */
export function testDatabase(): TestDatabase {
  const url = new URL(inject("templateUrl"));
  const template = url.pathname.slice(1);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = new URL("/postgres", url).href;
  url.pathname = `/${name}`;
  const database: TestDatabase = { url: url.href, client: new pg.Client({ connectionString: url.href }) };
  beforeAll(async () => {
    await run(admin, `create database ${name} template ${template}`);
    await database.client.connect();
  });
  afterAll(async () => {
    await database.client.end();
    await run(admin, `drop database ${name} with (force)`);
  });
  return database;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
