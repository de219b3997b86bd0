// `npm start` as people meet it: what is wrong is said in one sentence, a kill loses nothing, and the last word leaves no process.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";

let folder = "";
test.beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rulescape start-")); // with a space
});
test.afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

type Launch = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

function launch(env: Record<string, string> = {}): Launch {
  const settings = {
    ...process.env,
    DATABASE_URL: "",
    HOST: "127.0.0.1",
    PORT: "0",
    RULESCAPE_SEED: "none",
    RULESCAPE_DATA: folder,
    ...env,
  };
  const child = spawn(process.execPath, ["lib/commands/start.mjs"], { env: settings, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (text += data));
  return { child, output: () => text, ended: once(child, "close").then(([code]) => code) };
}

async function ready(started: Launch): Promise<string> {
  await expect.poll(started.output, { timeout: 60_000, intervals: [20] }).toMatch(/ready: http/);
  return started.output().match(/ready: (\S+)/)?.[1] ?? "";
}

function postmaster(): number {
  return Number(fs.readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

function isAlive(pid: number): boolean {
  return fs.existsSync(`/proc/${pid}`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} stops web and database`, async () => {
    const started = launch();
    const address = await ready(started);
    const database = postmaster();
    await fetch(address); // answers, though an empty catalog has no pages
    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    expect(isAlive(database)).toBe(false);
    await expect(fetch(address)).rejects.toThrow();
  });
}

test("a second start is ready within three seconds", async () => {
  const times: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const begun = performance.now();
    const started = launch();
    await ready(started);
    times.push(performance.now() - begun);
    started.child.kill("SIGINT");
    await started.ended;
  }
  // The quickest of three: the machine may be busy with other tests.
  expect(Math.min(...times.slice(1))).toBeLessThan(3000);
});

test("a start after kill -9 of launcher, database or both works, on the same port", async () => {
  const victims = {
    launcher: (started: Launch) => [started.child.pid],
    database: () => [postmaster()],
    both: (started: Launch) => [started.child.pid, postmaster()],
  };
  for (const [name, pids] of Object.entries(victims)) {
    const first = launch();
    const address = await ready(first);
    for (const pid of pids(first)) process.kill(pid ?? 0, "SIGKILL");
    await first.ended;
    const second = launch({ PORT: new URL(address).port });
    expect(await ready(second), name).toBe(address);
    second.child.kill("SIGINT");
    expect(await second.ended).toBe(0);
  }
});

async function refuses(env: Record<string, string>, sentence: RegExp): Promise<void> {
  const started = launch(env);
  expect(await started.ended).toBe(1);
  expect(started.output()).toMatch(sentence);
  expect(started.output()).not.toMatch(/\n {4}at /); // no stack
}

test("a busy port", async () => {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  await refuses({ PORT: String(port) }, /^Port \d+ on 127\.0\.0\.1 is in use by another program; .*\n$/);
  server.close();
});

test("settings that cannot be read", async () => {
  await refuses({ PORT: "eighty" }, /^PORT must be a number from 0 to 65535\.\n$/);
  await refuses({ DATABASE_URL: "mysql://localhost/x" }, /^DATABASE_URL must look like .*\n$/);
  await refuses({ HOST: "192.0.2.1" }, /^HOST=192\.0\.2\.1 is not an address of this machine.*\n$/);
});

test("a database that does not answer", async () => {
  await refuses(
    { DATABASE_URL: "postgresql://u:secret@127.0.0.1:1/x" },
    /The database at 127\.0\.0\.1:1\/x does not answer \(.*\); check DATABASE_URL\.\n$/,
  );
});

test("a data directory of another major version", async () => {
  fs.mkdirSync(path.join(folder, "postgres"));
  fs.writeFileSync(path.join(folder, "postgres/PG_VERSION"), "15\n");
  fs.writeFileSync(path.join(folder, "password"), "x");
  await refuses({}, /was made by PostgreSQL 15, and this is PostgreSQL 18; .*\n$/);
});

test("a data directory that cannot be written", async () => {
  const file = path.join(folder, "file");
  fs.writeFileSync(file, "");
  await refuses({ RULESCAPE_DATA: path.join(file, "data") }, /The data directory .* cannot be written \(ENOTDIR\); .*\n$/);
});
