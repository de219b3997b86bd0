/** ESCU files: metadata at the top and under tags, the search and its place, and content of other kinds. */
import { describe, expect, it } from "vitest";
import { escuYaml } from "./escu-yaml.ts";

const read = (text: string, path = "detections/endpoint/windows_scan.yml") => escuYaml.read({ path, text });

const whole = `name: Windows Scan
id: 11111111-2222-3333-4444-555555555555
version: 1
date: '2024-10-17'
author: Ana Example, Splunk
status: production
type: TTP
description: The following analytic detects a scan.
data_source:
- Sysmon EventID 1
- CrowdStrike ProcessRollup2
search: '| tstats count from datamodel=Endpoint.Processes by Processes.user'
how_to_implement: You must.
known_false_positives: Scanners.
references:
- https://example.org
tags:
  analytic_story:
  - Discovery
  asset_type: Endpoint
  mitre_attack_id:
  - T1046
  - T1059.001
  security_domain: endpoint
`;

describe("an ESCU rule", () => {
  it("gives all its metadata", () => {
    const [rule] = read(whole).rules;
    expect(rule).toEqual({
      ordinal: 0,
      id: "11111111-2222-3333-4444-555555555555",
      title: "Windows Scan",
      description: "The following analytic detects a scan.",
      authors: ["Ana Example", "Splunk"],
      created: "2024-10-17",
      modified: "2024-10-17",
      level: "ttp",
      status: "production",
      version: "1",
      licence: null,
      references: ["https://example.org"],
      falsePositives: ["Scanners."],
      logSource: { names: ["Sysmon EventID 1", "CrowdStrike ProcessRollup2"] },
      tags: ["T1046", "T1059.001", "Discovery", "endpoint"],
      techniqueTags: ["T1046", "T1059.001"],
      platforms: ["windows"],
      query: {
        language: "spl",
        text: "| tstats count from datamodel=Endpoint.Processes by Processes.user",
        offset: whole.indexOf("| tstats"),
      },
      window: null,
      threshold: null,
      newTerms: null,
      diagnostics: [],
    });
  });

  it("has no offset where folding or escapes changed the search", () => {
    const [rule] = read("name: x\nsearch: 'a\n  b=''c'''\n").rules;
    expect(rule?.query).toEqual({ language: "spl", text: "a b='c'", offset: null });
  });

  it("was created on its date only while it is version 1, and keeps a version as written", () => {
    const [rule] = read("name: x\nversion: 1.10\ndate: 2024/10/17\nsearch: a\n").rules;
    expect([rule?.version, rule?.created, rule?.modified]).toEqual(["1.10", null, "2024-10-17"]);
  });

  it("is read through unindented lines of a quoted search, with a note", () => {
    const { rules, problem } = read("name: x\ntype: TTP\nsearch: '`okta` a=\"b\"\n| stats count by user\n| `x_filter`'\nauthor: A\n");
    expect(problem).toBeNull();
    expect(rules[0]?.query).toEqual({ language: "spl", text: '`okta` a="b" | stats count by user | `x_filter`', offset: null });
    expect([rules[0]?.authors, rules[0]?.diagnostics[0]?.severity]).toEqual([["A"], "info"]);
  });
});

it.each([
  ["name: story\nid: 1\nnarrative: text\n", "not-a-rule"],
  ["name: m\ndefinition: index=x\n", "not-a-rule"],
  ["name: x\ntype: Hunting\n", "query-missing"],
  ["name: x\ntype: TTP\nsearch: {a: b}\n", "query-missing"],
  ["name: 'x\n", "format-broken"],
  ["", "not-a-rule"],
  ["- x\n", "not-a-rule"],
])("%j is %s", (text, code) => {
  expect([read(text).rules, read(text).problem?.code]).toEqual([[], code]);
});
