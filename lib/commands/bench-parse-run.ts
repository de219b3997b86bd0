/** The reference of `npm run bench` in a process of its own: reads the same files and parses their YAML and TOML, on as many threads, and no more. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { parse } from "smol-toml";
import { parseAllDocuments } from "yaml";
import { foldersIn } from "../ingest/choose-folders.ts";
import { discoverFiles } from "../ingest/discover.ts";

/** Characters read; what the libraries make of them is thrown away. */
function parseFiles(files: readonly string[]): number {
  let characters = 0;
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    characters += text.length;
    if (/\.ya?ml$/.test(file)) parseAllDocuments(text);
    else if (file.endsWith(".toml")) tolerate(() => parse(text));
  }
  return characters;
}

/** A broken file was parsed as far as it goes. */
function tolerate(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

async function main(from: string): Promise<void> {
  const files = foldersIn(from, []).flatMap((folder) =>
    discoverFiles(folder).flatMap(({ absolute, problem }) => (problem ? [] : [absolute])),
  );
  const threads = Math.max(2, availableParallelism());
  const shares = Array.from({ length: threads }, (_, thread) => files.filter((_file, index) => index % threads === thread));
  const characters = await Promise.all(
    shares.map(
      (share) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(new URL("../ingest/tsx-worker.mjs", import.meta.url), {
            workerData: { script: import.meta.url, files: share },
            execArgv: [],
          });
          worker.on("message", resolve).on("error", reject);
        }),
    ),
  );
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const report = {
    ...{ files: files.length, characters: characters.reduce((sum, count) => sum + count, 0), wall: performance.now() / 1000 },
    ...{ cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: Math.round(maxRSS / 1024) },
  };
  console.log(JSON.stringify(report));
}

if (isMainThread) await main(process.argv[2] ?? "");
else parentPort?.postMessage(parseFiles((workerData as { readonly files: readonly string[] }).files));
