/** Files that a source keeps beside its rules and that the rules refer to by name (SPL macros), found in a folder or above it. */
import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { confMacros } from "../formats/splunk-conf.ts";
import { documentError, parseYamlFile } from "../formats/yaml-file.ts";
import type { Macro, SideFiles } from "../languages/language.ts";
import { decodeText, readWithinLimit } from "./read-bytes.ts";

const maximumParents = 12;
const maximumFiles = 20_000;

/**
 * Reads a source's side files: `macros/*.yml` (name, definition, arguments), or an app's macros.conf, in the folder given, else in the nearest
 * parent that has some.
 * @param folder a source's root, or any folder in it
 * @returns empty maps when there are none; a file that cannot be read or holds no macro is left out
 */
export function readSideFiles(folder: string): SideFiles {
  let current = resolve(folder);
  for (let step = 0; step < maximumParents; step += 1) {
    const macros = new Map([...readConf(join(current, "macros.conf")), ...readMacros(join(current, "macros"))]);
    if (macros.size > 0) return { macros };
    const parent = dirname(current);
    if (parent === current) break;
    current = parent;
  }
  return { macros: new Map() };
}

function readMacros(folder: string): ReadonlyMap<string, Macro> {
  const macros = new Map<string, Macro>();
  for (const file of filesOf(folder)) {
    const read = readMacro(join(folder, file));
    if (read) macros.set(read.name, read.macro);
  }
  return macros;
}

function readConf(path: string): ReadonlyMap<string, Macro> {
  const text = textOf(path);
  return text === null ? new Map() : confMacros(text);
}

/** The file's text, read within the bounds of rule files; null when there is none to read. */
function textOf(path: string): string | null {
  const bytes = readWithinLimit(path);
  const text = bytes instanceof Uint8Array ? decodeText(bytes) : null;
  return typeof text === "string" ? text : null;
}

function filesOf(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/i.test(name));
    return names.sort().slice(0, maximumFiles);
  } catch {
    return []; // no such folder here
  }
}

/** The first document as plain data, with the repairs that rule files get too. @throws on aliases that grow without bounds */
function yamlOf(text: string): unknown {
  const file = parseYamlFile(text);
  const document = "code" in file ? undefined : file.documents[0];
  return !document || documentError(document) ? null : document.toJS();
}

function readMacro(path: string): { readonly name: string; readonly macro: Macro } | null {
  const text = textOf(path);
  let file: unknown;
  try {
    file = text === null ? null : yamlOf(text);
  } catch {
    return null; // unreadable or broken: rules that call it are partial, and say so
  }
  if (typeof file !== "object" || file === null) return null;
  const { name, definition, arguments: given } = file as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || (typeof definition !== "string" && typeof definition !== "number" && definition !== null)) return null;
  const names = Array.isArray(given) ? given.filter((item) => typeof item === "string") : [];
  return { name, macro: { definition: definition === null ? "null" : String(definition), arguments: names } };
}
