/** Armory files: SPL and Snowflake SQL, technique ids in every nesting seen, platforms from category, name and title. */
import { describe, expect, it } from "vitest";
import { armoryYaml } from "./armory-yaml.ts";

const read = (text: string, path: string) => armoryYaml.read({ path, text });

const spl = `id: '1.2'
title: masscan Execution - Windows
description: Finds masscan,
  folded.
logic_format: Splunk
logic: '\`get_endpoint_data\` TERM(masscan) | table host '
techniques:
- discovery:network service discovery
technique_id:
- - T1046
data_category:
- EDR Logs
references: null
`;

describe("an armory rule", () => {
  it("in SPL gives all its metadata", () => {
    const [rule] = read(spl, "detections/endpoint/masscan/masscan-splunk-edr.yml").rules;
    expect(rule).toMatchObject({
      id: "1.2",
      title: "masscan Execution - Windows",
      description: "Finds masscan, folded.",
      authors: [],
      references: [],
      logSource: { names: ["EDR Logs", "file:edr"] },
      tags: ["T1046", "discovery:network service discovery"],
      techniqueTags: ["T1046"],
      platforms: ["windows"],
      query: { language: "spl", text: "`get_endpoint_data` TERM(masscan) | table host", offset: spl.indexOf("`get_") },
      diagnostics: [],
    });
  });

  it("in Snowflake SQL counts under Snowflake's language", () => {
    const text = "id: '1'\ntitle: t\nlogic_format: snowflake\nlogic: select * from okta where a ilike 'b'\n";
    const [rule] = read(text, "detections/application/x/x-snowflake-okta.yml").rules;
    expect([rule?.query?.language, rule?.platforms]).toEqual(["snowflake-sql", ["okta", "identity"]]);
  });

  it("without logic_format is told by how it begins", () => {
    expect(read("logic: with a as (select 1) select 2\n", "a.yml").rules[0]?.query?.language).toBe("snowflake-sql");
    expect(read("logic: index=main\n", "folder/a b.yml").rules[0]).toMatchObject({ title: "a b", query: { language: "spl" } });
  });
});

it.each([
  ["title: x\nlogic_format: Splunk\n", "query-missing"],
  ["title: x\n", "not-a-rule"],
  ["logic: [a\n", "format-broken"],
])("%j is %s", (text, code) => {
  expect([read(text, "a.yml").rules, read(text, "a.yml").problem?.code]).toEqual([[], code]);
});
