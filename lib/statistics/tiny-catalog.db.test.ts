/** Guarantees every published number on a catalog of six rules that was counted by hand. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../db/testing/test-database.ts";
import { ingestTiny, sigmaRule, TinyCatalog } from "../ingest/testing/tiny-catalog.ts";
import { recount } from "./recount.ts";

const database = testDatabase();

const nmap = "selection:\n  Image|endswith: '\\nmap.exe'";
const catalog = new TinyCatalog({
  "1.yml": sigmaRule({
    title: "one",
    tags: ["attack.t1046"],
    detection: `${nmap}\n  CommandLine|contains|all: ['-sS', '-p']\nfilter:\n  User: scanner\ncondition: selection and not filter`,
  }),
  "2.yml": sigmaRule({ title: "two", tags: ["attack.t1046"], detection: `${nmap}\ncondition: selection` }),
  "3.yml": sigmaRule({
    title: "three",
    tags: ["attack.t1059.004"],
    product: "linux",
    detection: "selection:\n  CommandLine|contains: '-SS'\ncondition: selection",
  }),
  // The same clauses as two: one family. Tagged with a technique and its sub-technique, it counts once under the parent.
  "4.yml": sigmaRule({ title: "four", tags: ["attack.t1059", "attack.t1059.001"], detection: `${nmap}\ncondition: selection` }),
  // T1086 was revoked by T1059.001.
  "5.yml": sigmaRule({
    title: "five",
    tags: ["attack.t1086"],
    detection: "selection:\n  User: scanner\n  Hashes: ['a', 'b']\ncondition: selection",
  }),
  "6.yml": sigmaRule({ title: "six", tags: ["attack.t9999"], detection: "selection:\n  User: scanner\ncondition: selection" }),
  "broken.yml": "title: [",
});

let snapshot: number;
beforeAll(async () => {
  ({ snapshot } = await ingestTiny(database.url, [catalog]));
});
afterAll(() => catalog.remove());

async function rows(sql: string): Promise<readonly (readonly unknown[])[]> {
  const result = await database.client.query<unknown[]>({ text: sql, values: [snapshot], rowMode: "array" });
  return result.rows;
}

describe("technique_total", () => {
  it.each([
    ["T1046", "own", [2, 2, 2]],
    ["T1046", "all", [2, 2, 2]],
    ["T1059", "own", [1, 1, 1]],
    ["T1059", "all", [3, 3, 3]],
    ["T1059.001", "own", [2, 2, 2]],
    ["T1059.004", "all", [1, 1, 1]],
    ["T1003", "all", [0, 0, 0]],
  ])("%s %s", async (technique, scope, figures) => {
    const found = await rows(
      `select rules, families, complete from technique_total where snapshot_id = $1 and segment_id = 0 and technique_id = '${technique}' and scope = '${scope}'`,
    );
    expect(found).toEqual([figures]);
  });
});

describe("tags", () => {
  it("keeps what the author wrote, what was meant, and what it is now", async () => {
    expect(await rows("select tagged, author_id, technique_id, status from snapshot_tag where snapshot_id = $1 order by tagged")).toEqual([
      ["attack.t1046", "T1046", "T1046", "current"],
      ["attack.t1046", "T1046", "T1046", "current"],
      ["attack.t1059", "T1059", "T1059", "current"],
      ["attack.t1059.001", "T1059.001", "T1059.001", "current"],
      ["attack.t1059.004", "T1059.004", "T1059.004", "current"],
      ["attack.t1086", "T1086", "T1059.001", "current"],
      ["attack.t9999", "T9999", null, "unknown"],
    ]);
  });

  it("puts a rule under its technique itself where it is tagged with both", async () => {
    expect(
      await rows(
        "select r.title, own from technique_rule t join rule r on r.id = t.rule_id where t.snapshot_id = $1 and technique_id = 'T1059' order by 1",
      ),
    ).toEqual([
      ["five", false],
      ["four", true],
      ["three", false],
    ]);
  });
});

const clauseRows = (technique: string, polarity: string, segment = "t.segment_id = 0") =>
  rows(`
    select i.field, i.operator, i.value, c.size, t."values", t.rules, t.families, t.reach, round(t.score::numeric, 4)::float
    from technique_clause t join clause c on c.id = t.fold_id left join indicator i on i.id = c.id
    where t.snapshot_id = $1 and technique_id = '${technique}' and scope in ('all', 'both') and polarity = '${polarity}' and ${segment}
    order by t.rules desc, i.field nulls last, i.value`);

describe("technique_clause", () => {
  it("counts rules here, families and reach; literals of a group have no row of their own", async () => {
    expect(await clauseRows("T1046", "match")).toEqual([
      ["process.name", "eq", "nmap.exe", 1, 1, 2, 2, 3, Number((2 * Math.log(6 / 3)).toFixed(4))],
      [null, null, null, 2, 1, 1, 1, 1, Number(Math.log(6).toFixed(4))],
    ]);
  });

  it("gives a literal that stands alone its row, whose reach counts groups too, compared without case", async () => {
    expect(await clauseRows("T1059.004", "match")).toEqual([
      ["process.command_line", "contains", "-sS", 1, 1, 1, 1, 2, Number(Math.log(3).toFixed(4))],
    ]);
  });

  it("holds an excluded value under exclude only", async () => {
    expect((await clauseRows("T1046", "exclude")).map((row) => row.slice(0, 6))).toEqual([["user.name", "eq", "scanner", 1, 1, 1]]);
    const reach = await rows(`
      select r.polarity, r.rules from clause_reach r join indicator i on i.id = r.clause_id where r.snapshot_id = $1 and i.value = 'scanner' order by 1`);
    expect(reach).toEqual([
      ["exclude", 1],
      ["match", 2],
    ]);
  });

  it("folds values that stand in exactly the same rules", async () => {
    const folded = (await clauseRows("T1059.001", "match")).filter(([, , , , values]) => values === 2);
    expect(folded).toHaveLength(1);
    expect(folded[0]?.slice(5, 8)).toEqual([1, 1, 1]);
  });
});

describe("the other tables", () => {
  it("counts fields with their operators and samples", async () => {
    const found = await rows(`
      select field, rules, operators, samples from technique_field where snapshot_id = $1 and technique_id = 'T1046' and scope in ('own', 'both') and segment_id = 0 order by field`);
    expect(found).toEqual([
      ["process.command_line", 1, { contains: 1 }, expect.arrayContaining(["-sS", "-p"])],
      ["process.name", 2, { eq: 2 }, ["nmap.exe"]],
    ]);
  });

  it("counts vendors and the ledger", async () => {
    expect(
      await rows(
        "select by_vendor from clause_reach r join indicator i on i.id = r.clause_id where r.snapshot_id = $1 and i.value = 'nmap.exe'",
      ),
    ).toEqual([[{ sigma: 3 }]]);
    expect(
      await rows("select files, discovered, complete, partial, unsupported, invalid from source_ledger where snapshot_id = $1"),
    ).toEqual([[7, 7, 6, 0, 0, 1]]);
    expect(await rows("select path, code from ledger_line where snapshot_id = $1")).toEqual([["broken.yml", "format-broken"]]);
    expect(await rows("select rules, families, status from snapshot where id = $1")).toEqual([[6, 5, "current"]]);
  });

  it("counts fields over the whole catalog, with their operators, vendors and names", async () => {
    const found = await rows(`
      select field, rules, families, mapped, operators, by_vendor from field_reach
      where snapshot_id = $1 and segment_id = 0 and lane = 'behavior' order by rules desc, field`);
    expect(found).toEqual([
      ["process.name", 3, 2, true, { eq: 3 }, { sigma: 3 }],
      ["process.command_line", 2, 2, true, { contains: 2 }, { sigma: 2 }],
      ["user.name", 2, 2, true, { eq: 2 }, { sigma: 2 }],
      ["winlog.event_data.Hashes", 1, 1, true, { eq: 1 }, { sigma: 1 }],
    ]);
    const linux = await rows(`
      select f.field, f.rules from field_reach f join segment s on s.snapshot_id = f.snapshot_id and s.id = f.segment_id
      where f.snapshot_id = $1 and s.platforms = '{linux}' and f.lane = 'behavior'`);
    expect(linux).toEqual([["process.command_line", 1]]);
    expect(
      await rows("select name, language, rules from field_name where snapshot_id = $1 and field = 'process.name' and segment_id = 0"),
    ).toEqual([["Image", "sigma", 3]]);
    expect(
      await rows(`
        select r.title, f.operators, f.names from field_rule f join rule r on r.id = f.rule_id
        where f.snapshot_id = $1 and f.field = 'user.name' order by 1`),
    ).toEqual([
      ["five", ["eq"], ["User"]],
      ["six", ["eq"], ["User"]],
    ]);
  });

  it("counts how far an indicator reaches, in groups too, and an exclusion under each of its fields", async () => {
    expect(
      await rows(`
        select i.value, n.field, n.rules, n.families, n.alone, round(n.score::numeric, 4)::float from indicator_reach n join indicator i on i.id = n.indicator_id
        where n.snapshot_id = $1 and n.segment_id = 0 and n.lane = 'behavior' and n.field like 'process.%' order by n.rules desc, i.value`),
    ).toEqual([
      ["nmap.exe", "process.name", 3, 2, true, Number((3 * Math.log(2)).toFixed(4))],
      ["-sS", "process.command_line", 2, 2, true, Number((2 * Math.log(3)).toFixed(4))],
      ["-p", "process.command_line", 1, 1, false, Number(Math.log(6).toFixed(4))],
    ]);
    expect(
      await rows(`
        select field, parts, "values", rules, families, "first" from exclusion_reach where snapshot_id = $1 and segment_id = 0`),
    ).toEqual([["user.name", 1, 1, 1, 1, true]]);
  });

  it("numbers rules, and keeps who has each value of each facet", async () => {
    const found = await rows(`
      select f.facet, f.value, f.rules, bit_count(f.members)::int,
        array(select s.title from rule_number n join snapshot_rule s on s.snapshot_id = n.snapshot_id and s.rule_id = n.rule_id
              where n.snapshot_id = $1 and get_bit(f.members, n.number) = 1 order by n.number)
      from rule_facet f where f.snapshot_id = $1 and f.facet in ('vendor', 'platform', 'technique', 'field', 'level') order by 1, 2`);
    expect(found).toEqual([
      ["field", "process.command_line", 2, 2, ["one", "three"]],
      ["field", "process.name", 3, 3, ["four", "one", "two"]],
      ["field", "user.name", 2, 2, ["five", "six"]],
      ["field", "winlog.event_data.Hashes", 1, 1, ["five"]],
      ["level", "none", 6, 6, ["five", "four", "one", "six", "three", "two"]],
      ["platform", "linux", 1, 1, ["three"]],
      ["platform", "windows", 5, 5, ["five", "four", "one", "six", "two"]],
      ["technique", "T1046", 2, 2, ["one", "two"]],
      ["technique", "T1059", 3, 3, ["five", "four", "three"]],
      ["technique", "T1059.001", 2, 2, ["five", "four"]],
      ["technique", "T1059.004", 1, 1, ["three"]],
      ["vendor", "sigma", 6, 6, ["five", "four", "one", "six", "three", "two"]],
    ]);
    expect(await rows("select length(members) from rule_facet where snapshot_id = $1 limit 1")).toEqual([[6]]);
  });

  it("keeps the words of rules, words of several rules, and values in their orders", async () => {
    const found = await rows(`
      select w.word, (select array_agg(x.title order by x.title) from rule_text x where x.snapshot_id = $1 and x.words @@ w.word::tsquery),
        (select rules from search_word where snapshot_id = $1 and word = w.word)
      from unnest(array['scanner', 'nmap', 'image', 'hashes', 'ss', 'absent']) w (word)`);
    expect(found).toEqual([
      ["scanner", ["five", "one", "six"], 3],
      ["nmap", ["four", "one", "two"], 3],
      ["image", ["four", "one", "two"], 3],
      ["hashes", ["five"], null],
      ["ss", ["one", "three"], null],
      ["absent", null, null],
    ]);
    expect(
      await rows(`
        select text, rules, place, families_place, value_rank from indicator_text
        where snapshot_id = $1 and text in ('nmap.exe', 'scanner', '-ss', '-p') order by rules desc, text`),
    ).toEqual([
      ["nmap.exe", 3, 1, expect.any(Number), 5],
      ["-ss", 2, expect.any(Number), expect.any(Number), 2],
      ["scanner", 2, expect.any(Number), expect.any(Number), 6],
      ["-p", 1, expect.any(Number), expect.any(Number), 1],
    ]);
  });

  it("says which events that analytics ask for are read", async () => {
    const found = await rows(`
      select analytic_id, event_id, rules, cardinality(segments) from log_source_reading
      where snapshot_id = $1 and strategy_id = 'DET0376' and (rules > 0 or analytic_id = 'AN1057') order by 1, position, 2`);
    expect(found).toEqual([
      ["AN1057", "WinEventLog:Sysmon/1", 2, 1],
      ["AN1057", "WinEventLog:Sysmon/22", 0, 0],
      ["AN1057", "WinEventLog:Sysmon/3", 0, 0],
    ]);
  });

  it("agrees with a recount", async () => {
    const { differences, compared, rules } = await recount(database.client, snapshot);
    expect(differences).toEqual([]);
    expect(rules).toBe(6);
    expect(compared).toBeGreaterThan(100);
  });
});
