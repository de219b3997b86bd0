// Fills an empty catalog with the bundled rules, by the same command that a person would run.
import fs from "node:fs";
import pg from "pg";
import { env, SetupError } from "@/lib/env";
import { completeSnapshot } from "@/lib/ingest/complete-snapshot";
import { statistics } from "@/lib/statistics";
import { ended, startNode } from "./child-process";

/** Loads the bundled catalog when there is no current snapshot, and completes one that an earlier version counted. Throws a SetupError when that fails; the next start tries again. */
export async function loadCatalogWhenEmpty(databaseUrl: string, say: (message: string) => void, abort: AbortSignal): Promise<void> {
  if (env().RULESCAPE_SEED === "none" || (await hasSnapshot(databaseUrl))) return complete(databaseUrl, say);
  if (!fs.existsSync("lib/commands/ingest.ts"))
    return say("The catalog is empty, and this checkout has no ingest command: the site starts without rules.");
  say("Loading the bundled catalog …");
  const child = startNode(["--import", "tsx", "lib/commands/ingest.ts"], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["pipe", 2, 2],
  });
  const end = () => child.kill("SIGTERM");
  abort.addEventListener("abort", end);
  const code = await ended(child);
  abort.removeEventListener("abort", end);
  abort.throwIfAborted();
  if (code !== 0) throw new SetupError(`The bundled catalog could not be loaded (ingest ended with ${code ?? "a signal"}).`);
}

/** A catalog that an earlier version counted gets the numbers that came since. */
async function complete(databaseUrl: string, say: (message: string) => void): Promise<void> {
  const tables = await completeSnapshot(databaseUrl, statistics);
  if (tables.length > 0) say(`Counted what the catalog did not have yet: ${tables.join(", ")}.`);
}

async function hasSnapshot(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query("select 1 from snapshot where status = 'current'")).rows.length > 0;
  } finally {
    await client.end();
  }
}
