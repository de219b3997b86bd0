/** Brings files that the database does not know into the content tables, inside the caller's transaction. */
import type pg from "pg";
import { ContentWriter } from "./content-rows.ts";
import { CopySink } from "./copy-sink.ts";
import { type DiscoveredFile, discoverFiles, type SourceFolder } from "./discover.ts";
import { openFirstLoad } from "./first-load.ts";
import { type FileQueue, type ParseOptions, parseFiles } from "./parse-pool.ts";
import { pipelineOf, readerVersion } from "./pipeline-version.ts";
import { type PendingFile, readBytes } from "./read-bytes.ts";
import { readSideFiles } from "./side-files.ts";

/** A file that the snapshot will hold. */
export interface HeldFile {
  readonly id: bigint;
  readonly sourceId: string;
}

export interface LoadedContent {
  readonly files: readonly HeldFile[];
  /** Files that had to be read as rules; the others were known by their id. */
  readonly parsed: number;
}

export interface LoadOptions extends Pick<ParseOptions, "signal" | "workers" | "patience" | "script"> {
  /** Called as files are done with: known, or read and stored. */
  readonly progress?: (done: number, total: number) => void;
}

/** Content that several files share goes through staging, as another file or an earlier ingest may have brought it already. */
const shared = ["indicator", "clause", "clause_indicator"] as const;

/** Discovers, reads, parses and stores the files of all sources. */
export async function loadContent(client: pg.ClientBase, folders: readonly SourceFolder[], options: LoadOptions): Promise<LoadedContent> {
  const readers = readerVersion();
  const discovered = folders.map((folder) => {
    const sideFiles = readSideFiles(folder.folder);
    return {
      id: folder.definition.id,
      sideFiles,
      pipeline: pipelineOf(readers, folder.definition, sideFiles),
      files: discoverFiles(folder),
    };
  });
  const total = discovered.reduce((sum, { files }) => sum + files.length, 0);
  const known = await knownFiles(client);
  const held: HeldFile[] = [];
  let [done, parsed] = [0, 0];
  const advance = (files: number) => {
    done += files;
    options.progress?.(done, total);
  };
  const unknown = new UnknownFiles(discovered, (file) => {
    if (!known.has(file.id)) return true;
    held.push({ id: file.id, sourceId: file.sourceId });
    advance(1);
    return false;
  });
  await stage(client);
  const indexes = await openFirstLoad(client);
  const sink = new CopySink(client, Object.fromEntries(shared.map((table) => [table, `staged_${table}`])));
  const failures = new ContentWriter();
  await parseFiles(unknown, {
    ...options,
    sources: folders.map(({ definition }) => definition),
    sideFiles: new Map(discovered.map(({ id, sideFiles }) => [id, sideFiles])),
    onBatch: async ({ lines }, files) => {
      for (const { id, sourceId } of files) held.push({ id, sourceId });
      parsed += files.length;
      await sink.add(lines);
      advance(files.length);
    },
    onFailed: (file) => {
      held.push({ id: file.id, sourceId: file.sourceId });
      if (!known.has(file.id)) failures.addFile(file, "", { rules: [], problem: file.problem });
      advance(1);
    },
  });
  await sink.add(failures.take());
  await sink.flush();
  await unstage(client);
  if (indexes !== null) await client.query(indexes);
  return { files: held, parsed };
}

interface SourceFiles {
  readonly pipeline: string;
  readonly files: readonly DiscoveredFile[];
}

/** Reads the bytes of one file after the other, and gives on those that are wanted: no more text is in memory than the readers hold. */
class UnknownFiles implements FileQueue {
  readonly #files: readonly { readonly file: DiscoveredFile; readonly pipeline: string }[];
  readonly #isWanted: (file: PendingFile) => boolean;
  #first = 0;
  #last: number;

  constructor(sources: readonly SourceFiles[], isWanted: (file: PendingFile) => boolean) {
    this.#files = sources.flatMap(({ pipeline, files }) => files.map((file) => ({ file, pipeline })));
    this.#isWanted = isWanted;
    this.#last = this.#files.length;
  }

  take(side: "first" | "last"): PendingFile | undefined {
    while (this.#first < this.#last) {
      const next = this.#files[side === "first" ? this.#first++ : --this.#last];
      const pending = next && readBytes(next.file, next.pipeline);
      if (pending && this.#isWanted(pending)) return pending;
    }
    return undefined;
  }
}

async function knownFiles(client: pg.ClientBase): Promise<ReadonlySet<bigint>> {
  const { rows } = await client.query<[string]>({ text: "select id from rule_file", rowMode: "array" });
  return new Set(rows.map(([id]) => BigInt(id)));
}

async function stage(client: pg.ClientBase): Promise<void> {
  for (const table of shared) await client.query(`create temp table staged_${table} (like ${table}) on commit drop`);
}

/**
 * Of several spellings of one indicator or clause (they differ in case) the one that sorts last is shown, lower case mostly:
 * which worker was first must not decide.
 */
async function unstage(client: pg.ClientBase): Promise<void> {
  await client.query(`
    insert into indicator select distinct on (id) * from staged_indicator order by id, value collate "C" desc, lane on conflict do nothing`);
  await client.query(`
    insert into clause select distinct on (id) * from staged_clause order by id, parts::text collate "C" desc, exceptions::text collate "C" desc
    on conflict do nothing`);
  await client.query(
    "insert into clause_indicator select distinct * from staged_clause_indicator order by clause_id, indicator_id on conflict do nothing",
  );
}
