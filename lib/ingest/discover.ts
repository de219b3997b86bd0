/** Finds a source's rule files: sorted, each once, and what cannot be a file of the source is named instead of followed. Never throws on content. */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { DiagnosticCode } from "../model/diagnostic.ts";
import type { SourceDefinition } from "../model/source.ts";

/** Why a file gives no rule, for its ledger line. */
export interface FileProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
}

export interface DiscoveredFile {
  readonly sourceId: string;
  /** Relative to the source's root, `/` separated. */
  readonly path: string;
  readonly absolute: string;
  /** Set when the file must not, or cannot, be read. */
  readonly problem: FileProblem | null;
}

/** A source and the folder that holds it. */
export interface SourceFolder {
  readonly definition: SourceDefinition;
  readonly folder: string;
}

/**
 * The rule files in a source's folder, in the order of their paths.
 * @throws the system's error when the folder itself cannot be read
 */
export function discoverFiles({ definition, folder }: SourceFolder): readonly DiscoveredFile[] {
  const root = realpathSync(folder);
  const files: DiscoveredFile[] = [];
  walk({ definition, root, files }, "", readdirSync(root, { withFileTypes: true }));
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

interface Walk {
  readonly definition: SourceDefinition;
  readonly root: string;
  readonly files: DiscoveredFile[];
}

function walk(state: Walk, folder: string, entries: readonly Dirent[]): void {
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) walkFolder(state, path);
    else if (entry.isSymbolicLink()) addLink(state, path);
    else if (isRuleFile(path, state.definition)) add(state, path, entry.isFile() ? null : notRegular);
  }
}

/** What lies above or below an included prefix is walked; version control never is. */
function walkFolder(state: Walk, path: string): void {
  if (path.split("/").at(-1) === ".git" || isExcluded(path, state.definition)) return;
  if (!state.definition.include.some((prefix) => isUnder(path, prefix) || isUnder(withoutSlash(prefix), path))) return;
  try {
    walk(state, path, readdirSync(join(state.root, path), { withFileTypes: true }));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    add(state, path, { code: "file-unreadable", message: `The folder cannot be read (${error.code}).` });
  }
}

/** A link to a file inside the source is that file under another name. A folder inside is found under its own name. */
function addLink(state: Walk, path: string): void {
  try {
    const target = realpathSync(join(state.root, path));
    const inside = target === state.root || target.startsWith(`${state.root}${sep}`);
    const stats = statSync(target);
    if (inside && stats.isDirectory()) return;
    if (!isRuleFile(path, state.definition) && !(stats.isDirectory() && isIncluded(path, state.definition))) return;
    add(
      state,
      path,
      inside
        ? stats.isFile()
          ? null
          : notRegular
        : { code: "file-outside-source", message: "The link leads out of its source and is not followed." },
    );
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (isRuleFile(path, state.definition))
      add(state, path, { code: "file-unreadable", message: `The link leads nowhere (${error.code}).` });
  }
}

const notRegular: FileProblem = { code: "file-unreadable", message: "This is not a regular file (a device, pipe or socket)." };

function add(state: Walk, path: string, problem: FileProblem | null): void {
  state.files.push({ sourceId: state.definition.id, path, absolute: join(state.root, path), problem });
}

function isRuleFile(path: string, definition: SourceDefinition): boolean {
  return definition.extensions.some((ending) => path.endsWith(ending)) && isIncluded(path, definition);
}

function isIncluded(path: string, definition: SourceDefinition): boolean {
  return definition.include.some((prefix) => isUnder(path, prefix)) && !isExcluded(path, definition);
}

/** Excluded are path prefixes, and names of files wherever they lie. */
function isExcluded(path: string, { exclude }: SourceDefinition): boolean {
  return exclude.some((entry) => isUnder(path, entry) || path.endsWith(`/${entry}`));
}

/** Whether the path is the prefix or lies in that folder; the empty prefix holds all. */
function isUnder(path: string, prefix: string): boolean {
  const folder = withoutSlash(prefix);
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

function withoutSlash(prefix: string): string {
  return prefix.endsWith("/") ? prefix.slice(0, -1) : prefix;
}

/** An error that the system raised, with its code (ENOENT, EACCES …). */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
