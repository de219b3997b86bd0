/** Guarantees that an ingest changes the catalog wholly or not at all, whatever the files, the bundles or other ingests are like. */
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { AttackBundleError } from "../attack/attack-bundle.ts";
import { testDatabase } from "../db/testing/test-database.ts";
import { statistics } from "../statistics/index.ts";
import { recount } from "../statistics/recount.ts";
import { IngestError } from "./ingest-error.ts";
import { LedgerError } from "./ledger.ts";
import { ingestTiny, sigmaRule, TinyCatalog } from "./testing/tiny-catalog.ts";

const database = testDatabase();

const rule = (title: string, image: string) =>
  sigmaRule({ title, tags: ["attack.t1046"], detection: `selection:\n  Image|endswith: '\\${image}'\ncondition: selection` });
const catalog = new TinyCatalog({ "a.yml": rule("a", "a.exe"), "b.yml": rule("b", "b.exe") });
afterAll(() => catalog.remove());

const run = (more: Parameters<typeof ingestTiny>[2] = {}) => ingestTiny(database.url, [catalog], more);

async function column<T = unknown>(sql: string): Promise<readonly T[]> {
  const { rows } = await database.client.query<[T]>({ text: sql, rowMode: "array" });
  return rows.map(([value]) => value);
}

/** What a reader of the catalog sees, and every table that is there. */
async function state(): Promise<unknown> {
  return {
    snapshots: await column("select id || ' ' || status from snapshot order by id"),
    rules: await column("select count(*) from rule"),
    files: await column("select path from rule_file order by path"),
    titles: await column(
      "select s.title from snapshot_rule s join snapshot n on n.id = s.snapshot_id where n.status = 'current' order by 1",
    ),
    tables: await column("select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1"),
    versions: await column("select version from attack_version order by id"),
  };
}

describe("ingest", () => {
  it("makes a first snapshot, and none when nothing changed", async () => {
    const first = await run();
    expect(first).toMatchObject({ changed: true, files: 2, parsed: 2 });
    expect(first.ledger).toMatchObject([{ source: "tiny", files: 2, discovered: 2, complete: 2 }]);
    const second = await run();
    expect(second).toMatchObject({ changed: false, snapshot: first.snapshot, parsed: 0 });
    expect(second.ledger).toEqual(first.ledger);
  });

  it("reads only what changed, and keeps the names of rules", async () => {
    const keys = await column("select key from snapshot_rule order by title");
    catalog.write("b.yml", rule("b", "changed.exe"));
    expect(await run()).toMatchObject({ changed: true, parsed: 1 });
    const snapshot = "(select id from snapshot where status = 'current')";
    expect(await column(`select key from snapshot_rule where snapshot_id = ${snapshot} order by title`)).toEqual(keys);
    expect(
      await column(`select value from clause_reach join indicator on id = clause_id where snapshot_id = ${snapshot} order by 1`),
    ).toEqual(["a.exe", "changed.exe"]);
  });

  it("makes ledger lines of what cannot be read", async () => {
    const bad = new TinyCatalog({
      "binary.yml": new Uint8Array([1, 0, 2]),
      "huge.yml": "a".repeat(1024 * 1024 + 1),
      "latin.yml": Buffer.from("title: ä", "latin1"),
      "broken.yml": "a: [",
      "empty.yml": "",
      "folder.yml/good.yml": rule("good\0 \ud800", "good.exe"),
    });
    symlinkSync("/etc/hostname", join(bad.folder, "out.yml"));
    const { ledger } = await ingestTiny(database.url, [bad]);
    bad.remove();
    expect(ledger).toMatchObject([{ files: 7, discovered: 7, invalid: 6 + Number((ledger[0]?.complete ?? 0) === 0) }]);
    const lines = await column(
      "select path || ' ' || code from ledger_line where snapshot_id = (select id from snapshot where status = 'current') order by 1",
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        "binary.yml file-binary",
        "broken.yml format-broken",
        "huge.yml file-too-large",
        "latin.yml file-binary",
        "out.yml file-outside-source",
      ]),
    );
  });

  it("keeps three snapshots and what they hold, and nothing else", async () => {
    for (const image of ["one.exe", "two.exe", "three.exe"]) {
      catalog.write("b.yml", rule("b", image));
      await run();
    }
    const snapshots = await column<number>("select id from snapshot order by id");
    expect(snapshots).toHaveLength(3);
    const partitions = await column<string>(
      "select distinct substring(relname from '_s([0-9]+)$') from pg_class where relkind = 'r' and relname ~ '_s[0-9]+$' order by 1",
    );
    expect(partitions.map(Number)).toEqual(snapshots);
    expect(await column("select value from indicator order by value")).toEqual(["a.exe", "one.exe", "three.exe", "two.exe"]);
    expect(await column("select count(*)::int from rule")).toEqual([4]);
    expect(await column("select count(*)::int from predicate")).toEqual([4]);
    expect(await column("select id from source")).toEqual(["tiny"]);
    expect((await recount(database.client, snapshots.at(-1) ?? 0)).differences).toEqual([]);
  });
});

