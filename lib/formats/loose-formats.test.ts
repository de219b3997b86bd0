/** Files of any origin: saved searches, plain queries, Markdown, and YAML or JSON with a query somewhere. */
import { describe, expect, it } from "vitest";
import { guessLanguage, namedLanguage } from "./guess-language.ts";
import { plainQuery } from "./plain-query.ts";
import { queryYaml } from "./query-yaml.ts";
import { confMacros, splunkConf } from "./splunk-conf.ts";

type Read = (typeof plainQuery)["read"];
const rulesOf = (read: Read, path: string, text: string) =>
  read({ path, text }).rules.map(({ title, techniqueTags, query }) => [title, query?.language, query?.text, techniqueTags]);

/** Where a query says that it stands in the file, it stands. */
function expectPlaces(read: Read, path: string, text: string): void {
  for (const { query } of read({ path, text }).rules) {
    if (query?.offset != null) expect(text.slice(query.offset, query.offset + query.text.length).replace(/\\\n/g, " \n")).toBe(query.text);
  }
}

describe("the language of a bare text", () => {
  it.each([
    ["index=win EventCode=1 | stats count by host", "spl"],
    ["| tstats count from datamodel=Web by Web.url", "spl"],
    ["EventCode=4625 user=* NOT src=10.*", "spl"],
    ["`sysmon` process=x | where a==1 | search b=2", "spl"],
    ["DeviceProcessEvents | where FileName =~ 'a.exe'", "kusto"],
    ["let t = 1d;\nSigninLogs\n| where TimeGenerated > ago(t)\n| summarize count() by User", "kusto"],
    ["-- note | where\nselect * from t where a = 'index=x | stats'", "snowflake-sql"],
    ["with a as (select 1 from t) select * from a", "snowflake-sql"],
    ["create or replace view v copy grants as select a from t", "snowflake-sql"],
    ["Some words about nothing.", null],
    ["", null],
  ])("%j is %s", (text, language) => expect(guessLanguage(text)).toBe(language));

  it("is told by names that vendors go by", () => {
    expect(["Splunk", "SPL", "kql", "Azure Sentinel", "snowflake", "SQL", "bigquery"].map(namedLanguage)).toEqual([
      ...["spl", "spl", "kusto", "kusto", "snowflake-sql", "snowflake-sql", null],
    ]);
  });
});

describe("savedsearches.conf", () => {
  const text = [
    "[default]",
    "disabled = 0",
    "[[T1070] Log cleared]",
    "dispatch.earliest_time = -15m@m",
    "search = `sysmon` a=1 \\",
    "| where b > 3 \\",
    "| table c",
    "",
    "# a comment",
    "[Nothing]",
    "disabled = 1",
    "[Two] of them",
    "search = index=x",
  ].join("\n");

  it("gives a rule for each stanza with a search, lines joined, places kept", () => {
    expect(rulesOf(splunkConf.read, "a/savedsearches.conf", text)).toEqual([
      ["[T1070] Log cleared", "spl", "`sysmon` a=1  \n| where b > 3  \n| table c", ["T1070"]],
      ["[Two] of them", "spl", "index=x", []],
    ]);
    expect(splunkConf.read({ path: "x.conf", text }).rules[0]?.window).toBe("15m");
    expectPlaces(splunkConf.read, "x.conf", text);
    expect(splunkConf.read({ path: "x.conf", text: "[a]\nb = c" }).problem?.code).toBe("not-a-rule");
  });

  it("holds macros in its sibling", () => {
    const macros = confMacros("[shells(1)]\nargs = f\ndefinition = $f$ IN (sh, \\\nbash)\n[sysmon]\ndefinition = index=win");
    expect([...macros]).toEqual([
      ["shells", { definition: "$f$ IN (sh,  \nbash)", arguments: ["f"] }],
      ["sysmon", { definition: "index=win", arguments: [] }],
    ]);
  });
});

