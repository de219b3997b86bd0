/**
 * The ingest of `npm run bench`: cold into a fresh embedded database, again with nothing changed, again with ten changed files; and in the same
 * run the reference, the same files only read and parsed as YAML or TOML. Processor seconds stand beside wall seconds, as the machine may be busy.
 */
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { foldersIn } from "../ingest/choose-folders.ts";
import { discoverFiles } from "../ingest/discover.ts";
import { runNode } from "./child-process.ts";

const common = { files: z.number(), wall: z.number(), cpu: z.number(), megabytes: z.number() };
const referenceReport = z.object({ ...common, characters: z.number() });
const ingestReport = z.object({
  ...common,
  ...{
    parsed: z.number(),
    changed: z.boolean(),
    opened: z.number(),
    server: z.number().nullable(),
    stages: z.record(z.string(), z.number()),
  },
});
type IngestReport = z.infer<typeof ingestReport>;

const changedFiles = 10;

/** @param from holds the sources' folders; @param attackFiles STIX bundles */
export async function benchIngest(from: string, attackFiles: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rulescape-bench-"));
  try {
    // A copy, as ten of its files are changed; PostgreSQL's own user must be able to pass through.
    const [corpora, data] = [join(folder, "corpora"), join(folder, "data")];
    cpSync(from, corpora, { recursive: true });
    const run = async () => ingestReport.parse(await measured("lib/commands/bench-ingest-run.ts", [data, corpora, ...attackFiles]));
    const reference = referenceReport.parse(await measured("lib/commands/bench-parse-run.ts", [corpora]));
    console.log(`Ingest: ${reference.files} files, ${(reference.characters / 1e6).toFixed(1)} million characters`);
    console.log(`  reference: read and parse only ${figures(reference)}`);
    const cold = await run();
    console.log(`  cold, into a fresh database    ${describe(cold)}`);
    console.log(
      `  ratio                          ${(cold.wall / reference.wall).toFixed(2)} by the clock, ${((cold.cpu + (cold.server ?? 0)) / reference.cpu).toFixed(2)} by processor time`,
    );
    console.log(`  again, nothing changed         ${describe(await run())}`);
    const files = foldersIn(corpora, []).flatMap((source) => discoverFiles(source));
    const step = Math.max(1, Math.floor(files.length / changedFiles));
    for (let index = 0; index < changedFiles; index += 1) appendFileSync(files[index * step]?.absolute ?? "", "\n");
    console.log(`  again, ${changedFiles} files changed         ${describe(await run())}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last line that the program prints, as JSON. @throws with what it said when it fails */
async function measured(program: string, args: readonly string[]): Promise<unknown> {
  const { code, output } = await runNode(["--import", "tsx", program, ...args], process.env);
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${output}`);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

const seconds = (value: number): string => `${value.toFixed(1)} s`;

function figures({ wall, cpu, megabytes }: { readonly wall: number; readonly cpu: number; readonly megabytes: number }): string {
  return `${seconds(wall)} (processor ${seconds(cpu)}), peak ${megabytes} MB`;
}

function describe(report: IngestReport): string {
  const stages = Object.entries({ opened: report.opened, ...report.stages }).map(([stage, value]) => `${stage} ${seconds(value)}`);
  const server = report.server === null ? "" : `, server ${seconds(report.server)}`;
  return `${figures(report)}${server}; ${report.parsed} of ${report.files} read${report.changed ? "" : ", no new snapshot"}; ${stages.join(", ")}`;
}

/** Where the published collections and ATT&CK are kept beside the checkout, or null. */
export function besideCheckout(): { readonly from: string; readonly attackFiles: readonly string[] } | null {
  const [from, attack] = ["../shared/corpora", "../shared/attack/enterprise-attack-19-reconstructed.json"];
  return existsSync(from) ? { from, attackFiles: existsSync(attack) ? [attack] : [] } : null;
}
