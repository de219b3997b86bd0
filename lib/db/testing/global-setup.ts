// One embedded server for all database tests, in a folder of its own, with a migrated template that each test file clones.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../embedded";
import { migrate } from "../migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that tests clone and nobody connects to. */
    templateUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rulescape-test-"));
  const database = await openEmbedded(folder);
  const url = new URL(database.url);
  url.pathname = "/template_catalog";
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("create database template_catalog");
  await client.end();
  await migrate(url.href);
  project.provide("templateUrl", url.href);
  return async () => {
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}
