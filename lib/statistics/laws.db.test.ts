/** Guarantees on the bundled catalog what must hold on any: segments add up, the ledger adds up, a recount agrees, every number has its denominator. */
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../db/testing/test-database.ts";
import { bundledFolders } from "../ingest/choose-folders.ts";
import { ingestTiny } from "../ingest/testing/tiny-catalog.ts";
import { statistics } from "./index.ts";
import { recount } from "./recount.ts";

const database = testDatabase();
let snapshot: number;
beforeAll(async () => {
  ({ snapshot } = await ingestTiny(database.url, bundledFolders([]), { workers: 2 }));
});

describe("statistics", () => {
  it("fill a table each, and say of what", async () => {
    expect(new Set(statistics.map(({ table }) => table)).size).toBe(statistics.length);
    for (const { question, numerator, denominator, table } of statistics) {
      expect([question, numerator, denominator].every((text) => text.length > 10)).toBe(true);
      const { rowCount } = await database.client.query(`select from ${table} where snapshot_id = $1 limit 1`, [snapshot]);
      if (table !== "ledger_line") expect([table, rowCount]).toEqual([table, 1]);
    }
  });

  it.each([
    ["technique_total", "technique_id, scope", "sum(rules) filter (where segment_id > 0)"],
    ["technique_clause", "technique_id, scope, polarity, lane, fold_id", "sum(rules) filter (where segment_id > 0)"],
    ["technique_field", "technique_id, scope, lane, field", "sum(rules) filter (where segment_id > 0)"],
    ["technique_event", "technique_id, scope, event_id", "sum(rules) filter (where segment_id > 0)"],
    [
      "technique_threshold",
      'technique_id, scope, aggregate, operator, value, group_by, "window"',
      "sum(rules) filter (where segment_id > 0)",
    ],
    ["field_reach", "lane, field", "sum(rules) filter (where segment_id > 0)"],
    ["field_name", "lane, field, language, name", "sum(rules) filter (where segment_id > 0)"],
    ["indicator_reach", "indicator_id", "sum(rules) filter (where segment_id > 0)"],
    ["exclusion_reach", "field, fold_id", "sum(rules) filter (where segment_id > 0)"],
  ])("%s: segments add up to segment 0", async (table, keys, parts) => {
    const { rows } = await database.client.query(
      `select count(*)::int as all, count(*) filter (where "whole" <> "parts")::int as wrong
       from (select coalesce(${parts}, 0) as parts, coalesce(sum(rules) filter (where segment_id = 0), 0) as whole
             from ${table} where snapshot_id = $1 group by ${keys}) s`,
      [snapshot],
    );
    expect(rows[0].wrong).toBe(0);
    expect(rows[0].all).toBeGreaterThan(0);
  });

  it("keep the ledger's sum", async () => {
    const { rows } = await database.client.query(
      "select sum(discovered)::int as discovered, sum(complete + partial + unsupported + invalid)::int as accounted, sum(complete + partial + unsupported)::int as rules from source_ledger where snapshot_id = $1",
      [snapshot],
    );
    const snapshots = await database.client.query("select rules from snapshot where id = $1", [snapshot]);
    expect(rows[0].discovered).toBe(rows[0].accounted);
    expect(rows[0].rules).toBe(snapshots.rows[0].rules);
  });

  it("agree with a recount from raw predicates", async () => {
    const { differences, rules, compared } = await recount(database.client, snapshot);
    expect(differences).toEqual([]);
    expect(rules).toBeGreaterThan(100);
    expect(compared).toBeGreaterThan(rules);
  });

  it("notice a number that was changed", async () => {
    await database.client.query("begin");
    await database.client.query(
      "update technique_field set rules = rules + 1 where snapshot_id = $1 and technique_id = 'T1046' and segment_id = 0",
      [snapshot],
    );
    const { differences } = await recount(database.client, snapshot);
    await database.client.query("rollback");
    expect(differences.length).toBeGreaterThan(0);
    expect(new Set(differences.map(({ table }) => table))).toEqual(new Set(["technique_field"]));
  });
});
