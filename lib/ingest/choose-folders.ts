/** Which sources an ingest reads, and where each of them lies. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoSources, sources, upstreamSources } from "../../seed/sources.ts";
import type { SourceDefinition } from "../model/source.ts";
import type { SourceFolder } from "./discover.ts";
import { IngestError } from "./ingest-error.ts";

const demoFolder = fileURLToPath(new URL("../../seed/demo", import.meta.url));
const demoPrefix = "demo-";

/** Every source that can be ingested, the bundled demo first. */
export const knownSources: readonly SourceDefinition[] = sources;

/**
 * The sources named, or all of `among` when none is.
 * @throws IngestError that lists the known ids when one is unknown
 */
export function chooseSources(ids: readonly string[], among: readonly SourceDefinition[]): readonly SourceDefinition[] {
  const unknown = ids.find((id) => !among.some((source) => source.id === id));
  if (unknown !== undefined)
    throw new IngestError(`There is no source "${unknown}" here; the known ones are ${among.map(({ id }) => id).join(", ")}.`);
  return ids.length === 0 ? among : among.filter(({ id }) => ids.includes(id));
}

/** The bundled demo, whole or in part. */
export function bundledFolders(ids: readonly string[]): readonly SourceFolder[] {
  return chooseSources(ids, demoSources).map((definition) => ({
    definition,
    folder: join(demoFolder, definition.id.slice(demoPrefix.length)),
  }));
}

/**
 * The sources whose folder, named by the source's id, exists in `parent`.
 * @throws IngestError when there is none, or when a source that was asked for has none
 */
export function foldersIn(parent: string, ids: readonly string[]): readonly SourceFolder[] {
  if (!isFolder(parent)) throw new IngestError(`${parent} is not a folder.`);
  const folders = chooseSources(ids, knownSources).map((definition) => ({ definition, folder: join(parent, definition.id) }));
  const present = folders.filter(({ folder }) => isFolder(folder));
  const missing = ids.find((id) => !present.some(({ definition }) => definition.id === id));
  if (missing !== undefined) throw new IngestError(`There is no folder ${missing} in ${parent}.`);
  if (present.length === 0) {
    throw new IngestError(
      `No folder in ${parent} is named after a source; the known ones are ${knownSources.map(({ id }) => id).join(", ")}.`,
    );
  }
  return present;
}

/** The upstream sources that --sync downloads. */
export function upstream(ids: readonly string[]): readonly SourceDefinition[] {
  return chooseSources(ids, upstreamSources);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
