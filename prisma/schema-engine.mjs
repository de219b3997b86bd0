#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine` binary, which its command line would otherwise download: the same JSON-RPC over stdio,
// answered by the WASM build of the same engine. Known limits: `?schema=other`, and `migrate dev` without `--name` waits for ever.
import readline from "node:readline";
import { parseArgs } from "node:util";
import { createDatabase, createShadow, dropDatabase, withClient } from "./engine-database.mjs";
import { withEngine } from "./engine-wasm.mjs";

if (process.argv.includes("--version")) {
  console.log("schema-engine-cli wasm");
  process.exit(0);
}

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
  },
});
/** @type {{ url?: string, shadowDatabaseUrl?: string }} */
const datasource = typeof values.datasource === "string" ? JSON.parse(values.datasource) : {};
const url = datasource.url || process.env.DATABASE_URL || "";
const datamodels = Array.isArray(values.datamodels) ? values.datamodels.map(String) : [];

/** @type {Map<string, string>} the server's error codes, as Prisma names them */
const prismaCodes = new Map([
  ["3D000", "P1003"],
  ["28P01", "P1000"],
  ["ECONNREFUSED", "P1001"],
  ["ETIMEDOUT", "P1001"],
  ["ENOTFOUND", "P1001"],
]);

/** The few commands that Prisma runs as a process of their own instead of a call. @param {string | undefined} command */
async function runOnce(command) {
  console.error(""); // the caller drops the first line of stderr
  try {
    if (command === "can-connect-to-database") await withClient(url, (client) => client.query("select 1"));
    if (command === "create-database") await createDatabase(url);
    if (command === "drop-database") await dropDatabase(url);
    process.exit(0);
  } catch (error) {
    const cause = /** @type {{ code?: string, message?: string, errors?: Error[] }} */ (error);
    const fields = {
      message: cause.message || String(cause.errors?.[0]?.message ?? error),
      error_code: prismaCodes.get(cause.code ?? "") ?? "P1010",
    };
    process.stderr.write(JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields }));
    process.exit(1);
  }
}

const engine = { url, shadowUrl: datasource.shadowDatabaseUrl, datamodels };
/** @param {object} message */
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** The engine would replay `--from/to-migrations` onto the database it is given, so it is given one to throw away. @param {any} params */
async function diff(params) {
  const replays = params.from.tag === "migrations" || params.to.tag === "migrations";
  const shadow = replays ? await createShadow(url) : undefined;
  try {
    const result = await withEngine(shadow ? { ...engine, url: shadow.url } : engine, (wasm) => wasm.diff(params));
    if (result.stdout != null) send({ method: "print", id: 1e6, params: { content: result.stdout } });
    return { exitCode: result.exitCode };
  } finally {
    await shadow?.drop();
  }
}

/** These calls read the migrations from a cache that only devDiagnostic fills. @param {string} method */
const afterDiagnostic = (method) => (/** @type {any} */ params) =>
  withEngine(engine, async (wasm) => {
    await wasm.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    return wasm[method](params);
  });

/** @type {Record<string, (params: any) => Promise<unknown>>} */
const handlers = {
  createDatabase: () => createDatabase(url),
  ensureConnectionValidity: () => withClient(url, async (client) => void (await client.query("select 1"))),
  getDatabaseVersion: () => withClient(url, async (client) => (await client.query("select version()")).rows[0].version),
  diff,
  evaluateDataLoss: afterDiagnostic("evaluateDataLoss"),
  createMigration: afterDiagnostic("createMigration"),
};

/** @param {{ id: number, method: string, params: any }} request */
async function answer({ id, method, params }) {
  try {
    const handle = handlers[method] ?? ((/** @type {any} */ given) => withEngine(engine, (wasm) => wasm[method](given)));
    send({ id, result: (await handle(params)) ?? {} });
  } catch (error) {
    const { message = String(error), meta = null, code = null } = /** @type {any} */ (error);
    const data = { is_panic: false, message, meta, error_code: code };
    send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
  }
}

if (positionals[0] === "cli") await runOnce(positionals[1]);

/** Calls are answered one at a time: two engines at once would wait for each other's advisory lock. */
let queue = Promise.resolve();
readline
  .createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  .on("line", (line) => {
    const message = line.trim() ? JSON.parse(line) : {};
    if (message.method) queue = queue.then(() => answer(message)); // without a method it answers our print
  })
  .on("close", () => void queue.then(() => process.exit(0)));
