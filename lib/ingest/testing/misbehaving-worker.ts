/** A reading worker for tests: what a file says decides how reading it goes wrong. */
import { parentPort, workerData } from "node:worker_threads";
import { ContentWriter } from "../content-rows.ts";
import type { ParsedBatch, WorkerStart } from "../parse-worker.ts";
import type { PendingFile } from "../read-bytes.ts";

const { position } = workerData as WorkerStart;
const writer = new ContentWriter();

parentPort?.on("message", (files: readonly PendingFile[]) => {
  for (const [index, file] of files.entries()) {
    Atomics.store(position, 0, index);
    misbehave(Buffer.from(file.bytes ?? "").toString());
    writer.addFile(file, "", { rules: [], problem: { code: "not-a-rule", message: "fine" } });
  }
  Atomics.store(position, 0, -1);
  parentPort?.postMessage({ lines: writer.take(), rules: 0 } satisfies ParsedBatch);
});

function misbehave(text: string): void {
  if (text === "hang") for (;;);
  // biome-ignore lint/nursery/noJsRestrictedProperties: ending the thread is what is tested
  if (text === "exit") process.exit(3);
  if (text === "throw") throw new Error("out of order");
  if (text === "memory") for (const hoard: unknown[] = []; ; ) hoard.push(Array.from({ length: 10_000 }, () => ({ hoard })));
}
