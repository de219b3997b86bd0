// Fills an empty catalog with the bundled rules, by the same command that a person would run.
import fs from "node:fs";
import pg from "pg";
import { env, SetupError } from "@/lib/env";
import { ended, startNode } from "./child-process";

/** Loads the bundled catalog when there is no current snapshot. Throws a SetupError when that fails; the next start tries again. */
export async function loadCatalogWhenEmpty(databaseUrl: string, say: (message: string) => void, abort: AbortSignal): Promise<void> {
  if (env().RULESCAPE_SEED === "none" || (await hasSnapshot(databaseUrl))) return;
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

async function hasSnapshot(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query("select 1 from snapshot where status = 'current'")).rows.length > 0;
  } finally {
    await client.end();
  }
}
