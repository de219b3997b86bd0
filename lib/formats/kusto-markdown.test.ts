/** Markdown pages: one rule per distinct query, titles from headings, techniques from tables of both shapes. */
import { describe, expect, it } from "vitest";
import { kustoMarkdown } from "./kusto-markdown.ts";

const read = (text: string, path = "Defender For Endpoint/ttp_t1562-001_x.md") => kustoMarkdown.read({ path, text });

const query = 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where FileName =~ "nmap.exe"';
const page = `# *Port scanner started*

## Query Information

#### MITRE ATT&CK Technique(s)

| Technique ID | Title    | Link    |
| ---  | --- | --- |
| T1046 | Network Service Discovery | https://attack.mitre.org/techniques/T1046/ |
| T1059.001 | PowerShell | [x](https://attack.mitre.org/techniques/T1059/001/) |

#### Description
Finds scanners.

#### Author <Optional>
- **Name:** Ana Example
- **Github:** https://github.com/x

#### References
- https://example.org/a
- [b](https://example.org/b)

## Defender XDR
\`\`\`KQL
${query}
\`\`\`
## Sentinel
\`\`\`KQL
${query.replace("Timestamp", "TimeGenerated")}

\`\`\`
`;

describe("a page of the Bert-JanP kind", () => {
  it("is one rule where the queries differ only in the name of the time", () => {
    const { rules } = read(page);
    expect(rules.length).toBe(1);
    expect(rules[0]).toMatchObject({
      ordinal: 0,
      id: null,
      title: "Port scanner started",
      description: "Finds scanners.",
      authors: ["Ana Example"],
      references: ["https://example.org/a", "https://example.org/b"],
      tags: ["T1046", "T1059.001"],
      techniqueTags: ["T1046", "T1059.001"],
      logSource: { names: ["DeviceProcessEvents"] },
      platforms: [],
      query: { language: "kusto", text: query, offset: page.indexOf(query) },
    });
  });

  it("is several rules where they differ, named by the nearest heading that is no platform", () => {
    const { rules } = read(
      "# A\n## Sentinel\n```\nSigninLogs\n| count\n```\n## Rare logins\n### Defender XDR\n```kusto\nIdentityLogonEvents\n| count```\n",
    );
    expect(rules.map((rule) => [rule.ordinal, rule.title, rule.platforms, rule.query?.text])).toEqual([
      [0, "A", ["azure", "identity"], "SigninLogs\n| count"],
      [1, "Rare logins", ["identity"], "IdentityLogonEvents\n| count"],
    ]);
  });

  it("takes the file's stem where no heading names it, and its techniques from there, too", () => {
    const [rule] = read("## Defender XDR\n```KQLAADSignInEventsBeta\n| count\n```\n").rules;
    expect([rule?.title, rule?.techniqueTags, rule?.query?.text]).toEqual([
      "ttp_t1562-001_x",
      ["T1562.001"],
      "AADSignInEventsBeta\n| count",
    ]);
  });
});

const falcon = `# WinRM plugin

## Metadata
**ID:** 0xFF-0001-X-Win

**OS:** WindowsEndpoint, WindowsServer

## ATT&CK Tags

| Tactic | Technique | Subtechnique | Technique Name |
|---|---|---| --- |
| TA0008 - Lateral Movement | T1021 | 006 | Remote Services |
| TA0007 - Discovery | T1046 |  | Network Service Discovery|

## Utilized Data Sources

| Log Provider | Table Name | Event ID |
|---------|---------|---------|
|MicrosoftThreatProtection|DeviceImageLoadEvents|ImageLoaded|
---

## Detection description
Detects plugins.

## False Positives
None expected.

## References
* https://example.org

---
## Detection

**Query:**
\`\`\`C#
let timeframe = 2*1h; // C# is only the colour
DeviceImageLoadEvents
| where ingestion_time() >= ago(timeframe)
\`\`\`

## Version History
| Version | Date | Impact | Notes |
|---------|------|--------|------|
| 1.1  | 2025-05-23| minor | Updated. |
| 1.0  | 2024-02-12| major | Initial version. |
`;

it("reads a page of the FalconFriday kind", () => {
  expect(read(falcon, "0xFF-0001-X-Win.md").rules).toMatchObject([
    {
      id: "0xFF-0001-X-Win",
      title: "WinRM plugin",
      description: "Detects plugins.",
      created: "2024-02-12",
      modified: "2025-05-23",
      version: "1.1",
      references: ["https://example.org"],
      falsePositives: ["None expected."],
      techniqueTags: ["T1021.006", "T1046"],
      logSource: { names: ["DeviceImageLoadEvents"] },
      platforms: ["windows"],
      query: { language: "kusto", offset: falcon.indexOf("let timeframe") },
    },
  ]);
});

describe("what is no rule", () => {
  it.each([
    ["# Index\n\n| a | b |\n|--|--|\n| T1046 | [x](y.md) |\n"],
    ["# Other languages\n```PowerShell\nGet-Process | Stop-Process\n```\n```JSON\n{}\n```\n```\nGet-Mailbox | fl\n```\n"],
    ["# Only a definition\n```KQL\nlet IPRegex = '[0-9]+|x';\n```\n"],
    ["```KQL\n// nothing yet\n```\n"],
    [""],
  ])("%j", (text) => {
    expect([read(text).rules, read(text).problem?.code]).toEqual([[], "not-a-rule"]);
  });

  it("but a definition that swallowed its query is one", () => {
    expect(read("```KQL\nlet Frame = 30d\nunion *\n| count\n```\n").rules.length).toBe(1);
  });
});
