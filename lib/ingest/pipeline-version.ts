/** Versions of the code by its content: changed readers read every file again, changed statistics count again, and nothing else does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SideFiles } from "../languages/language.ts";
import type { SourceDefinition } from "../model/source.ts";
import { sha256 } from "./identity.ts";

const lib = fileURLToPath(new URL("..", import.meta.url));

/** What a file's reading depends on besides the file: 12 hex digits. Milliseconds. */
export function readerVersion(): string {
  return contentVersion(["model", "expression", "languages", "formats", "normalize", "ingest"]);
}

/** What the loaded form of an ATT&CK bundle depends on besides the bundle. */
export function attackVersion(): string {
  return contentVersion(["model", "attack"]);
}

/** What a snapshot's numbers depend on besides its files. */
export function statisticsVersion(): string {
  return contentVersion(["model", "attack", "ingest", "statistics"]);
}

/** The readers' version for one source: the formats that its definition names, and the macros beside its rules, decide what a file is read as. */
export function pipelineOf(readers: string, source: SourceDefinition, { macros }: SideFiles): string {
  return `${readers}-${sha256(JSON.stringify([source.formats, source.vendors, [...macros]])).slice(0, 6)}`;
}

/** A hash over the TypeScript sources (tests left out) of the named folders of lib, by path and content. */
function contentVersion(folders: readonly string[]): string {
  const lines = folders.flatMap((folder) =>
    sourcesOf(join(lib, folder)).map((file) => `${file.slice(lib.length)} ${sha256(readFileSync(file))}`),
  );
  return sha256(lines.join("\n")).slice(0, 12);
}

function sourcesOf(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return sourcesOf(join(folder, entry.name));
    return /\.m?ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [join(folder, entry.name)] : [];
  });
}
