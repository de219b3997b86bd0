// Migrations are applied once, in order, whole or not at all, and what does not go together is said in one sentence.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SetupError } from "@/lib/env";
import { migrate } from "./migrate";
import { testDatabase } from "./testing/test-database";

const database = testDatabase();
let folder = "";

function write(name: string, sql: string): void {
  fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "migrations-"));
  await database.client.query("drop table if exists one, two, _prisma_migrations");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

it("applies what is missing, once, also when two start together", async () => {
  write("1_one", "create table one (id int)");
  write("2_two", "create table two (id int)");
  const both = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
  expect(both.flat()).toEqual(["1_one", "2_two"]);
  expect(await migrate(database.url, folder)).toEqual([]);
});

it("leaves nothing of a migration that fails, and applies it when it is mended", async () => {
  write("1_one", "create table one (id int); select 1/0");
  await expect(migrate(database.url, folder)).rejects.toThrow(/1_one cannot be applied: division by zero/);
  write("1_one", "create table one (id int)");
  expect(await migrate(database.url, folder)).toEqual(["1_one"]);
});

it.each([
  ["one that failed in Prisma's hands", "update _prisma_migrations set finished_at = null", /failed earlier/],
  ["one that this checkout does not have", "update _prisma_migrations set migration_name = '9_later'", /newer Rulescape/],
  ["one that was edited since", "update _prisma_migrations set checksum = 'other'", /was edited/],
])("refuses %s", async (_name, change, sentence) => {
  write("1_one", "create table one (id int)");
  await migrate(database.url, folder);
  await database.client.query(change);
  await expect(migrate(database.url, folder)).rejects.toThrow(sentence);
  await expect(migrate(database.url, folder)).rejects.toThrow(SetupError);
});
