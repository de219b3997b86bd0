/** `npm run accuracy -- [FOLDER]`: precision, recall and F1 of each language's reader over the rules that were labelled by hand. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sources } from "../../seed/sources.ts";
import { readRuleFile } from "../ingest/read-rule-file.ts";
import { readSideFiles } from "../ingest/side-files.ts";

interface Label {
  /** Raw field; null for a keyword. */
  readonly field: string | null;
  readonly operator: string;
  readonly value: string;
  readonly polarity: string;
}

/** `lib/languages/<id>/labels.json`: facts of rules, no rule text. */
interface LabelFile {
  readonly rules: readonly {
    readonly path: string;
    readonly source: string;
    readonly ordinal: number;
    readonly predicates: readonly Label[];
  }[];
}

interface Score {
  rules: number;
  absent: number;
  exact: number;
  hits: number;
  labelled: number;
  found: number;
}

const keyOf = ({ field, operator, value, polarity }: Label): string => JSON.stringify([field, operator, value, polarity]);

const sideFiles = new Map<string, ReturnType<typeof readSideFiles>>();
function sideFilesOf(folder: string): ReturnType<typeof readSideFiles> {
  const found = sideFiles.get(folder) ?? readSideFiles(folder);
  sideFiles.set(folder, found);
  return found;
}

/** Compares one labelled rule; null when its file is not there. */
function compare(folder: string, rule: LabelFile["rules"][number], verbose: boolean): Pick<Score, "hits" | "labelled" | "found"> | null {
  const file = join(folder, rule.source, rule.path);
  const nested = join(folder, rule.source, "rules", rule.path);
  const place = existsSync(file) ? file : nested;
  const source = sources.find(({ id }) => id === rule.source);
  if (!existsSync(place) || !source) return null;
  const everything = { ...source, include: [""], exclude: [] };
  const read = readRuleFile({
    path: rule.path,
    text: readFileSync(place, "utf8"),
    source: everything,
    sideFiles: sideFilesOf(join(folder, rule.source)),
  }).rules[rule.ordinal];
  const found = new Set(
    (read?.predicates ?? []).map(({ raw, operator, value, polarity }) => keyOf({ field: raw.field, operator, value, polarity })),
  );
  const labelled = new Set(rule.predicates.map(keyOf));
  if (verbose) {
    for (const key of labelled) if (!found.has(key)) console.log(`  - ${rule.path} ${key}`);
    for (const key of found) if (!labelled.has(key)) console.log(`  + ${rule.path} ${key}`);
  }
  return { hits: [...labelled].filter((key) => found.has(key)).length, labelled: labelled.size, found: found.size };
}

function scoreOf(folder: string, { rules }: LabelFile, verbose: boolean): Score {
  const score: Score = { rules: 0, absent: 0, exact: 0, hits: 0, labelled: 0, found: 0 };
  for (const rule of rules) {
    const one = compare(folder, rule, verbose);
    if (!one) {
      score.absent += 1;
      continue;
    }
    score.rules += 1;
    score.exact += one.hits === one.labelled && one.hits === one.found ? 1 : 0;
    score.hits += one.hits;
    score.labelled += one.labelled;
    score.found += one.found;
  }
  return score;
}

function main(): number {
  const [, , ...parameters] = process.argv;
  const verbose = parameters.includes("--verbose");
  const folder = resolve(parameters.find((parameter) => !parameter.startsWith("--")) ?? "../shared/corpora");
  const languages = join(import.meta.dirname, "../languages");
  const share = (part: number, whole: number): string => (whole === 0 ? "–" : (part / whole).toFixed(4));
  for (const id of readdirSync(languages).sort()) {
    const file = join(languages, id, "labels.json");
    if (!existsSync(file)) continue;
    const { rules, absent, exact, hits, labelled, found } = scoreOf(folder, JSON.parse(readFileSync(file, "utf8")) as LabelFile, verbose);
    const f1 = share(2 * hits, labelled + found);
    const missing = absent > 0 ? `, ${absent} rules not there` : "";
    console.log(
      `${id}: F1 ${f1}, precision ${share(hits, found)}, recall ${share(hits, labelled)} over ${labelled} predicates of ${rules} rules, ${exact} exactly${missing}`,
    );
  }
  return 0;
}

process.exitCode = main();
