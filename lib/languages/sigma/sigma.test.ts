/** Sigma: the cases of the specification, and laws over every real rule. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sources } from "../../../seed/sources.ts";
import { readRuleFile } from "../../ingest/read-rule-file.ts";
import type { NormalizedRule } from "../../model/normalized-rule.ts";
import { runCases } from "../../testing/cases.ts";
import { corpusFiles, hasCorpora } from "../../testing/corpora.ts";

const source = { ...sources.find(({ id }) => id === "sigma")!, include: [""], exclude: [] };
const read = (text: string): readonly NormalizedRule[] => readRuleFile({ path: "case.yml", text, source }).rules;

runCases(join(import.meta.dirname, "cases"), (body) =>
  read(
    /^(title|action):/m.test(body)
      ? body
      : `title: t\nlogsource:\n  category: process_creation\n  product: windows\ndetection:\n${body.replace(/^/gm, "  ")}`,
  ),
);

describe.skipIf(!hasCorpora)("every rule of the Sigma corpora (absent without ../shared/corpora)", () => {
  const files = ["sigma", "sigma-mdecrevoisier"].flatMap((id) => corpusFiles(source, id));
  const rules = files.flatMap(({ path, absolute }) =>
    readRuleFile({ path, text: readFileSync(absolute, "utf8"), source }).rules.map((rule) => ({ path, rule })),
  );

  it("is read", () => {
    expect(rules.length).toBeGreaterThan(4000);
    const main = rules.filter(({ path }) => path.startsWith("rules/"));
    expect(main.length).toBeGreaterThan(3000);
    expect(main.filter(({ rule }) => rule.outcome === "complete").length / main.length).toBeGreaterThanOrEqual(0.995);
  });

  it("has spans that lie in the text and hold the raw value", () => {
    for (const { path, rule } of rules) {
      const text = rule.document.query?.text ?? "";
      for (const { span, raw } of rule.predicates) {
        expect(span[0] >= 0 && span[0] < span[1] && span[1] <= text.length, `${path} ${raw.field} ${span}`).toBe(true);
      }
    }
  });

  it("never shows a counted exclusion as an indicator of the same conjunct, and every exclusion has parts", () => {
    for (const { path, rule } of rules) {
      for (const { parts } of rule.exclusions) expect(parts.length, path).toBeGreaterThan(0);
      for (const { groups, polarity, role } of rule.predicates)
        if (role === "exclusion") expect([polarity, groups.length > 0], path).toEqual(["exclude", true]);
    }
  });
});
