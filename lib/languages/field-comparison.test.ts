/** One law for all languages: what a comparison of two fields is, plain and negated. See docs/decisions/0002-normalization.md. */
import { describe, expect, it } from "vitest";
import { sources } from "../../seed/sources.ts";
import { blankRule } from "../formats/rule-parts.ts";
import { readRuleFile } from "../ingest/read-rule-file.ts";
import type { NormalizedRule } from "../model/normalized-rule.ts";
import { type LanguageId, queryLanguages } from "../model/vendor.ts";
import { normalizeRule } from "../normalize/normalize-rule.ts";
import { getLanguage } from "./index.ts";

interface Comparisons {
  readonly other: string;
  readonly equal: string;
  readonly unequal: string;
  readonly negated: string;
}

/** The same two fields in each language that compares fields, equal, unequal, and under a negation. */
const comparisons: Readonly<Partial<Record<LanguageId, Comparisons>>> = {
  sigma: sigmaTexts("TargetUserName", "SubjectUserName"),
  eql: {
    other: "user.name",
    equal: "process where user.target.name == user.name",
    unequal: "process where user.target.name != user.name",
    negated: "process where not user.target.name == user.name",
  },
  esql: {
    other: "user.name",
    equal: "FROM logs-* | WHERE user.target.name == user.name",
    unequal: "FROM logs-* | WHERE user.target.name != user.name",
    negated: "FROM logs-* | WHERE NOT user.target.name == user.name",
  },
  spl: {
    other: "SubjectUserName",
    equal: "index=x | where TargetUserName == SubjectUserName",
    unequal: "index=x | where TargetUserName != SubjectUserName",
    negated: "index=x | where NOT TargetUserName == SubjectUserName",
  },
  kusto: {
    other: "SubjectUserName",
    equal: "SecurityEvent | where TargetUserName == SubjectUserName",
    unequal: "SecurityEvent | where TargetUserName != SubjectUserName",
    negated: "SecurityEvent | where not(TargetUserName == SubjectUserName)",
  },
  "snowflake-sql": {
    other: "src_user",
    equal: "SELECT * FROM t WHERE dest_user = src_user",
    unequal: "SELECT * FROM t WHERE dest_user != src_user",
    negated: "SELECT * FROM t WHERE NOT dest_user = src_user",
  },
};

function sigmaTexts(field: string, other: string): Comparisons {
  const rule = (modifiers: string, condition: string) =>
    `title: t\nlogsource:\n  product: windows\n  service: security\ndetection:\n  a:\n    ${field}|${modifiers}: ${other}\n  condition: ${condition}\n`;
  return { other, equal: rule("fieldref", "a"), unequal: rule("neq|fieldref", "a"), negated: rule("fieldref", "not a") };
}

const sigmaSource = { ...sources.find(({ id }) => id === "sigma")!, include: [""], exclude: [] };

function read(id: LanguageId, text: string): NormalizedRule | undefined {
  if (id === "sigma") return readRuleFile({ path: "case.yml", text, source: sigmaSource }).rules[0];
  const document = { ...blankRule(0, "case"), query: { language: id, text, offset: 0 } };
  return normalizeRule(document, getLanguage(id), queryLanguages[id].vendor, { rewrite: true });
}

describe.each(Object.entries(comparisons) as [LanguageId, Comparisons][])("two fields compared in %s", (id, { other, ...texts }) => {
  it.each([
    ["equal", "match", "required"],
    ["unequal", "exclude", "branch"],
    ["negated", "exclude", "branch"],
  ] as const)("%s: the other field as it is written, %s, %s", (way, polarity, role) => {
    const rule = read(id, texts[way]);
    expect(rule?.outcome).toBe("complete");
    expect(rule?.predicates).toMatchObject([{ operator: "fieldref", value: other, polarity, role, raw: { value: other } }]);
    expect(rule?.exclusions).toEqual([]);
    expect(rule?.clauses).toEqual([]);
  });
});
