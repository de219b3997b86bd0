/** Reads files on worker threads. A file that hangs, or takes its worker down, becomes a ledger line and the rest goes on. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SideFiles } from "../languages/language.ts";
import type { SourceDefinition } from "../model/source.ts";
import type { FileProblem } from "./discover.ts";
import { failedFileId } from "./identity.ts";
import type { ParsedBatch, WorkerStart } from "./parse-worker.ts";
import type { PendingFile } from "./read-bytes.ts";

/**
 * Files in an order, taken from either side. One thread goes through them from the first on, the next from the last back, so that files
 * that need one reader (they stand together) mostly meet one thread: a reader can take seconds to load and to warm up.
 */
export interface FileQueue {
  take(side: "first" | "last"): PendingFile | undefined;
}

export interface ParseOptions {
  readonly sources: readonly SourceDefinition[];
  /** What sources keep beside their rules, by source. */
  readonly sideFiles?: ReadonlyMap<string, SideFiles>;
  /** Called for each batch with the files that it holds; awaited before the same worker's batch after the next. */
  readonly onBatch: (batch: ParsedBatch, files: readonly PendingFile[]) => Promise<void>;
  /** Called for a file that could not be read to its end: under another id, without bytes, with the problem. */
  readonly onFailed: (file: PendingFile) => void;
  readonly signal?: AbortSignal;
  /** Threads; two at least, as many as the machine runs at once. */
  readonly workers?: number;
  /** Milliseconds that one file may take, by the clock: a reader that is loaded on a busy machine must not lose its first file. */
  readonly patience?: number;
  /** MiB of heap that a thread may use. */
  readonly memory?: number;
  /** The worker's script; tests have their own. */
  readonly script?: URL;
}

const batchFiles = 48;
const batchBytes = 512 * 1024;

/** Reads all files. Rejects with what onBatch rejects with, or when the signal aborts; then no worker is left. */
export async function parseFiles(files: FileQueue, options: ParseOptions): Promise<void> {
  const first = takeBatch(files, "first");
  if (first.length === 0) return;
  const waiting = [first];
  const next = (side: Side): readonly PendingFile[] => (side === "first" ? waiting.pop() : undefined) ?? takeBatch(files, side);
  const threads = Array.from({ length: options.workers ?? Math.max(2, availableParallelism()) }, () => new Thread(options));
  const abort = () => Promise.all(threads.map((thread) => thread.stop()));
  options.signal?.addEventListener("abort", abort);
  try {
    await Promise.all(threads.map((thread, index) => serve(thread, () => next(index % 2 === 0 ? "first" : "last"), options)));
  } finally {
    options.signal?.removeEventListener("abort", abort);
    await abort();
  }
}

/** One thread's turn after turn; its rows are stored while it reads the next batch. */
async function serve(thread: Thread, next: () => readonly PendingFile[], options: ParseOptions): Promise<void> {
  let stored: Promise<void> = Promise.resolve();
  for (let files = next(); files.length > 0; files = next()) {
    const { batch, readable } = await readWhatCanBe(thread, files, options);
    await stored;
    stored = options.onBatch(batch, readable);
    stored.catch(() => {}); // heard at the next await
  }
  await stored;
}

/** Reads a batch again without the file that ended its worker, until it is read. */
async function readWhatCanBe(thread: Thread, files: readonly PendingFile[], { onFailed, signal }: ParseOptions) {
  let readable = files;
  for (;;) {
    const outcome = await thread.read(readable);
    signal?.throwIfAborted();
    if ("lines" in outcome) return { batch: outcome, readable };
    const { problem, culprit } = outcome;
    const failed = readable[culprit];
    if (failed === undefined) throw new RangeError(`A reading worker failed at file ${culprit} of ${readable.length}`);
    onFailed({ ...failed, id: failedFileId(failed.id, problem.code), bytes: null, problem });
    readable = readable.filter((file) => file !== failed);
  }
}

type Side = Parameters<FileQueue["take"]>[0];

function takeBatch(files: FileQueue, side: Side): readonly PendingFile[] {
  const batch: PendingFile[] = [];
  let bytes = 0;
  while (batch.length < batchFiles && bytes < batchBytes) {
    const file = files.take(side);
    if (file === undefined) break;
    batch.push(file);
    bytes += file.bytes?.length ?? 0;
  }
  return batch;
}

interface Failure {
  /** Index of the file that the worker was reading. */
  readonly culprit: number;
  readonly problem: FileProblem;
}

/** A worker that is replaced when it ends. */
class Thread {
  readonly #options: ParseOptions;
  readonly #position = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;

  constructor(options: ParseOptions) {
    this.#options = options;
  }

  /** Rejects only when the worker ends without being at a file: then its script is broken. */
  async read(files: readonly PendingFile[]): Promise<ParsedBatch | Failure> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    let quiet = () => {};
    try {
      return await new Promise<ParsedBatch | Failure>((resolve, reject) => {
        const fail = (problem: FileProblem, cause?: unknown) => {
          this.#worker = null;
          const culprit = Atomics.load(this.#position, 0);
          if (culprit < 0) reject(new Error("A reading worker ended before it read anything", { cause }));
          else resolve({ culprit, problem });
        };
        const onError = (error: Error) =>
          fail({ code: "query-too-large", message: `Reading this file ended its worker (${error.message}).` }, error);
        const onExit = () => fail({ code: "file-unreadable", message: "Reading this file ended its worker." });
        const watch = this.#watch(() => {
          fail({ code: "query-too-large", message: `Reading this file took longer than ${this.#patience / 1000} s.` });
          void worker.terminate();
        });
        worker.on("message", resolve).on("error", onError).on("exit", onExit);
        quiet = () => {
          clearInterval(watch);
          worker.off("message", resolve).off("error", onError).off("exit", onExit);
        };
        worker.postMessage(files);
      });
    } finally {
      quiet(); // one by one: removeAllListeners would take Node's own, and silence the worker
    }
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  get #patience(): number {
    return this.#options.patience ?? 30_000;
  }

  #start(): Worker {
    Atomics.store(this.#position, 0, -1);
    const sources = this.#options.sources.map(({ fileUrl: _, ...plain }) => plain);
    const script = (this.#options.script ?? new URL("./parse-worker.ts", import.meta.url)).href;
    const worker = new Worker(new URL("./tsx-worker.mjs", import.meta.url), {
      workerData: { script, sources, sideFiles: this.#options.sideFiles ?? new Map(), position: this.#position } satisfies WorkerStart & {
        readonly script: string;
      },
      execArgv: [],
      // A young generation twice as large as usual: what a file leaves behind is garbage before it is looked at.
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memory ?? 1024, maxYoungGenerationSizeMb: 96 },
    });
    worker.on("error", () => {}); // of one that is being ended; read() hears the others
    return worker;
  }

  /** Calls back once when the worker stays at one file for longer than its patience. Loading (position -1) is not counted. */
  #watch(tooLong: () => void): NodeJS.Timeout {
    let [at, since] = [-1, Date.now()];
    return setInterval(() => {
      const now = Atomics.load(this.#position, 0);
      if (now !== at) [at, since] = [now, Date.now()];
      else if (at >= 0 && Date.now() - since > this.#patience) {
        since = Number.POSITIVE_INFINITY;
        tooLong();
      }
    }, 100);
  }
}
