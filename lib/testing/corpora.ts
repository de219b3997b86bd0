/** The real rule files, for tests: read in place from ../shared/corpora, which a checkout elsewhere does not have. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DiscoveredFile, discoverFiles } from "../ingest/discover.ts";
import type { SourceDefinition } from "../model/source.ts";

const corpora = "../shared/corpora";

/** Tests of the corpora are skipped, by a name that says why, where this is false. */
export const hasCorpora = existsSync(corpora);

/** The files of one corpus; none when the corpora are absent (a skipped suite is still collected). */
export function corpusFiles(definition: SourceDefinition, id: string = definition.id): readonly DiscoveredFile[] {
  const folder = join(corpora, id);
  return existsSync(folder) ? discoverFiles({ definition, folder }) : [];
}
