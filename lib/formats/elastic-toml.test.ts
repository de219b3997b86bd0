/** Elastic files: each rule type and language, what types state outside the query, and broken TOML. */
import { describe, expect, it } from "vitest";
import { elasticToml } from "./elastic-toml.ts";

const read = (text: string, path = "rules/linux/discovery_scan.toml") => elasticToml.read({ path, text });
const rule = (text: string, path?: string) => read(text, path).rules[0]!;

const whole = `[metadata]
creation_date = "2020/02/18"
integration = ["endpoint", "auditd_manager"]
maturity = "production"
updated_date = "2026/08/19"

[rule]
author = ["Elastic", "Ana Example"]
description = """
A scan.
"""
false_positives = ["Admins."]
from = "now-9m"
index = ["logs-endpoint.events.*"]
language = "eql"
license = "Elastic License v2"
name = "Scan"
references = ["https://example.org"]
rule_id = "11111111-2222-3333-4444-555555555555"
severity = "medium"
tags = ["Domain: Endpoint", "OS: Linux"]
type = "eql"
query = '''
process where host.os.type == "linux" and
  process.name == "nmap"
'''

[[transform.osquery]]
query = "SELECT 1"

[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1046"
[[rule.threat.technique]]
id = "T1059"
[[rule.threat.technique.subtechnique]]
id = "T1059.004"
`;

describe("an Elastic rule", () => {
  it("gives all its metadata", () => {
    const query = 'process where host.os.type == "linux" and\n  process.name == "nmap"';
    expect(rule(whole)).toEqual({
      ordinal: 0,
      id: "11111111-2222-3333-4444-555555555555",
      title: "Scan",
      description: "A scan.",
      authors: ["Elastic", "Ana Example"],
      created: "2020-02-18",
      modified: "2026-08-19",
      level: "medium",
      status: "production",
      version: null,
      licence: "Elastic License v2",
      references: ["https://example.org"],
      falsePositives: ["Admins."],
      logSource: { names: ["logs-endpoint.events.*", "endpoint", "auditd_manager"] },
      tags: ["Domain: Endpoint", "OS: Linux"],
      techniqueTags: ["T1046", "T1059", "T1059.004"],
      platforms: ["linux"],
      query: { language: "eql", text: query, offset: whole.indexOf("process where") },
      window: null,
      threshold: null,
      newTerms: null,
      diagnostics: [],
    });
  });

  it("in _deprecated is deprecated, whatever it says", () => {
    expect(rule(whole, "rules/_deprecated/scan.toml").status).toBe("deprecated");
  });

  it("counts, with and without a cardinality", () => {
    const counting = (table: string) =>
      rule(`[rule]\ntype = "threshold"\nlanguage = "kuery"\nfrom = "now-9m"\nquery = "a:b"\n[rule.threshold]\n${table}\n`);
    const distinct = '[[rule.threshold.cardinality]]\nfield = "destination.port"\nvalue = 250';
    expect(counting('field = ["source.ip"]\nvalue = 25')).toMatchObject({
      window: "9m",
      threshold: { aggregate: "count()", operator: "gte", value: "25", groupBy: ["source.ip"] },
    });
    expect(counting(`field = ["source.ip"]\nvalue = 1\n${distinct}`).threshold).toEqual({
      aggregate: "dc(destination.port)",
      operator: "gte",
      value: "250",
      groupBy: ["source.ip"],
    });
    expect(counting(`field = []\nvalue = 30\n${distinct}`).threshold?.also).toEqual({
      aggregate: "count()",
      operator: "gte",
      value: "30",
      groupBy: [],
    });
  });

  it("looks for new terms", () => {
    const terms =
      '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["host.id", "process.name"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-14d"\n';
    expect(rule(`[rule]\ntype = "new_terms"\nlanguage = "kuery"\nquery = "a:b"\n${terms}`).newTerms).toEqual({
      fields: ["host.id", "process.name"],
      window: "14d",
    });
  });

  it("of machine learning has no query and says why", () => {
    const { query, diagnostics, logSource } = rule(
      '[rule]\ntype = "machine_learning"\nname = "x"\nmachine_learning_job_id = ["job_a", "job_b"]\n',
    );
    expect([query, diagnostics[0]?.code, logSource.names]).toEqual([null, "query-unsupported", ["job_a", "job_b"]]);
    expect(diagnostics[0]?.message).toContain("job_a, job_b");
  });

  it.each([
    ['type = "query"', "kuery"],
    ['type = "query"\nlanguage = "lucene"', "lucene"],
    ['type = "esql"', "esql"],
    ['type = "threat_match"\nlanguage = "kuery"', "kuery"],
  ])("with %j is %s", (keys, language) => {
    expect(rule(`[rule]\n${keys}\nquery = "a:b"\n`).query?.language).toBe(language);
  });

  it("has no offset where escapes changed the query", () => {
    expect(rule('[rule]\ntype = "query"\nquery = "a:\\"b\\""\n').query).toEqual({ language: "kuery", text: 'a:"b"', offset: null });
  });

  it("drops values of the wrong kind", () => {
    const odd = rule(
      '[metadata]\ncreation_date = 2024-01-31\n[rule]\nname = ["x"]\ntype = "eql"\nquery = "any where true"\nrisk = 1\ntags = { a = 1 }\nthreat = "none"\n__proto__ = { polluted = true }\n',
    );
    expect([odd.title, odd.created, odd.techniqueTags, odd.diagnostics.length > 0]).toEqual(["discovery_scan", "2024-01-31", [], true]);
    expect("polluted" in {}).toBe(false);
  });
});

