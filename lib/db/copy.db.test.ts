// Values that a text format could damage come back from the server as they went in.
import { expect, it } from "vitest";
import { copyInto, json } from "./copy";
import { testDatabase } from "./testing/test-database";

const database = testDatabase();

it("reads back what it copied", async () => {
  const { client } = database;
  await client.query(`create table sample (id int, "Text" text, tags text[], body jsonb, at timestamptz)`);
  const nasty = "tab\t line\n return\r back\\slash \\N \"quoted\" {braces} 'single' 😀";
  const rows = [
    [1, nasty, ["a,b", nasty, "", null], json({ nasty, list: [1, [2]] }), new Date(1000)],
    [2, "", [], json([]), null],
    [3, "NUL\0", ["\0"], json({ "\0": "\ud800" }), null],
  ] as const;
  expect(await copyInto(client, "public.sample", ["id", "Text", "tags", "body", "at"], rows)).toBe(3);
  const { rows: found } = await client.query(`select * from sample order by id`);
  expect(found).toEqual([
    { id: 1, Text: nasty, tags: ["a,b", nasty, "", null], body: { nasty, list: [1, [2]] }, at: new Date(1000) },
    { id: 2, Text: "", tags: [], body: [], at: null },
    { id: 3, Text: "NUL\ufffd", tags: ["\ufffd"], body: { "\ufffd": "\ufffd" }, at: null },
  ]);
});

it("sends many rows from a generator and keeps none when one fails", async () => {
  const { client } = database;
  await client.query("create table counted (id int primary key)");
  async function* numbers(last: number) {
    for (let id = 1; id <= last; id++) yield [id];
    if (last === 10) yield [1];
  }
  expect(await copyInto(client, "counted", ["id"], numbers(100_000))).toBe(100_000);
  await client.query("truncate counted");
  await expect(copyInto(client, "counted", ["id"], numbers(10))).rejects.toThrow(/duplicate key/);
  expect((await client.query("select count(*)::int as n from counted")).rows).toEqual([{ n: 0 }]);
});

it("refuses a row of another width, and the connection stays usable", async () => {
  const { client } = database;
  await client.query("create table pair (a int, b int)");
  await expect(copyInto(client, "pair", ["a", "b"], [[1]])).rejects.toThrow(RangeError);
  expect((await client.query("select count(*)::int as n from pair")).rows).toEqual([{ n: 0 }]);
});
