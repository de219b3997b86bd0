// The embedded server as a process: found when it runs already, started when it does not, stopped for good.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { SetupError } from "@/lib/env";
import { type DataDirectory, reason } from "./data-directory";
import type { Binaries } from "./server-binaries";

export type RunningServer = { pid: number; port: number };

/** Measured on two cores with the full catalog. synchronous_commit stays on: what was acknowledged survives a crash. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "32MB",
  maintenance_work_mem: "256MB",
  // Loads write much and then nothing for days: few, long checkpoints, and no log for replicas that do not exist.
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  wal_level: "minimal",
  max_wal_senders: "0",
  random_page_cost: "1.1",
  // Compiling a plan costs more than these queries run; parallel workers need more /dev/shm than a container gives.
  jit: "off",
  max_parallel_workers_per_gather: "0",
  log_min_messages: "warning",
  log_checkpoints: "off",
};

/** The server of this cluster if one is alive; a pid file that a crash left behind is removed. */
export function findServer({ cluster }: DataDirectory): RunningServer | undefined {
  const file = path.join(cluster, "postmaster.pid");
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (pid > 0 && isServerOf(cluster, pid)) return { pid, port };
  // Empty: a server has just created it and is about to write, unless a crash left it so.
  if (!(pid > 0) && Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 5_000) return undefined;
  // The number may belong to another program by now, which would keep PostgreSQL from starting.
  fs.rmSync(file, { force: true });
  return undefined;
}

/** Starts a server and returns when it has written its pid file; it may still be recovering. Throws a SetupError when it gives up. */
export async function startServer(directory: DataDirectory, binaries: Binaries): Promise<RunningServer> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const from = logSize(directory);
    const port = await freePort();
    if (await launch(directory, binaries, port)) return { pid: findServer(directory)?.pid ?? 0, port };
    const running = findServer(directory);
    if (running) return running; // another starter was quicker
    const said = readLog(directory, from);
    // Children of a killed server hold its memory for a moment; a port found free may be taken by the time it is used.
    const passing = /shared memory block|could not bind|lock file "postmaster.pid"/.test(said);
    if (!passing || Date.now() > deadline)
      throw new SetupError(`PostgreSQL does not start in ${directory.cluster}: ${lastComplaint(said)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Asks the server to finish (fast shutdown: open statements are cancelled) and waits until it has. */
export async function stopServer({ pid }: RunningServer): Promise<void> {
  signal(pid, "SIGINT");
  const patience = Date.now() + 60_000;
  while (isAlive(pid)) {
    if (Date.now() > patience) signal(pid, "SIGQUIT");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return reason(error) === "EPERM";
  }
}

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Makes a cluster, whole or not at all: a kill in the middle leaves a draft that the next start removes. */
export function createCluster(directory: DataDirectory, binaries: Binaries): void {
  const { cluster, user } = directory;
  removeDrafts(cluster);
  const draft = `${cluster}.new-${process.pid}`;
  const password = `${draft}.password`; // a copy, as the one that is kept is closed to the server's user
  fs.mkdirSync(draft, { mode: 0o700 });
  fs.copyFileSync(directory.passwordFile, password);
  if (user) for (const file of [draft, password]) fs.chownSync(file, user.uid, user.gid);
  const options = ["-D", draft, "-U", "rulescape", "--auth=scram-sha-256", "--encoding=UTF8", ...collation, "--no-instructions"];
  try {
    const made = spawnSync(binaries.initdb, [...options, `--pwfile=${password}`], { ...identity(directory, draft), encoding: "utf8" });
    if (made.status !== 0)
      throw new SetupError(`PostgreSQL could not be set up in ${cluster}: ${lastComplaint(made.error?.message ?? made.stderr)}`);
    fs.renameSync(draft, cluster);
  } catch (error) {
    if (error instanceof SetupError || !fs.existsSync(cluster)) throw error; // else another starter was quicker
  } finally {
    removeDrafts(cluster, process.pid);
  }
}

/** Text compared by its bytes, as C.UTF-8 does anyway, but by PostgreSQL itself: indexes over text are built several times quicker. */
const collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"];

function removeDrafts(cluster: string, maker?: number): void {
  const folder = path.dirname(cluster);
  for (const entry of fs.readdirSync(folder)) {
    const [, pid] = entry.match(new RegExp(`^${path.basename(cluster)}\\.new-(\\d+)`)) ?? [];
    if (pid && (Number(pid) === maker || !isAlive(Number(pid)))) fs.rmSync(path.join(folder, entry), { recursive: true, force: true });
  }
}

/** True when the server wrote its pid file, false when it ended before. */
async function launch(directory: DataDirectory, binaries: Binaries, port: number): Promise<boolean> {
  const log = fs.openSync(directory.logFile, "a", 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(binaries.postgres, ["-D", directory.cluster, "-p", String(port), ...flags], {
    ...identity(directory, directory.cluster),
    stdio: ["ignore", log, log],
    detached: true, // its own process group: Ctrl-C reaches the launcher, which stops the web first
  });
  fs.closeSync(log);
  server.unref();
  let ended = false;
  server.once("exit", () => (ended = true)).once("error", () => (ended = true));
  while (!ended && findServer(directory)?.pid !== server.pid) await new Promise((resolve) => setTimeout(resolve, 10));
  return !ended;
}

/** As whom, where and with which variables PostgreSQL runs: none of ours, so that a PGDATA of somebody else cannot reach it. */
function identity({ user }: DataDirectory, cwd: string): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC", NODE_ENV: "production" as const };
  return { ...(user ? { uid: user.uid, gid: user.gid } : {}), cwd, env };
}

/** Only a server has its cluster as working directory. Where that cannot be read, its command line has to do. */
function isServerOf(cluster: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux")
    return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout.includes("postgres");
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(cluster);
  } catch {
    return false; // ended in between, or somebody else's
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (reason(error) !== "ESRCH") throw error;
  }
}

function logSize({ logFile }: DataDirectory): number {
  return fs.statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
}

function readLog({ logFile }: DataDirectory, from: number): string {
  return fs.readFileSync(logFile).subarray(from).toString("utf8");
}

function lastComplaint(text: string): string {
  const lines = text.trim().split("\n");
  return (lines.findLast((line) => /FATAL|error|could not/i.test(line)) ?? lines.at(-1) ?? "it says nothing").replace(
    /^.*?(FATAL|ERROR):\s*/,
    "",
  );
}
