// The embedded server is shared: who comes second joins, the last one out stops it, and what a crash leaves behind is no obstacle.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "./embedded";
import { isAlive } from "./server-process";

let made = "";
let folder = "";
beforeAll(async () => {
  made = fs.mkdtempSync(path.join(os.tmpdir(), "rulescape-made-"));
  await (await openEmbedded(made)).close();
});
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rulescape-embedded-"));
  execFileSync("cp", ["-a", `${made}/.`, folder]); // quicker than making each anew
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
afterAll(() => fs.rmSync(made, { recursive: true, force: true }));

const pidFile = () => path.join(folder, "postgres/postmaster.pid");
const serverPid = () => Number(fs.readFileSync(pidFile(), "utf8").split("\n")[0]);

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe("openEmbedded", () => {
  it("keeps its password and log to itself", async () => {
    const database = await openEmbedded(folder);
    for (const file of ["password", "postgres.log"]) expect(fs.statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    await expect(query(database.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow(/password/);
    await database.close();
  });

  it("gives several who come at once the same server, and stops it with the last", async () => {
    const all = await Promise.all([openEmbedded(folder), openEmbedded(folder), openEmbedded(folder)]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    const pid = serverPid();
    const [first, ...others] = all;
    await first?.close();
    for (const { url } of others) expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    await Promise.all(others.map((database) => database.close()));
    expect(isAlive(pid)).toBe(false);
    expect(fs.existsSync(pidFile())).toBe(false);
  });

  it("has lost nothing after its server was killed, and says that it went", async () => {
    const database = await openEmbedded(folder);
    await query(database.url, "create table kept as select 42 as n");
    process.kill(serverPid(), "SIGKILL");
    await database.lost;
    const again = await openEmbedded(folder);
    expect(await query(again.url, "select n from kept")).toEqual([{ n: 42 }]);
    await again.close();
  });

  it("does not take a crash of one session for the end of the server", async () => {
    const database = await openEmbedded(folder);
    const pid = serverPid();
    const client = new pg.Client({ connectionString: database.url });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    process.kill(rows[0]!.pid, "SIGKILL");
    await new Promise((resolve) => client.once("end", resolve));
    const second = await openEmbedded(folder);
    expect(serverPid()).toBe(pid);
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.close();
    await database.close();
    expect(isAlive(pid)).toBe(false);
  });

  it("starts over a pid file that names somebody else", async () => {
    fs.writeFileSync(pidFile(), `${process.pid}\n/elsewhere\n0\n5432\n`);
    const database = await openEmbedded(folder);
    expect(serverPid()).not.toBe(process.pid);
    await database.close();
  });

  it("removes what an interrupted setup left", async () => {
    const draft = path.join(folder, "postgres.new-999999999");
    fs.renameSync(path.join(folder, "postgres"), draft);
    await (await openEmbedded(folder)).close();
    expect(fs.existsSync(draft)).toBe(false);
  });

  it.each([
    [
      "another major version",
      () => fs.writeFileSync(path.join(folder, "postgres/PG_VERSION"), "15\n"),
      /made by PostgreSQL 15, and this is PostgreSQL 18/,
    ],
    ["a password that is gone", () => fs.rmSync(path.join(folder, "password")), /password is missing/],
    ["another password", () => fs.writeFileSync(path.join(folder, "password"), "other"), /refuses the password/],
    ["a cluster at the top", () => fs.writeFileSync(path.join(folder, "PG_VERSION"), "18\n"), /is itself a PostgreSQL data directory/],
  ])("says in a sentence what is wrong: %s", async (_name, spoil, sentence) => {
    spoil();
    await expect(openEmbedded(folder)).rejects.toThrow(sentence);
    expect(fs.existsSync(pidFile())).toBe(false);
  });
});