describe("what stands beside a query", () => {
  it("is Kibana's filters, as the file has them", () => {
    const filtered = rule(
      '[rule]\ntype = "query"\nquery = "a:b"\n[[rule.filters]]\n[rule.filters.meta]\nnegate = true\n[rule.filters.query.exists]\nfield = "c"\n',
    );
    expect(filtered.filters).toEqual([{ meta: { negate: true }, query: { exists: { field: "c" } } }]);
    expect(rule('[rule]\ntype = "query"\nquery = "a:b"\nfilters = "x"\n').filters).toBeUndefined();
  });

  it("is a threat_match rule's list of indicators", () => {
    const text = `[rule]
type = "threat_match"
query = "url.full:*"
threat_index = ["logs-ti_*"]
threat_language = "kuery"
threat_query = "event.module:ti_*"
[[rule.threat_filters]]
[rule.threat_filters.query.exists]
field = "c"
[[rule.threat_mapping]]
[[rule.threat_mapping.entries]]
field = "url.full"
type = "mapping"
value = "threat.indicator.url.full"
`;
    expect(rule(text).indicatorMatch).toEqual({
      query: { language: "kuery", text: "event.module:ti_*", offset: null },
      filters: [{ query: { exists: { field: "c" } } }],
      names: ["logs-ti_*"],
      mappings: [[{ field: "url.full", indicator: "threat.indicator.url.full", negated: false }]],
    });
  });
});

describe("a hunt", () => {
  const text = `[hunt]
author = "Elastic"
description = "Looks for it."
integration = ["aws.cloudtrail"]
uuid = "11111111-2222-3333-4444-555555555555"
name = "Hunt for it"
language = ["ES|QL", "SQL"]
license = "Elastic License v2"
mitre = ["T1098.003", "T1136.003"]
query = [
'''
from logs-aws.cloudtrail-*
| where event.action == "CreateUser"
''',
"process where process.name == \\"x\\"",
'''
SELECT * FROM sudoers
''',
]
`;

  it("gives a rule for each of its queries, in the language that the query is in", () => {
    const { rules } = read(text, "hunting/aws/queries/x.toml");
    expect(rules.map(({ ordinal, title, query }) => [ordinal, title, query?.language])).toEqual([
      [0, "Hunt for it", "esql"],
      [1, "Hunt for it", "eql"],
      [2, "Hunt for it", undefined],
    ]);
    expect(rules[0]?.query?.offset).toBe(text.indexOf("from logs"));
    expect(rules[0]).toMatchObject({
      id: "11111111-2222-3333-4444-555555555555",
      authors: ["Elastic"],
      level: "hunting",
      techniqueTags: ["T1098.003", "T1136.003"],
      platforms: ["aws"],
      logSource: { names: ["aws.cloudtrail"] },
    });
    expect(rules[1]?.query?.offset).toBeNull();
    expect(rules[2]?.diagnostics[0]?.code).toBe("query-unsupported");
  });

  it("may hold one query and no list", () => {
    const { rules } = read('[hunt]\nname = "x"\nlanguage = "ES|QL"\nnotes = ["a", "b"]\nquery = "from x | where a == 1"\n');
    expect(rules.map(({ description, query }) => [description, query?.language])).toEqual([["a\nb", "esql"]]);
  });
});

describe("an endpoint's behaviour rule", () => {
  it("is EQL, and has its techniques beside the rule", () => {
    const text = `[rule]
description = "It."
id = "11111111-2222-3333-4444-555555555555"
license = "Elastic License v2"
name = "It runs"
os_list = ["macos"]
reference = ["https://example.org"]
version = "1.0.3"
query = '''
sequence by process.entity_id with maxspan=5s
  [process where process.name == "x"]
  [network where true]
'''
[[threat]]
framework = "MITRE ATT&CK"
[[threat.technique]]
id = "T1105"
[internal]
min_endpoint_version = "7.15.0"
`;
    expect(rule(text, "behavior/rules/x.toml")).toMatchObject({
      id: "11111111-2222-3333-4444-555555555555",
      query: { language: "eql" },
      techniqueTags: ["T1105"],
      platforms: ["macos"],
      references: ["https://example.org"],
      logSource: { names: ["endpoint"] },
    });
  });

  it.each([
    ["// why\nprocess where true", "eql"],
    ["any where true", "eql"],
    ["sample by x [any where true] [any where true]", "eql"],
    ["/* a */ FROM logs | WHERE a == 1", "esql"],
    ["process.name:x", "kuery"],
    ["where:x", "kuery"],
  ])("%j is %s where nothing says so", (query, language) => {
    expect(rule(`[rule]\nname = "x"\nquery = '''${query}'''\n`).query?.language).toBe(language);
  });
});

describe("what is no rule", () => {
  it.each([
    ['[other]\nname = "x"\n', "not-a-rule"],
    ['[hunt]\nname = "x"\nquery = []\n', "query-missing"],
    ['[hunt]\nname = "x"\nquery = [1, { a = "b" }, " "]\n', "query-missing"],
    ["", "not-a-rule"],
    ['[rule]\ntype = "eql"\n', "query-missing"],
    ['[rule]\ntype = "query"\nlanguage = "klingon"\nquery = "a"\n', "query-missing"],
    ["[rule]\ntype = \n", "format-broken"],
  ])("%j is %s", (text, code) => {
    expect([read(text).rules, read(text).problem?.code]).toEqual([[], code]);
  });

  it("says where it is broken", () => {
    const text = '[rule]\nname = "x"\ntype = @\n';
    expect(read(text).problem?.span?.[0]).toBeGreaterThanOrEqual(text.indexOf("type"));
  });
});
