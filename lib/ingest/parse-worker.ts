/** A worker thread: reads batches of files into rows. It answers every batch, and says in shared memory which file it is at. */
import { parentPort, workerData } from "node:worker_threads";
import type { SideFiles } from "../languages/language.ts";
import type { SourceDefinition } from "../model/source.ts";
import { type ContentTable, ContentWriter } from "./content-rows.ts";
import { decodeText, type PendingFile } from "./read-bytes.ts";
import { readRuleFile } from "./read-rule-file.ts";

/** A source definition as it crosses threads: functions do not. */
export type PlainSource = Omit<SourceDefinition, "fileUrl">;

export interface WorkerStart {
  readonly sources: readonly PlainSource[];
  /** By source. */
  readonly sideFiles: ReadonlyMap<string, SideFiles>;
  /** One Int32: the index of the file being read in its batch; -1 between batches. */
  readonly position: Int32Array<SharedArrayBuffer>;
}

/** Lines for COPY by table, and the rules that they hold. */
export interface ParsedBatch {
  readonly lines: Readonly<Record<ContentTable, Uint8Array<ArrayBuffer>>>;
  readonly rules: number;
}

const { sources, sideFiles, position } = workerData as WorkerStart;
const definitions = new Map(sources.map((source) => [source.id, { ...source, fileUrl: () => null }]));
const writer = new ContentWriter();

parentPort?.on("message", (files: readonly PendingFile[]) => {
  let rules = 0;
  for (const [index, file] of files.entries()) {
    Atomics.store(position, 0, index);
    rules += addFile(file);
  }
  Atomics.store(position, 0, -1);
  const lines = writer.take();
  parentPort?.postMessage(
    { lines, rules } satisfies ParsedBatch,
    Object.values(lines).map(({ buffer }) => buffer),
  );
});

/** Returns the number of rules. Whatever a reader throws is a ledger line of its file: readers must not, and one that does stops only itself. */
function addFile(file: PendingFile): number {
  if (file.bytes === null) {
    writer.addFile(file, "", { rules: [], problem: file.problem ?? { code: "file-unreadable", message: "The file could not be read." } });
    return 0;
  }
  const text = decodeText(file.bytes);
  if (typeof text !== "string") {
    writer.addFile(file, "", { rules: [], problem: text });
    return 0;
  }
  const reading = read(file, text);
  writer.addFile(file, text, reading);
  return reading.rules.length;
}

function read(file: PendingFile, text: string) {
  const source = definitions.get(file.sourceId);
  if (source === undefined) throw new RangeError(`No source ${file.sourceId} was given to this worker`);
  try {
    const { rules, problem } = readRuleFile({ path: file.path, text, source, sideFiles: sideFiles.get(source.id) });
    if (rules.length > 0) return { rules, problem: null };
    return { rules, problem: problem ?? { code: "not-a-rule" as const, message: "The file holds no rule." } };
  } catch (error) {
    const message = `The reader failed on this file (${error instanceof Error ? error.message : String(error)}); this is a mistake in the reader.`;
    return { rules: [], problem: { code: "file-unreadable" as const, message } };
  }
}
