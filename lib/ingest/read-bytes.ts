/** Reads a discovered file's bytes within bounds, names it, and says instead why it cannot be read. Never throws on a file. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { type DiscoveredFile, type FileProblem, isSystemError } from "./discover.ts";
import { fileId, sha256 } from "./identity.ts";

/** Larger files are ledger lines: 1 MiB. */
export const fileSizeLimit = 1024 * 1024;

/** A file with its name in the catalog. Either bytes or a problem; both only when the bytes are no text. */
export interface PendingFile {
  readonly id: bigint;
  readonly sourceId: string;
  readonly path: string;
  readonly sha256: string;
  readonly pipeline: string;
  readonly bytes: Uint8Array | null;
  readonly problem: FileProblem | null;
}

/** @param pipeline version of the readers for the file's source */
export function readBytes(file: DiscoveredFile, pipeline: string): PendingFile {
  const read = file.problem ?? readWithinLimit(file.absolute);
  const name = { sourceId: file.sourceId, path: file.path, pipeline };
  if (!(read instanceof Uint8Array)) {
    return {
      ...name,
      id: fileId(file.sourceId, file.path, `${read.code} ${read.message}`, pipeline),
      sha256: "",
      bytes: null,
      problem: read,
    };
  }
  const hash = sha256(read);
  return { ...name, id: fileId(file.sourceId, file.path, hash, pipeline), sha256: hash, bytes: read, problem: null };
}

/** The text of UTF-8 bytes without a byte order mark, or why they are not text. */
export function decodeText(bytes: Uint8Array): string | FileProblem {
  if (bytes.includes(0)) return { code: "file-binary", message: "The file holds NUL bytes: it is not text, or not UTF-8." };
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { code: "file-binary", message: "The file is not UTF-8." };
  }
}

/** A file's bytes, never more than the limit, or why they cannot be read; a pipe or a device has none. */
export function readWithinLimit(path: string): Uint8Array | FileProblem {
  let handle: number | undefined;
  try {
    // A file that became a pipe since it was discovered must not make the ingest wait for a writer.
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { size } = fstatSync(handle);
    if (size > fileSizeLimit)
      return {
        code: "file-too-large",
        message: `The file has ${Math.ceil(size / 1024)} KiB; more than ${fileSizeLimit / 1024} are not read.`,
      };
    // One byte more than its size, so that a file that grows meanwhile is read whole or not at all.
    const buffer = new Uint8Array(size + 1);
    let length = 0;
    for (let count = -1; count !== 0 && length < buffer.length; length += count)
      count = readSync(handle, buffer, length, buffer.length - length, null);
    if (length > size) return { code: "file-unreadable", message: "The file grew while it was read." };
    return buffer.subarray(0, length);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { code: "file-unreadable", message: `The file cannot be read (${error.code}).` };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
