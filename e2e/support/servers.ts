// The sites under test, each the production build on a free port: the bundled catalog, an empty one, and one without a database.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";

type Server = Exclude<NonNullable<PlaywrightTestConfig["webServer"]>, unknown[]>;

// Playwright reads its configuration once in every process: the first one chooses the folder, and the others inherit it.
process.env.RULESCAPE_E2E_DATA ??= makeFolder();

const common = { DATABASE_URL: "", HOST: "127.0.0.1", PORT: "0", RULESCAPE_SEED: "bundled" };
const patience = { timeout: 300_000, gracefulShutdown: { signal: "SIGTERM" as const, timeout: 15_000 }, stderr: "pipe" as const };

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rulescape-e2e-"));
  fs.chmodSync(folder, 0o755); // the database below it runs as another user when this one is root
  return folder;
}

/** Where the data of one of the sites lies. */
export function dataOf(site: "catalog" | "empty"): string {
  return path.join(process.env.RULESCAPE_E2E_DATA ?? "", site);
}

/** Each server prints its address; the port in it reaches the tests as RULESCAPE_<NAME>_PORT. */
export const servers: Server[] = [
  {
    name: "catalog",
    command: "node lib/commands/start.mjs",
    env: { ...common, RULESCAPE_DATA: dataOf("catalog") },
    wait: { stdout: /ready: http:\/\/127\.0\.0\.1:(?<rulescape_catalog_port>\d+)/ },
    ...patience,
  },
  {
    name: "empty",
    command: "node lib/commands/start.mjs",
    env: { ...common, RULESCAPE_DATA: dataOf("empty"), RULESCAPE_SEED: "none" },
    wait: { stdout: /ready: http:\/\/127\.0\.0\.1:(?<rulescape_empty_port>\d+)/ },
    ...patience,
  },
  {
    name: "away",
    command: "node lib/commands/run.mjs serve",
    env: { ...common, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" },
    wait: { stdout: /ready: http:\/\/127\.0\.0\.1:(?<rulescape_away_port>\d+)/ },
    ...patience,
  },
];

/** The address of a site, known once it runs. */
export function addressOf(site: "catalog" | "empty" | "away"): string {
  return `http://127.0.0.1:${process.env[`RULESCAPE_${site.toUpperCase()}_PORT`] ?? "0"}`;
}
