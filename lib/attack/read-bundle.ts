/**
 * Reads an ATT&CK bundle from a file. Memory is bounded by a size cap: the enterprise bundle of v18.1 (38 MB) takes about
 * 0.7 s and 300 MB at its peak with JSON.parse (Node 20), so that a streaming parser would buy little.
 */
import { readFile, stat } from "node:fs/promises";
import { AttackBundleError } from "./attack-bundle.ts";
import { type BundleHints, parseAttackBundle, type ReadBundle } from "./bundle.ts";

/** Largest file read: more than twice the largest bundle that MITRE has published (53 MB). */
export const BUNDLE_SIZE_LIMIT = 128 * 1024 * 1024;

/**
 * The ATT&CK bundle in the file at `path`, with what was wrong in it.
 * @throws AttackBundleError, one sentence that names the file, when it cannot be opened, is too large, is not whole JSON,
 * or is no ATT&CK bundle; `cause` is the underlying error.
 */
export async function readAttackBundle(path: string, sizeLimit: number = BUNDLE_SIZE_LIMIT): Promise<ReadBundle> {
  const text = await readText(path, sizeLimit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AttackBundleError(`${path} is not whole JSON: ${jsonTrouble(text)}.`, { cause });
  }
  try {
    return parseAttackBundle(value, hintsFromName(path));
  } catch (cause) {
    if (cause instanceof AttackBundleError) throw new AttackBundleError(`${path}: ${cause.message}`, { cause });
    throw cause;
  }
}

async function readText(path: string, sizeLimit: number): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > sizeLimit) {
      const [found, allowed] = [size, sizeLimit].map((bytes) => `${Math.ceil(bytes / 1024 / 1024)} MB`);
      throw new AttackBundleError(`${path} has ${found}; ATT&CK bundles of more than ${allowed} are not read.`);
    }
    const text = await readFile(path, "utf8");
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  } catch (cause) {
    if (cause instanceof AttackBundleError) throw cause;
    throw new AttackBundleError(`${path} cannot be read (${errorCode(cause)}).`, { cause });
  }
}

/** Why JSON.parse failed, in words: V8's message quotes the text, which may be hostile and long. */
function jsonTrouble(text: string): string {
  const start = text.trimStart().slice(0, 1);
  if (start === "") return "the file is empty";
  if (start !== "{") return "it does not begin with an object";
  return text.trimEnd().endsWith("}") ? "it breaks the grammar of JSON" : "it ends early, as a download that was cut off does";
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
}

/** Published names carry the version: `enterprise-attack-18.1.json`. */
function hintsFromName(path: string): BundleHints {
  const version = /-(\d+(?:\.\d+){1,2})\.json$/i.exec(path)?.[1];
  return version === undefined ? {} : { version };
}
