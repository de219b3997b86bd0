/** Catalogs of a few files for tests: written to a folder of their own, ingested for real. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SourceDefinition } from "../../model/source.ts";
import { statistics } from "../../statistics/index.ts";
import type { SourceFolder } from "../discover.ts";
import { type IngestRequest, type IngestResult, ingest } from "../ingest.ts";

/** A source of Sigma rules. */
export function tinySource(id = "tiny"): SourceDefinition {
  return {
    ...{
      id,
      label: id,
      vendors: ["sigma"],
      formats: ["sigma-yaml"],
      repository: null,
      commit: null,
      commitDate: null,
      licence: "MIT",
      attribution: "test",
    },
    ...{ include: [""], exclude: [], extensions: [".yml"], fileUrl: () => null, archiveUrl: null },
  };
}

/** A folder with files that can change between ingests. */
export class TinyCatalog implements SourceFolder {
  readonly definition: SourceDefinition;
  readonly folder: string;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}, id?: string) {
    this.definition = tinySource(id);
    this.folder = mkdtempSync(join(tmpdir(), "rulescape-tiny-"));
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(path = ""): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }
}

/** Ingests with all statistics and one worker less than usual. */
export function ingestTiny(url: string, folders: readonly SourceFolder[], more: Partial<IngestRequest> = {}): Promise<IngestResult> {
  return ingest({ url, folders, attackFiles: [], statistics, workers: 1, ...more });
}

export interface TinyRule {
  readonly title: string;
  readonly tags?: readonly string[];
  readonly product?: string;
  /** YAML of the detection, without indentation. */
  readonly detection: string;
}

/** A Sigma rule. */
export function sigmaRule({ title, tags = [], product = "windows", detection }: TinyRule): string {
  const lines = detection
    .trim()
    .split("\n")
    .map((line) => `  ${line}`);
  return [
    `title: ${title}`,
    `tags: [${tags.join(", ")}]`,
    "logsource:",
    `  product: ${product}`,
    "  category: process_creation",
    "detection:",
    ...lines,
    "",
  ].join("\n");
}
