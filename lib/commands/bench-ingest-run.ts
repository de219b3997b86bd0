/** One measured ingest in a process of its own, for `npm run bench`: prints its seconds, its processor time and its peak memory as one line of JSON. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { openEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { foldersIn } from "@/lib/ingest/choose-folders";
import { ingest } from "@/lib/ingest/ingest";
import { statistics } from "@/lib/statistics";

/** Processor seconds of the embedded server and the processes that it started; null where the system has no /proc. */
function serverSeconds(dataDirectory: string): number | null {
  try {
    const postmaster = readFileSync(path.join(dataDirectory, "postgres", "postmaster.pid"), "utf8").split("\n")[0] ?? "";
    const ticks = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => ticksOf(pid, postmaster));
    return ticks.reduce((sum, count) => sum + count, 0) / 100;
  } catch {
    return null;
  }
}

/** Clock ticks of a process of the server: of the first one with those of its children that have ended. */
function ticksOf(pid: string, postmaster: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    if (pid !== postmaster && fields[1] !== postmaster) return 0;
    const own = pid === postmaster ? fields.slice(11, 15) : fields.slice(11, 13);
    return own.reduce((sum, field) => sum + Number(field), 0);
  } catch {
    return 0; // it has just ended
  }
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
    ...{ cpu: (userCPUTime + systemCPUTime) / 1e6, server: serverSeconds(dataDirectory), megabytes: Math.round(maxRSS / 1024) },
  };
  console.log(JSON.stringify(report));
} finally {
  await database.close();
}
process.exit();
