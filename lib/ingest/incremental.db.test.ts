/** Guarantees that an ingest of changed, added and removed files ends with the same rows as an ingest of the same files into an empty database. */
import { afterAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing/test-database.ts";
import { statistics } from "../statistics/index.ts";
import { recount } from "../statistics/recount.ts";
import type { IngestResult } from "./ingest.ts";
import { snapshotTables } from "./snapshot-tables.ts";
import { ingestTiny, sigmaRule, TinyCatalog } from "./testing/tiny-catalog.ts";

const incremental = testDatabase();
const fresh = Array.from({ length: 3 }, () => testDatabase());

/** A small generator with a seed (mulberry32): a failure can be seen again. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below the limit. */
  roll(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

/** A rule out of few values, so that rules share indicators, exclusions, folds, techniques and families. */
function randomRule(dice: Dice, title: string): string {
  const value = () => `${dice.of(["net", "nmap", "curl", "whoami", "certutil", "rundll32"])}.exe`;
  const lines = ["selection:", `  Image|endswith: '\\${value()}'`];
  if (dice.roll(2) === 0) lines.push(`  CommandLine|contains|all: [' -${dice.roll(3)}', ' /${dice.roll(3)}']`);
  if (dice.roll(3) === 0) lines.push(`  User: [alice, 'user${dice.roll(4)}']`);
  const excludes = dice.roll(2) === 0;
  if (excludes) lines.push("filter:", `  ParentImage|endswith: '\\${value()}'`, ...(dice.roll(2) === 0 ? ["  User: scanner"] : []));
  const tags = ["attack.t1059", "attack.t1059.001", "attack.t1059.004", "attack.t1046", "attack.t1086", "attack.t9999"].filter(
    () => dice.roll(3) === 0,
  );
  const detection = [
    ...lines,
    `condition: selection${excludes ? " and not filter" : ""}${dice.roll(5) === 0 ? " | count() by User > 3" : ""}`,
  ];
  return sigmaRule({ title, tags, product: dice.of(["windows", "linux", "macos"]), detection: detection.join("\n") });
}

/** Every row of every table of the snapshot as it stands, by table. */
async function contentOf({ client }: TestDatabase, { snapshot }: IngestResult): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables: Record<string, readonly string[]> = {};
  for (const { table, columns } of [...snapshotTables, ...statistics]) {
    const names = columns.filter((column) => column !== "snapshot_id").map((column) => client.escapeIdentifier(column));
    const { rows } = await client.query<[string]>({
      text: `select row(${names.join(", ")})::text from ${table} where snapshot_id = $1 order by 1`,
      values: [snapshot],
      rowMode: "array",
    });
    tables[table] = rows.map(([row]) => row);
  }
  return tables;
}

describe("an ingest of what changed", () => {
  const catalog = new TinyCatalog();
  afterAll(() => catalog.remove());
  const dice = new Dice(20261125);
  const write = (name: string) => catalog.write(name, randomRule(dice, `${name} ${dice.roll(1000)}`));
  const names = Array.from({ length: 40 }, (_, index) => `${index}.yml`);
  for (const name of names) write(name);

  /** Some files of each kind: changed, new, gone. */
  function change(step: number): void {
    for (let times = 0; times < 4; times += 1) write(dice.of(names));
    for (let addition = 0; addition <= step; addition += 1) {
      const name = `${step}-${addition}.yml`;
      names.push(name);
      write(name);
    }
    for (let removal = 0; removal <= step; removal += 1) {
      const [gone = ""] = names.splice(dice.roll(names.length), 1);
      catalog.remove(gone);
    }
  }

  it.each(fresh.map((database, step) => ({ database, step })))(
    "ends where a full ingest does, step $step",
    async ({ database, step }) => {
      if (step > 0) change(step);
      const changed = await ingestTiny(incremental.url, [catalog]);
      const full = await ingestTiny(database.url, [catalog]);
      expect(full).toMatchObject({ files: names.length, parsed: names.length });
      expect(changed).toMatchObject({ changed: true, files: full.files, ledger: full.ledger });
      if (step > 0) expect(changed.parsed).toBeLessThan(full.parsed / 2);
      const [found, expected] = [await contentOf(incremental, changed), await contentOf(database, full)];
      expect(found).toEqual(expected);
      expect(expected.technique_clause?.length).toBeGreaterThan(50);
      expect((await recount(incremental.client, changed.snapshot)).differences).toEqual([]);
    },
    180_000,
  ); // two ingests and a recount, on a machine that may be busy
});