describe("plain queries", () => {
  it("are cut at the semicolons of SQL, and named by the comment above or by their view", () => {
    const text =
      "-- Logins (T1110)\nset x = 1;\nselect * from t where a = 'b;c'; -- done; really\ngrant select on t to r;\ncreate view v.w as select 1 from t;";
    expect(rulesOf(plainQuery.read, "q.sql", text)).toEqual([
      ["Logins (T1110)", "snowflake-sql", "set x = 1;\nselect * from t where a = 'b;c'", ["T1110"]],
      ["v.w", "snowflake-sql", "create view v.w as select 1 from t", []],
    ]);
    expectPlaces(plainQuery.read, "q.sql", text);
  });

  it("are cut where another SPL search begins, not at every blank line", () => {
    const text = "# One\n\nindex=a b=1\n\n| stats count\n\n// Two\nindex=c [search d=1\n\n| tstats count]\n";
    expect(rulesOf(plainQuery.read, "q.spl", text)).toEqual([
      ["One", "spl", "index=a b=1\n\n| stats count", []],
      ["Two", "spl", "index=c [search d=1\n\n| tstats count]", []],
    ]);
    expectPlaces(plainQuery.read, "q.spl", text);
  });

  it("of Kusto, and texts of no language, are left to others", () => {
    for (const text of ["SigninLogs | where a == 1", "Dear reader,\nnothing here."])
      expect(plainQuery.read({ path: "q.txt", text }).problem?.code).toBe("not-a-rule");
  });

  it("are found in the fences of a page", () => {
    const text =
      "# Dumping (T1003)\n## Splunk\n```spl\nindex=a\n```\n## KQL\n```kql\nT | where a == 1\n```\n```sql\nselect a from t\n```\n";
    expect(rulesOf(plainQuery.read, "p.md", text)).toEqual([
      ["Dumping (T1003)", "spl", "index=a", ["T1003"]],
      ["Dumping (T1003)", "snowflake-sql", "select a from t", ["T1003"]],
    ]);
    expectPlaces(plainQuery.read, "p.md", text);
  });
});

describe("a page without fences", () => {
  it("has its queries between backticks, of any language", () => {
    const text = "# Rundll32 (T1218)\n\n## No command line\n\n`// why\nDeviceProcessEvents\n| where a == 1`\n\nSee `a.exe`.\n";
    expect(rulesOf(plainQuery.read, "p.md", text)).toEqual([["why", "kusto", "DeviceProcessEvents\n| where a == 1", ["T1218"]]]);
    expectPlaces(plainQuery.read, "p.md", text);
  });
});

describe("YAML and JSON of nobody's layout", () => {
  it.each([
    ["QueryName: N\nSnowflakeQuery: select a from t\nAthenaQuery: select b from t\n", [["N", "snowflake-sql", "select a from t", []]]],
    ["title: N\nplatform: splunk\ndetection:\n  query: action=blocked\ntags: [T1059]\n", [["N", "spl", "action=blocked", ["T1059"]]]],
    [
      '{"resources":[{"properties":{"displayName":"N","query":"SigninLogs | where a == 1"}}]}',
      [["N", "kusto", "SigninLogs | where a == 1", []]],
    ],
    ["name: N\ndrilldowns:\n  - search: index=a\ndescription: a query, index=x\n", []],
    ["name: N\nquery: SigninLogs | where a == 1\n", []],
  ])("%j", (text, rules) => {
    expect(rulesOf(queryYaml.read, "r.yml", text)).toEqual(rules);
    expectPlaces(queryYaml.read, "r.yml", text);
  });

  it.each([
    ["brackets", "[".repeat(20_000)],
    ["an alias of itself", "a: &a\n  query: x\n  b: *a\n"],
    ["many keys", "query: index=a\n".repeat(5_000)],
  ])("%s give an answer in bounded time", (_, text) => {
    const start = performance.now();
    queryYaml.read({ path: "r.yml", text });
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("hostile text", () => {
  it.each([
    ["blank lines", "\n \n".repeat(100_000)],
    ["backslashes", "\\\n".repeat(100_000)],
    ["quotes", "'\"".repeat(100_000)],
    ["dashes", "--".repeat(100_000)],
    ["fences", "```spl\n".repeat(30_000)],
    ["pipes", "| ".repeat(100_000)],
    ["stanzas", "[a]\nsearch = x\n".repeat(30_000)],
  ])("%s are read in bounded time", (_, text) => {
    for (const [read, path] of [
      [plainQuery.read, "q.sql"],
      [plainQuery.read, "q.spl"],
      [plainQuery.read, "q.txt"],
      [plainQuery.read, "q.md"],
      [splunkConf.read, "q.conf"],
    ] as const) {
      const start = performance.now();
      read({ path, text });
      expect(performance.now() - start, path).toBeLessThan(5_000);
    }
  });
});
