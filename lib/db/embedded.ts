// The one way to a database: DATABASE_URL, else the embedded server of the data directory, joined when it runs and started when it does not.
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { env, SetupError } from "@/lib/env";
import { type DataDirectory, openDataDirectory, readPassword, reason } from "./data-directory";
import { findBinaries } from "./server-binaries";
import { createCluster, findServer, isAlive, type RunningServer, startServer, stopServer } from "./server-process";

export type Database = {
  url: string;
  /** What to tell a person about where it is; never with a password. */
  place: string;
  /** Leaves the database; the last one out stops an embedded server. */
  close(): Promise<void>;
  /** Settles when an embedded server ends without having been asked to. A server of one's own may come and go: then it never does. */
  lost: Promise<void>;
};

const name = "rulescape";
/** Everyone who uses the embedded server holds this lock shared, so that the last one out can tell. The system drops it for the killed. */
const presence = 7_285_343;

/** Opens what the environment names. Throws a SetupError in one sentence when that cannot be. */
export async function openDatabase(): Promise<Database> {
  const { DATABASE_URL: url, RULESCAPE_DATA: folder } = env();
  return url ? openGiven(url) : openEmbedded(folder);
}

async function openGiven(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
    const version = rows[0]?.version ?? 0;
    if (version < 140_000) throw new SetupError(`DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}; 14 or later is needed.`);
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    throw new SetupError(`The database at ${withoutPassword(url)} does not answer (${explain(cause)}); check DATABASE_URL.`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
  return { url, place: withoutPassword(url), close: async () => {}, lost: new Promise(() => {}) };
}

/** Opens the embedded server of a data directory, which is made when it is missing. */
export async function openEmbedded(folder: string): Promise<Database> {
  const directory = openDataDirectory(folder);
  const password = readPassword(directory);
  checkVersion(directory);
  for (;;) {
    const running = findServer(directory);
    const server = running ?? (await start(directory));
    const session = await enter(server, password).catch(async (error: unknown) => {
      if (!running) await stopServer(server);
      throw error;
    });
    if (session) return { ...present(server, session, password), place: directory.cluster };
    // It was just shutting down: start it again.
  }
}

function checkVersion(directory: DataDirectory): void {
  const file = path.join(directory.cluster, "PG_VERSION");
  if (!fs.existsSync(directory.cluster)) return;
  const { major } = findBinaries(directory);
  try {
    const found = fs.readFileSync(file, "utf8").trim();
    if (Number(found) !== major)
      throw new SetupError(
        `The database in ${directory.cluster} was made by PostgreSQL ${found}, and this is PostgreSQL ${major}; set RULESCAPE_DATA to an empty directory.`,
      );
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    throw new SetupError(
      `The database in ${directory.cluster} cannot be read (${reason(cause)}); start as its owner, or set RULESCAPE_DATA.`,
      { cause },
    );
  }
}

async function start(directory: DataDirectory): Promise<RunningServer> {
  const binaries = findBinaries(directory);
  if (!fs.existsSync(directory.cluster)) createCluster(directory, binaries);
  return startServer(directory, binaries);
}

/** Waits until the server takes connections (it may be recovering) and joins those present. Undefined when it ended instead. */
async function enter(server: RunningServer, password: string): Promise<pg.Client | undefined> {
  while (isAlive(server.pid)) {
    const client = new pg.Client({ connectionString: urlOf(server, password, "postgres"), keepAlive: true });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select pg_advisory_lock_shared($1)", [presence]);
      await client.query(`create database ${name}`).catch((error) => {
        if (error.code !== "42P04" && error.code !== "23505") throw error; // it exists already
      });
      return client;
    } catch (cause) {
      await client.end().catch(() => {});
      if (reason(cause) === "28P01")
        throw new SetupError(
          "The embedded PostgreSQL refuses the password kept beside its data; restore that file, or set RULESCAPE_DATA.",
          { cause },
        );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return undefined;
}

/** A database that is being used: leaves when told to, and comes back when a crash of another session threw everyone out. */
function present(server: RunningServer, first: pg.Client, password: string): Omit<Database, "place"> {
  let session = first;
  let leaving = false;
  const stay = async (): Promise<void> => {
    await new Promise((resolve) => session.once("end", resolve));
    if (leaving) return new Promise(() => {});
    const again = await enter(server, password);
    if (!again) return;
    session = again;
    return stay();
  };
  const close = async () => {
    if (leaving) return;
    leaving = true;
    if (await isLast(session)) await stopServer(server);
    await session.end().catch(() => {});
  };
  return { url: urlOf(server, password, name), close, lost: stay() };
}

/** Nobody else holds the lock: then it is ours alone, and who comes now waits until the server is gone and starts it again. */
async function isLast(session: pg.Client): Promise<boolean> {
  try {
    await session.query("select pg_advisory_unlock_shared($1)", [presence]);
    const { rows } = await session.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [presence]);
    return rows[0]?.alone ?? false;
  } catch {
    return false; // the server is gone already
  }
}

function urlOf({ port }: RunningServer, password: string, database: string): string {
  return `postgresql://rulescape:${password}@127.0.0.1:${port}/${database}`;
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

function explain(cause: unknown): string {
  const { errors } = cause as AggregateError;
  return Array.isArray(errors) && errors[0] ? explain(errors[0]) : cause instanceof Error ? cause.message : String(cause);
}
