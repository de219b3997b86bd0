/** Brings upstream sources to this machine at their pinned commits: downloaded once, verified each time; one that fails does not stop the others. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SourceDefinition } from "../model/source.ts";
import { ArchiveError, downloadArchive, hashFolder } from "./archive.ts";
import type { SourceFolder } from "./discover.ts";

export interface SyncOptions {
  /** Holds a folder a source and commit, and the lock file. */
  readonly root: string;
  readonly signal?: AbortSignal;
  /** Told what is being done, a line at a time. */
  readonly say?: (line: string) => void;
  /** Tests answer from a server of their own. */
  readonly fetch?: typeof fetch;
}

export interface Synced {
  /** Sources that are there now, in the order given. */
  readonly folders: readonly SourceFolder[];
  /** One sentence each for what is not there, and why. */
  readonly failures: readonly string[];
}

/** What a source was when it was first downloaded: the same commit must be the same files for ever. */
interface Lock {
  readonly commit: string;
  readonly url: string;
  /** Over the files' paths and contents (hashFolder); archives of one commit may be packed differently. */
  readonly sha256: string;
}

/** Sees to it that every source is there. Rejects only when the signal aborts, or when `root` cannot be written. */
export async function syncSources(sources: readonly SourceDefinition[], options: SyncOptions): Promise<Synced> {
  mkdirSync(options.root, { recursive: true });
  const folders: SourceFolder[] = [];
  const failures: string[] = [];
  const away = new Map<string, { readonly reason: string; readonly left: string[] }>();
  for (const definition of sources) {
    options.signal?.throwIfAborted();
    const host = definition.archiveUrl === null ? null : new URL(definition.archiveUrl).host;
    const known = host === null ? undefined : away.get(host);
    try {
      const folder = keptFolder(definition, options) ?? (known ? null : await fetchSource(definition, options));
      if (folder === null) known?.left.push(definition.id);
      else folders.push({ definition, folder });
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof ArchiveError)) throw error;
      if (error.unreachable !== null && host !== null) away.set(host, { reason: error.message, left: [definition.id] });
      else failures.push(`${definition.label} (${definition.id}) is left out: ${error.message}`);
    }
  }
  // A host that could not be reached once is not waited for again: its sources share one sentence.
  for (const { reason, left } of away.values()) failures.push(`${reason} Left out: ${left.join(", ")}.`);
  return { folders, failures };
}

/** The folder of an earlier download that still holds what was recorded then, or null. One that was changed is removed. */
function keptFolder(definition: SourceDefinition, { root, say }: SyncOptions): string | null {
  const folder = folderOf(definition, root);
  const lock = readLocks(root)[definition.id];
  if (!existsSync(folder)) return null;
  if (lock?.commit === definition.commit && hashFolder(folder) === lock.sha256) return folder;
  say?.(`${definition.id}: the copy in ${folder} is not what was downloaded; downloading it again.`);
  rmSync(folder, { recursive: true, force: true });
  return null;
}

async function fetchSource(definition: SourceDefinition, options: SyncOptions): Promise<string> {
  const { archiveUrl: url, commit } = definition;
  if (url === null || commit === null) throw new ArchiveError("it has no archive to download.");
  const folder = folderOf(definition, options.root);
  const draft = `${folder}.draft-${process.pid}`;
  options.say?.(`${definition.id}: downloading ${url}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await downloadArchive(url, draft, options);
    const sha256 = hashFolder(draft);
    const locks = readLocks(options.root);
    const lock = locks[definition.id];
    if (lock?.commit === commit && lock.sha256 !== sha256) {
      throw new ArchiveError(`${url} no longer holds what it held when it was first downloaded (${lockFile(options.root)}).`);
    }
    renameSync(draft, folder);
    writeLocks(options.root, { ...locks, [definition.id]: { commit, url, sha256 } });
    return folder;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function folderOf({ id, commit }: SourceDefinition, root: string): string {
  return join(root, id, commit ?? "none");
}

const lockFile = (root: string): string => join(root, "lock.json");

/** A lock file that cannot be read records nothing: everything is downloaded again. */
function readLocks(root: string): Readonly<Record<string, Lock>> {
  try {
    return JSON.parse(readFileSync(lockFile(root), "utf8"));
  } catch {
    return {};
  }
}

function writeLocks(root: string, locks: Readonly<Record<string, Lock>>): void {
  const draft = join(dirname(lockFile(root)), `.lock-${process.pid}.json`);
  writeFileSync(draft, `${JSON.stringify(locks, null, 2)}\n`);
  renameSync(draft, lockFile(root));
}