describe("an ingest that fails", () => {
  /** The catalog must be as before, and the next ingest must work. */
  async function leavesNothing(attempt: () => Promise<unknown>, error: unknown): Promise<void> {
    const before = await state();
    catalog.write("c.yml", rule("c", "c.exe"));
    await expect(attempt()).rejects.toThrow(error as Error);
    catalog.remove("c.yml");
    // A connection that was cut is noticed by the server within its check interval.
    await expect.poll(state, { timeout: 5000 }).toEqual(before);
    expect((await run()).changed).toBe(false);
  }

  it("in a statistic", () =>
    leavesNothing(
      () => run({ statistics: [...statistics.slice(0, 4), { table: "event_reach", columns: ["snapshot_id"], sql: () => "select 1/0" }] }),
      /division by zero/,
    ));

  it("in its ledger", () => {
    const forged = statistics.map((statistic) =>
      statistic.table === "source_ledger"
        ? {
            ...statistic,
            sql: (id: number) =>
              `select snapshot_id, source_id, files, discovered + 1, ${statistic.columns.slice(4).join(", ")} from (${statistic.sql(id)}) l (${statistic.columns.join(", ")})`,
          }
        : statistic,
    );
    return leavesNothing(() => run({ statistics: forged }), LedgerError);
  });

  it("by a bundle that is none", () => {
    const file = join(catalog.folder, "bundle.json");
    writeFileSync(file, '{"type": "bundle", "objects": [');
    return leavesNothing(() => run({ attackFiles: [file] }), AttackBundleError);
  });

  it("by a bundle that is not there", () =>
    leavesNothing(() => run({ attackFiles: ["/nowhere/bundle.json"] }), /\/nowhere\/bundle.json cannot be read \(ENOENT\)/));

  it("by being stopped", async () => {
    for (const stage of ["files", "statistics", "publish"]) {
      const stop = new AbortController();
      const onStage = (begun: string) => void (begun === stage && setImmediate(() => stop.abort(new IngestError("Stopped"))));
      // Stopping may come too late for the last stage: then the snapshot is whole.
      if (stage !== "publish") await leavesNothing(() => run({ signal: stop.signal, onStage }), /Stopped/);
      else await run({ signal: stop.signal, onStage }).catch(() => {});
    }
  });

  it("as another runs", async () => {
    await database.client.query("select pg_advisory_lock(7285344)");
    await leavesNothingWhileLocked();
    await database.client.query("select pg_advisory_unlock(7285344)");
    expect((await run()).changed).toBe(false);
  });

  async function leavesNothingWhileLocked(): Promise<void> {
    const before = await state();
    await expect(run()).rejects.toThrow(/^Another ingest is running/);
    expect(await state()).toEqual(before);
  }
});

describe("readers", () => {
  it("neither wait nor are waited for", async () => {
    const reader = new pg.Client({ connectionString: database.url });
    await reader.connect();
    await reader.query("begin; select count(*) from snapshot_rule; select count(*) from technique_clause");
    catalog.write("d.yml", rule("d", "d.exe"));
    expect((await run()).changed).toBe(true);
    await reader.query("select count(*) from snapshot_rule");
    await reader.query("commit");
    await reader.end();
    catalog.remove("d.yml");
    await run();
    expect(await column("select count(*)::int from snapshot")).toEqual([3]);
  });
});
