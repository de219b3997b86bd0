/** `npm run fuzz`: reads mutated real queries, and exits with 1 when a reader throws, takes too long, or points outside its text. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type FuzzFailure, fuzz, longestTime } from "../fuzz/fuzz.ts";
import { findSubjects } from "../fuzz/subjects.ts";
import { languages } from "../languages/index.ts";

const usage = `Usage: npm run fuzz -- [options]

Mutates queries of real rules and reads them. Nothing may throw, take more than ${longestTime} ms, or point outside the text.

  --language ID    only this language (${languages.map(({ id }) => id).join(", ")})
  --count N        texts for each language (2000)
  --seed N         decides every text (1)
  --first N        number of the first text, to read one again (0)
  --from DIR       a folder of sources (../shared/corpora; without it the bundled rules)
  --help           this text`;

const options = {
  language: { type: "string" },
  count: { type: "string", default: "2000" },
  seed: { type: "string", default: "1" },
  first: { type: "string", default: "0" },
  from: { type: "string", default: "../shared/corpora" },
  help: { type: "boolean" },
} as const;

function describe({ kind, message, index, path, text }: FuzzFailure): string {
  return `  ${kind}: ${message}\n    text ${index}, from ${path}\n    ${JSON.stringify(text.length > 2000 ? `${text.slice(0, 2000)}…` : text)}`;
}

function main(): number {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [count, seed, first] = [values.count, values.seed, values.first].map(Number);
  const chosen = languages.filter(({ id }) => values.language === undefined || id === values.language);
  if (chosen.length === 0 || ![count, seed, first].every(Number.isSafeInteger)) {
    console.error(usage);
    return 2;
  }
  const subjects = findSubjects(resolve(process.env.INIT_CWD ?? ".", values.from));
  let failed = false;
  for (const { id } of chosen) {
    const own = subjects.filter(({ language }) => language === id);
    if (own.length === 0) {
      console.log(`${id}: no rule to mutate`);
      continue;
    }
    const start = performance.now();
    const report = fuzz(own, { seed: seed ?? 1, first: first ?? 0, count: count ?? 0 });
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${id}: ${report.count} texts from ${own.length} rules in ${seconds.toFixed(0)} s, slowest ${report.slowest.toFixed(0)} ms, ${report.failures.length} failures (seed ${seed})`,
    );
    for (const failure of report.failures) console.log(describe(failure));
    failed ||= report.failures.length > 0;
  }
  return failed ? 1 : 0;
}

process.exitCode = main();
