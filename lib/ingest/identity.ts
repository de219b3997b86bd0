/** Names of content: every id is a hash of what it names, so that equal content is one row whenever and wherever it was read. */
import { createHash } from "node:crypto";
import { hash63, indicatorId } from "../model/indicator-id.ts";
import { type Clause, type ClausePart, comparesCase } from "../model/predicate.ts";

/** The sha256 of bytes or text, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * A file as one version of the pipeline reads it.
 * @param sha256 of its bytes, or a word for bytes that were not read
 * @param pipeline the readers' version for the file's source
 */
export function fileId(source: string, path: string, sha256: string, pipeline: string): bigint {
  return hash63("file", source, path, sha256, pipeline);
}

/** The same file when reading it failed (too slow, out of memory): its own id stays free, so that the next ingest tries again. */
export function failedFileId(file: bigint, code: string): bigint {
  return hash63("failed", String(file), code);
}

export function ruleId(file: bigint, ordinal: number): bigint {
  return hash63("rule", String(file), String(ordinal));
}

/** A clause of one part with one value and no exceptions is its indicator; any other is a hash of its parts in canonical order. */
export function clauseId({ parts, exceptions }: Pick<Clause, "parts" | "exceptions">): bigint {
  const [only] = parts;
  const [value, ...more] = only?.values ?? [];
  if (only !== undefined && parts.length === 1 && exceptions.length === 0 && value !== undefined && more.length === 0) {
    return indicatorId({ ...only, value });
  }
  return hash63("clause", ...canonical(parts), "except", ...canonical(exceptions));
}

/** What clauses must share to fold into one row: fields and operators, values left out. */
export function shapeId({ parts, exceptions }: Pick<Clause, "parts" | "exceptions">): bigint {
  const shape = (part: ClausePart) => JSON.stringify([part.field, part.operator, part.values.length]);
  return hash63("shape", ...parts.map(shape).sort(), "except", ...exceptions.map(shape).sort());
}

/** What a rule's key is made from. */
export interface RuleName {
  readonly sourceId: string;
  /** The author's id, or null; also null when another rule of the source has it too, as it then names neither. */
  readonly ownId: string | null;
  readonly path: string;
  readonly ordinal: number;
}

/** The rule's name in URLs, 60 bits in base32: the same over snapshots as long as the author keeps the id, or the file its place. */
export function ruleKey({ sourceId, ownId, path, ordinal }: RuleName): string {
  const name = ownId === null ? ["place", path, String(ordinal)] : ["id", ownId];
  let rest = hash63("rule key", sourceId, ...name) >> 3n;
  let key = "";
  for (let digit = 0; digit < 12; digit++) {
    key = `${BASE32[Number(rest & 31n)]}${key}`;
    rest >>= 5n;
  }
  return key;
}

/** RFC 4648, lower case. */
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

function canonical(parts: readonly ClausePart[]): readonly string[] {
  return parts
    .map(({ field, operator, values, ...part }) => {
      const caseSensitive = values.some((value) => comparesCase({ ...part, value }));
      const compared = caseSensitive ? values : values.map((value) => value.toLowerCase());
      return JSON.stringify([field, operator, caseSensitive, part.lane === "placeholder", [...new Set(compared)].sort()]);
    })
    .sort();
}
