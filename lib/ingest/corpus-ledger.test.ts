/**
 * What becomes of every real rule, compared with the committed ledger: a change is a reviewed difference of corpus-ledger.json
 * (UPDATE_LEDGER=1 writes it). Laws that hold of every rule are checked on the way.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, it } from "vitest";
import { upstreamSources } from "../../seed/sources.ts";
import { getLanguage } from "../languages/index.ts";
import type { LanguageId } from "../model/vendor.ts";
import { corpusFiles, hasCorpora } from "../testing/corpora.ts";
import type { CorpusShare, CorpusSummary } from "../testing/corpus-worker.ts";

const ledgerFile = join(import.meta.dirname, "corpus-ledger.json");
const threads = 2;

/** Least share of rules that are read to the last predicate, by source and languages. */
const aims: readonly { readonly of: string; readonly rows: RegExp; readonly language: LanguageId; readonly share: number }[] = [
  { of: "ESCU", rows: /^splunk spl$/, language: "spl", share: 0.98 },
  { of: "Kusto queries", rows: / kusto$/, language: "kusto", share: 0.97 },
  { of: "Elastic rules with a query", rows: /^elastic (?!none|elastic-ml)/, language: "eql", share: 0.99 },
  { of: "Anvilogic's Snowflake", rows: /^anvilogic snowflake-sql$/, language: "snowflake-sql", share: 0.97 },
  { of: "Anvilogic's Splunk", rows: /^anvilogic spl$/, language: "spl", share: 0.95 },
];
const leastMapped = 0.9;
/** Names without a canonical field that the ledger lists, those of most predicates first. */
const unmappedListed = 100;

function readShare(share: CorpusShare): Promise<CorpusSummary> {
  return new Promise((resolve, reject) => {
    const script = new URL("../testing/corpus-worker.ts", import.meta.url).href;
    const worker = new Worker(new URL("./tsx-worker.mjs", import.meta.url), { workerData: { script, ...share }, execArgv: [] });
    worker.on("message", resolve).on("error", reject);
  });
}

/** Sums of numbers, at whatever depth. */
function add<Part extends object>(into: Part, more: Part): Part {
  for (const [key, value] of Object.entries(more)) {
    const known = (into as Record<string, unknown>)[key];
    const sum = known === undefined ? value : typeof value === "number" ? Number(known) + value : add(known as object, value as object);
    (into as Record<string, unknown>)[key] = sum;
  }
  return into;
}

const sorted = <Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

describe.skipIf(!hasCorpora)("every real rule (absent without ../shared/corpora)", () => {
  const files = upstreamSources.flatMap((definition) =>
    corpusFiles(definition).map(({ path, absolute }) => ({ source: definition.id, path, absolute })),
  );
  let found: CorpusSummary;

  beforeAll(async () => {
    const folders = Object.fromEntries(upstreamSources.map(({ id }) => [id, join("../shared/corpora", id)]));
    // Shares as they stand: files of one reader, which can be slow to load, mostly meet one thread.
    const share = (thread: number) => files.filter((_, index) => Math.floor((index * threads) / files.length) === thread);
    const [first, ...others] = await Promise.all(
      Array.from({ length: threads }, (_, thread) => readShare({ files: share(thread), folders })),
    );
    if (!first) throw new Error("no thread");
    found = others.reduce(
      (sum, { faults, ...more }) => ({ ...add(sum, { ...more, faults: [] }), faults: [...sum.faults, ...faults] }),
      first,
    );
  }, 600_000);

  it("keeps the laws", () => {
    expect(files.length).toBeGreaterThan(10_000);
    expect(found.faults.slice(0, 20)).toEqual([]);
  });

  it("is as the committed ledger says", () => {
    const outcomes = Object.fromEntries(Object.entries(found.outcomes).map(([row, counts]) => [row, sorted(counts)]));
    const unmapped = Object.entries(found.unmapped).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const ledger = {
      outcomes: sorted(outcomes),
      fields: sorted(found.fields),
      unmapped: Object.fromEntries(unmapped.slice(0, unmappedListed)),
    };
    if (process.env.UPDATE_LEDGER === "1") writeFileSync(ledgerFile, `${JSON.stringify(ledger, null, 2)}\n`);
    expect(ledger).toEqual(JSON.parse(readFileSync(ledgerFile, "utf8")));
  });

  it.each(aims.filter(({ language }) => getLanguage(language)))("is read to the last predicate: $of", ({ rows, share }) => {
    const outcomes = Object.entries(found.outcomes).flatMap(([row, counts]) => (rows.test(row) ? [counts] : []));
    const [complete, all] = outcomes.reduce(
      ([some, whole], { complete: own = 0, partial = 0, unsupported = 0, invalid = 0 }) => [
        some + own,
        whole + own + partial + unsupported + invalid,
      ],
      [0, 0],
    );
    expect(all).toBeGreaterThan(0);
    expect(complete / all).toBeGreaterThanOrEqual(share);
  });

  it("has canonical fields", () => {
    const shares = Object.values(found.fields);
    const sum = (key: "fielded" | "mapped") => shares.reduce((total, share) => total + share[key], 0);
    expect(sum("mapped") / sum("fielded")).toBeGreaterThanOrEqual(leastMapped);
  });
});
