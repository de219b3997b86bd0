/** Guarantees that an ingest killed outright leaves the snapshot before it whole, and does not stand in the way of the next. */
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../db/testing/test-database.ts";
import { recount } from "../statistics/recount.ts";
import { ingestTiny, sigmaRule, TinyCatalog } from "./testing/tiny-catalog.ts";

const database = testDatabase();
const catalog = new TinyCatalog();
afterAll(() => catalog.remove());

function write(version: string): void {
  for (let number = 0; number < 60; number++) {
    const detection = `selection:\n  CommandLine|contains: ['${version}-${number}', 'common']\ncondition: selection`;
    catalog.write(`${number}.yml`, sigmaRule({ title: `${version} ${number}`, tags: ["attack.t1046"], detection }));
  }
}

/** Starts an ingest of the catalog in a process of its own. */
function start(): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "lib/ingest/testing/ingest-process.ts", database.url, catalog.folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Resolves when the process says that it begins the stage. */
function reaches(child: ChildProcess, stage: string): Promise<void> {
  return new Promise((resolve) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => text.includes(`${stage}\n`) && resolve());
    child.once("close", () => resolve());
  });
}

async function titles(): Promise<readonly string[]> {
  const { rows } = await database.client.query<{ title: string }>(
    "select s.title from snapshot_rule s join snapshot n on n.id = s.snapshot_id where n.status = 'current' order by s.title",
  );
  return rows.map(({ title }) => title);
}

describe("kill -9", () => {
  it.each([
    ["files", 0],
    ["files", 150],
    ["snapshot", 0],
    ["statistics", 20],
  ] as const)("in %s, %i ms later", async (stage, delay) => {
    write("whole");
    const { snapshot } = await ingestTiny(database.url, [catalog]);
    const before = await titles();
    expect(before).toHaveLength(60);
    write(`killed in ${stage} ${delay}`);
    const child = start();
    await reaches(child, stage);
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill("SIGKILL");
    expect(await titles()).toEqual(before);
    expect((await recount(database.client, snapshot)).differences).toEqual([]);
    // The server notices within its check interval; until then the killed ingest's lock is held.
    await expect
      .poll(() => ingestTiny(database.url, [catalog]).catch(() => null), { timeout: 20_000 })
      .toMatchObject({ changed: true, files: 60 });
    expect((await titles())[0]).toBe(`killed in ${stage} ${delay} 0`);
  });
});
