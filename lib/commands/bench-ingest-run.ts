/** One measured ingest in a process of its own, for `npm run bench`: prints its seconds, its processor time and its peak memory as one line of JSON. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { openEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { foldersIn } from "@/lib/ingest/choose-folders";
import { ingest } from "@/lib/ingest/ingest";
import { statistics } from "@/lib/statistics";

/** Processor seconds of the embedded server and the processes that it started; null where the system has no /proc. */
async function serverSeconds(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const server = statOf(String(rows[0]?.pid))?.parent;
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const ticks = processes.map((pid) => {
      const stat = statOf(pid);
      if (!stat) return 0; // it has ended
      if (pid === server) return stat.own + stat.ended;
      return stat.parent === server ? stat.own : 0;
    });
    return ticks.reduce((sum, count) => sum + count, 0) / ticksPerSecond;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null; // no /proc
    throw error;
  } finally {
    await client.end();
  }
}

const ticksPerSecond = 100;

/** What /proc says of a process: its parent, and clock ticks of its own and of its children that have ended; null when it has ended itself. */
function statOf(pid: string): { readonly parent: string; readonly own: number; readonly ended: number } | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const sum = (from: number) => Number(fields[from]) + Number(fields[from + 1]);
  return { parent: fields[1] ?? "", own: sum(11), ended: sum(13) };
}

const [, , dataDirectory = "", from = "", ...attackFiles] = process.argv;
const database = await openEmbedded(dataDirectory);
try {
  const opened = performance.now();
  await migrate(database.url);
  const { seconds, files, parsed, changed } = await ingest({ url: database.url, folders: foldersIn(from, []), attackFiles, statistics });
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const report = {
    ...{ files, parsed, changed, stages: seconds, opened: opened / 1000, wall: performance.now() / 1000 },
    ...{ cpu: (userCPUTime + systemCPUTime) / 1e6, server: await serverSeconds(database.url), megabytes: Math.round(maxRSS / 1024) },
  };
  console.log(JSON.stringify(report));
} finally {
  await database.close();
}
process.exit();
