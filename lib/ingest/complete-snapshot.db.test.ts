/** Guarantees that a snapshot of an earlier version gets the statistics that came since, as an ingest would have counted them, once. */
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../db/testing/test-database.ts";
import { statistics } from "../statistics/index.ts";
import { completeSnapshot } from "./complete-snapshot.ts";
import { ingestTiny, sigmaRule, TinyCatalog } from "./testing/tiny-catalog.ts";

const database = testDatabase();
const catalog = new TinyCatalog({
  "1.yml": sigmaRule({
    title: "one",
    tags: ["attack.t1046"],
    detection: "selection:\n  Image|endswith: '\\nmap.exe'\ncondition: selection",
  }),
  "2.yml": sigmaRule({ title: "two", tags: ["attack.t1046"], detection: "selection:\n  CommandLine|contains: scan\ncondition: selection" }),
});
afterAll(() => catalog.remove());

const newer = ["rule_text", "search_word", "indicator_text"] as const;

async function rowsOf(table: string): Promise<readonly unknown[]> {
  return (await database.client.query(`select * from ${table} t order by t::text`)).rows;
}

it("has nothing to do without a snapshot", async () => {
  expect(await completeSnapshot(database.url, statistics)).toEqual([]);
});

it("counts what is missing, and only that", async () => {
  const { snapshot } = await ingestTiny(database.url, [catalog]);
  expect(await completeSnapshot(database.url, statistics)).toEqual([]);
  const before = await Promise.all(newer.map(rowsOf));
  expect(before.map((rows) => rows.length > 0)).toEqual([true, true, true]);
  for (const table of newer) await database.client.query(`drop table ${table}_s${snapshot}`);
  expect(await completeSnapshot(database.url, statistics)).toEqual([...newer]);
  expect(await Promise.all(newer.map(rowsOf))).toEqual(before);
  expect(await completeSnapshot(database.url, statistics)).toEqual([]);
});
