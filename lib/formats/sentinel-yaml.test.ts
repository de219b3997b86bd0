/** Sentinel files: scheduled rules with triggers, hunting queries without, connectors and tables. */
import { describe, expect, it } from "vitest";
import { sentinelYaml } from "./sentinel-yaml.ts";

const read = (text: string, path = "Detections/Syslog/scan.yaml") => sentinelYaml.read({ path, text });

const whole = `\uFEFFid: 11111111-2222-3333-4444-555555555555
name: Scan
description: |
  'Finds scans.
  Ref: https://example.org/a.'
severity: Low
requiredDataConnectors:
  - connectorId: Syslog
    dataTypes:
      - Syslog
  - connectorId: CiscoASA
    dataTypes:
      - CommonSecurityLog (Cisco)
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 3
tactics:
  - Discovery
relevantTechniques:
  - T1046
query: |

  let threshold = 5;
  Syslog
  | where SyslogMessage has "nmap"
`;

describe("a Sentinel rule", () => {
  it("gives all its metadata", () => {
    const [rule] = read(whole).rules;
    expect(rule).toMatchObject({
      id: "11111111-2222-3333-4444-555555555555",
      title: "Scan",
      description: "Finds scans.\nRef: https://example.org/a.",
      level: "low",
      references: ["https://example.org/a"],
      logSource: { names: ["Syslog", "CiscoASA", "CommonSecurityLog (Cisco)", "CommonSecurityLog"] },
      tags: ["Discovery", "T1046"],
      techniqueTags: ["T1046"],
      platforms: ["linux", "network"],
      query: { language: "kusto", text: 'let threshold = 5;\nSyslog\n| where SyslogMessage has "nmap"', offset: null },
      window: "1d",
      threshold: { aggregate: "count()", operator: "gt", value: "3", groupBy: [] },
      diagnostics: [],
    });
  });

  it("that triggers on any result has no threshold, and a hunting query neither level nor window", () => {
    const [any] = read("name: x\nquery: T | where a\ntriggerOperator: GreaterThan\ntriggerThreshold: 0\n").rules;
    const [few] = read("name: x\nquery: T | where a\ntriggerOperator: lt\ntriggerThreshold: 5\n").rules;
    expect([any?.threshold, few?.threshold?.operator, any?.level, any?.window]).toEqual([null, "lt", null, null]);
  });

  it("may have its query in quotes within the block, and its techniques under a second key", () => {
    const [rule] = read("name: x\nquery: |\n  'T\n  | where a == 'b'\n  '\nthreatAnalysisTechniques: [ 'T1078.004' ]\n").rules;
    expect([rule?.query?.text.trim(), rule?.techniqueTags]).toEqual(["T\n| where a == 'b'", ["T1078.004"]]);
  });

  it("may name its author under metadata, and may have no ending", () => {
    const [rule] = read("name: x\nquery: T | where a\nmetadata:\n  author:\n    name: Ana\n", "Detections/Rule").rules;
    expect([rule?.authors, sentinelYaml.claims("Detections/Rule"), sentinelYaml.claims("readme.md")]).toEqual([["Ana"], true, false]);
  });
});

it.each([
  ["name: x\ntactics: [Discovery]\n", "query-missing"],
  ["title: x\n", "not-a-rule"],
  ["name: [x\n", "format-broken"],
])("%j is %s", (text, code) => {
  expect([read(text).rules, read(text).problem?.code]).toEqual([[], code]);
});
