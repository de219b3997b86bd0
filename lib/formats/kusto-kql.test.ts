/** Files of plain Kusto: where one query ends and the next begins, and what the comments around them mean. */
import { describe, expect, it } from "vitest";
import { kustoKql } from "./kusto-kql.ts";
import { kustoStatements, kustoTablesOf, maskKusto, sameQueryKey } from "./kusto-text.ts";

const read = (text: string, path = "Sentinel/My rule.kql") => kustoKql.read({ path, text });

const page = `// Port scan from the inside
// https://example.org/post

// A longer remark about what this finds, and why it matters to everybody who runs a network of any size.

let Hosts =
DeviceInfo
| where OSPlatform == "Linux"

| distinct DeviceName;

DeviceNetworkEvents
| where DeviceName has_any (Hosts) // T1595 on the way
| where RemoteUrl != "a;b // not a comment"

// Second look:

SigninLogs
| where UserAgent contains "nmap"

// MITRE ATT&CK Mapping

// T1046 - Network Service Discovery
`;

describe("a file with several queries", () => {
  const { rules } = read(page);

  it("parts them at blank lines and keeps definitions and pipes together", () => {
    expect(rules.map(({ query }) => [query?.text.split("\n")[0], query?.text.split("\n").at(-1)])).toEqual([
      ["let Hosts =", '| where RemoteUrl != "a;b // not a comment"'],
      ["SigninLogs", '| where UserAgent contains "nmap"'],
    ]);
    for (const { query } of rules) expect(page.slice(query?.offset ?? 0).startsWith(query?.text ?? "-")).toBe(true);
  });

  it("names them by the file's first lines and the comment above", () => {
    expect(rules.map(({ title }) => title)).toEqual(["Port scan from the inside", "Second look"]);
    expect(rules[0]?.description).toMatch(/^A longer remark/);
    expect(rules[0]?.references).toEqual(["https://example.org/post"]);
  });

  it("gives each its own techniques and those that close the file, and its tables", () => {
    expect(rules.map(({ techniqueTags }) => techniqueTags)).toEqual([["T1595", "T1046"], ["T1046"]]);
    expect(rules.map(({ logSource, platforms }) => [logSource.names, platforms])).toEqual([
      [["DeviceInfo", "DeviceNetworkEvents"], []],
      [["SigninLogs"], ["azure", "identity"]],
    ]);
  });
});

describe("titles", () => {
  it.each([
    ["// https://example.org\n\n// Remember to set the period\nT\n| count", "My rule"],
    ["// This comment is a sentence that tells a story.\nT\n| count", "My rule"],
    [`// ${"long ".repeat(40)}\nT\n| count`, "My rule"],
    ["//Find logins:\nT\n| count", "Find logins"],
    ["T\n| count", "My rule"],
  ])("of %j is %s", (text, title) => {
    expect(read(text).rules[0]?.title).toBe(title);
  });
});

describe("what is no query", () => {
  it("is a comment: addresses and prose without marks", () => {
    const { rules } = read("// T\nhttps://example.org/x\n\nDefenderXDR KQL:\n\nSigninLogs\n| count\n\n// Mitre\nTechnique: T1046 - Scan\n");
    expect(rules.map(({ query, techniqueTags, references }) => [query?.text, techniqueTags, references])).toEqual([
      ["SigninLogs\n| count", ["T1046"], ["https://example.org/x"]],
    ]);
  });

  it.each([
    ["", "not-a-rule"],
    ["// nothing here\n", "query-missing"],
    ["let a = 1;\n", "query-missing"],
    ['{"a": 1}', "query-missing"],
  ])("%j is %s", (text, code) => {
    expect([read(text).rules, read(text).problem?.code]).toEqual([[], code]);
  });

  it("counts the same query once", () => {
    expect(read("T\n| where Timestamp > ago(1d)\n\nT\n| where  TimeGenerated > ago(1d)\n").rules.length).toBe(1);
  });
});

describe("Kusto text", () => {
  it("masks strings of every kind and comments, and keeps every offset", () => {
    const text = "T | where a == \"x;//\\\"\" and b == @'c:\\'';' // e\n| where c == ```\n;``` and d == 'open\n| count";
    const masked = maskKusto(text);
    expect([masked.length, masked.includes(";"), masked.includes("//"), masked.split("\n").length]).toEqual([text.length, false, false, 4]);
  });

  it("splits statements outside brackets", () => {
    expect(kustoStatements("let f = (a:int) { T; U };\nf(1) | count ; ").map((part) => part.trim())).toEqual([
      "let f = (a:int) { T; U }",
      "f(1) | count",
    ]);
  });

  it("finds tables, not names that the query made itself", () => {
    expect(kustoTablesOf("let SigninLogs = datatable(a:int)[1];\nunion AuditLogs, (Custom_CL | take 1)\n| join SigninLogs on a")).toEqual([
      "AuditLogs",
    ]);
    expect(kustoTablesOf('Custom_CL\n| where a == "SecurityEvent" // Syslog')).toEqual(["Custom_CL"]);
  });

  it("takes two spellings of the time for one", () => {
    expect(sameQueryKey("T\r\n| where  TimeGenerated > 1")).toBe(sameQueryKey("T\n| where Timestamp > 1 "));
  });
});
