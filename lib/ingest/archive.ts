/** Downloads a .tar.gz and unpacks it within bounds: plain files and folders only, never outside the target, never without end. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { extract, type ReadEntry } from "tar";
import { isSystemError } from "./discover.ts";
import { sha256 } from "./identity.ts";

/** Largest archives come near 300 MB; what is beyond is not one of ours. */
const limits = { packed: 1024 ** 3, unpacked: 4 * 1024 ** 3, files: 500_000 } as const;

const patience = 15 * 60_000;

/** Why an archive is not there, in words that end a sentence. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  /** The host that could not be reached, or null when it was something else. */
  readonly unreachable: string | null;

  constructor(message: string, options: { readonly unreachable?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.unreachable = options.unreachable ?? null;
  }
}

export interface DownloadOptions {
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

/**
 * Unpacks the archive at `url` into an empty folder, without the one folder that everything in it lies in.
 * @throws ArchiveError when the host cannot be reached, or what it sends is no such archive; then the folder holds a part of it
 */
export async function downloadArchive(url: string, folder: string, options: DownloadOptions): Promise<void> {
  const body = await request(url, options);
  const unpack = new Bounds();
  try {
    await pipeline(
      body,
      unpack.packed(),
      extract({ cwd: folder, strip: 1, strict: true, preserveOwner: false, filter: (_, entry) => unpack.admits(entry as ReadEntry) }),
    );
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError(`${url} did not arrive whole, or is no archive (${words(cause)}).`, { cause });
  }
  if (unpack.exceeded) throw new ArchiveError(`${url} unpacks to more than is read from any source.`);
  if (unpack.files === 0) throw new ArchiveError(`${url} holds no files.`);
}

/** One hash over the paths and contents of all files in a folder. */
export function hashFolder(folder: string): string {
  const lines = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((file) => `${file.slice(folder.length)} ${sha256(readFileSync(file))}`);
  return sha256(lines.join("\n"));
}

async function request(url: string, options: DownloadOptions): Promise<Readable> {
  const signals = [AbortSignal.timeout(patience), ...(options.signal ? [options.signal] : [])];
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(url, { signal: AbortSignal.any(signals) });
  } catch (error) {
    options.signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const host =
      cause instanceof Error && "hostname" in cause && typeof cause.hostname === "string" ? cause.hostname : new URL(url).hostname;
    throw new ArchiveError(`${host} could not be reached (${words(cause)}).`, { unreachable: host, cause: error });
  }
  if (!response.ok || response.body === null) throw new ArchiveError(`${new URL(url).host} answered ${response.status} for ${url}.`);
  return Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
}

/** Counts what comes in and what would go out. */
class Bounds {
  files = 0;
  exceeded = false;
  #unpacked = 0;

  /** Passes bytes on, and fails beyond the limit. */
  packed(): Transform {
    let size = 0;
    return new Transform({
      transform(chunk: Uint8Array, _, done) {
        size += chunk.length;
        if (size > limits.packed) done(new ArchiveError("the archive is larger than any source is."));
        else done(null, chunk);
      },
    });
  }

  /** Links and devices are left out: what a link shows is found under its own name. tar itself refuses paths that lead outside. */
  admits(entry: Pick<ReadEntry, "type" | "size">): boolean {
    if (entry.type !== "File" && entry.type !== "OldFile" && entry.type !== "ContiguousFile")
      return entry.type === "Directory" || entry.type === "GNUDumpDir";
    this.#unpacked += entry.size;
    this.files++;
    this.exceeded ||= this.#unpacked > limits.unpacked || this.files > limits.files;
    return !this.exceeded;
  }
}

function words(error: unknown): string {
  return isSystemError(error) ? error.code : error instanceof Error ? error.message : String(error);
}
