// Serves the site: port, database, build, migrations, catalog, web, in this order, and all of it ends with this process.
// What can be refused comes first, so that nobody waits a minute for a build to hear of a wrong setting.
import fs from "node:fs";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { env } from "@/lib/env";
import { buildSite } from "./build-site";
import { reportFailure } from "./child-process";
import { loadCatalogWhenEmpty } from "./load-catalog";
import { type Address, claimAddress, startSite, urlOf } from "./web-server";

/** Progress on stderr; stdout carries the one line with the address. */
const say = (message: string) => console.error(message);

const stop = new AbortController();
const stopped = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort(signal));
stopWithNpm();

try {
  const { HOST: host, PORT: port } = env();
  const address = await claimAddress({ host, port });
  await withDatabase((url, lost) => serve(address, url, lost));
} catch (error) {
  if (!stop.signal.aborted) reportFailure(error);
}
process.exit();

async function withDatabase(work: (url: string, lost: Promise<void>) => Promise<void>): Promise<void> {
  say(env().DATABASE_URL ? "Connecting to the database …" : "Starting PostgreSQL …");
  const database = await openDatabase();
  try {
    say(`The catalog is kept in ${database.place}.`);
    await buildSite(say, stop.signal);
    for (const name of await migrate(database.url)) say(`Applied migration ${name}.`);
    await loadCatalogWhenEmpty(database.url, say, stop.signal);
    await work(database.url, database.lost);
  } finally {
    await database.close();
  }
}

async function serve(address: Address, databaseUrl: string, lost: Promise<void>): Promise<void> {
  const site = await startSite(address, databaseUrl);
  console.log(`Rulescape is ready: ${urlOf(address)}`);
  const end = await Promise.race([stopped, site.ended.then(() => "the site" as const), lost.then(() => "PostgreSQL" as const)]);
  if (end) {
    process.exitCode = 1;
    say(`Stopping: ${end} ended unexpectedly. The data is safe; start again with npm start.`);
  } else say("Stopping …");
  await site.stop();
}

/** npm that is killed outright tells nobody, and the site would keep the port for ever: its shell's, or our own, parent changes. */
function stopWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const atFirst = ancestry();
  setInterval(() => ancestry() === atFirst || stop.abort("npm"), 500).unref();
}

/** Parent and, where the system tells, grandparent: npm starts a shell, which starts this. */
function ancestry(): string {
  try {
    const fields = fs
      .readFileSync(`/proc/${process.ppid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return `${process.ppid} ${fields[1]}`;
  } catch {
    return String(process.ppid);
  }
}
