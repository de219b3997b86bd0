/** `npm run bench -- [--from DIR] [--attack FILE]`: prints measured seconds and, beside each, a reference measured in the same run. Asserts nothing. */
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseAllDocuments } from "yaml";
import { sources } from "../../seed/sources.ts";
import { discoverFiles } from "../ingest/discover.ts";
import { readRuleFile } from "../ingest/read-rule-file.ts";
import { benchIngest, besideCheckout } from "./bench-ingest.ts";

const rounds = 5;

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Sigma, text to predicates, against the YAML library alone on the same texts; rounds alternate, so that both meet the same machine. */
function benchSigma(): void {
  const source = sources.find(({ id }) => id === "sigma");
  const corpus = resolve("../shared/corpora/sigma");
  const folder = existsSync(corpus) ? corpus : resolve("seed/demo/sigma");
  if (!source) throw new Error("the list of sources has no sigma");
  const definition = { ...source, include: [""], exclude: [] };
  const texts = discoverFiles({ definition, folder }).map(({ path, absolute }) => ({ path, text: readFileSync(absolute, "utf8") }));
  const size = texts.reduce((sum, { text }) => sum + text.length, 0);
  const reading: number[] = [];
  const reference: number[] = [];
  let predicates = 0;
  for (let round = 0; round < rounds; round += 1) {
    reference.push(
      seconds(() => {
        for (const { text } of texts) parseAllDocuments(text);
      }),
    );
    predicates = 0;
    reading.push(
      seconds(() => {
        for (const { path, text } of texts) {
          for (const rule of readRuleFile({ path, text, source: definition }).rules) predicates += rule.predicates.length;
        }
      }),
    );
  }
  console.log(
    `Sigma: ${texts.length} files, ${(size / 1e6).toFixed(1)} MB, ${predicates} predicates; medians of ${rounds} alternating rounds`,
  );
  console.log(`  text to predicates   ${median(reading).toFixed(2)} s`);
  console.log(`  YAML library alone   ${median(reference).toFixed(2)} s`);
  const ratios = reading.map((time, round) => time / (reference[round] ?? Number.NaN));
  console.log(
    `  ratio                ${median(ratios).toFixed(2)} (median of the rounds' own ratios: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")})`,
  );
}

console.log(`${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node.js ${process.version}`);
const { values } = parseArgs({ options: { from: { type: "string" }, attack: { type: "string", multiple: true } } });
const from =
  values.from === undefined
    ? besideCheckout()
    : { from: resolve(values.from), attackFiles: (values.attack ?? []).map((file) => resolve(file)) };
if (from === null) console.log("Ingest: no collections beside the checkout; --from DIR names a folder that holds them.");
else await benchIngest(from.from, from.attackFiles);
benchSigma();
