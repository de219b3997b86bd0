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

describe("what multiplies", () => {
  const rule = (detection: string) => `title: t\nlogsource:\n  product: windows\ndetection:\n${detection}`;
  const levels = ["b", "c", "d", "e", "f", "g", "h", "i"];
  const tenOf = (name: string) => Array.from({ length: 10 }, () => `*${name}`).join(", ");
  const before = (name: string) => String.fromCharCode(name.charCodeAt(0) - 1);
  const selections = Array.from({ length: 500 }, (_, index) => `  s${index}:\n    a: b${index}\n`).join("");
  const bomb = levels.map((name) => `  ${name}: &${name} [${tenOf(before(name))}]\n`).join("");

  it.each([
    ["aliases of aliases", rule(`  a: &a {x: y}\n${bomb}  condition: i\n`)],
    ["an alias of what holds it", rule("  a: &a [*a, *a]\n  condition: a\n")],
    ["merge keys that bring themselves", rule("  a: &a\n    <<: *a\n  condition: a\n")],
    ["conditions that name everything again and again", rule(`${selections}  condition: 1 of them${" and not all of s*".repeat(500)}\n`)],
  ])("%s end soon, and the rule says that not all is followed", { timeout: 20_000 }, (_, text) => {
    expect(read(text)).toMatchObject([{ outcome: "partial" }]);
  });

  it("aliases that do not multiply are read: each stands for the last anchor before it", () => {
    const text = rule("  a: &x\n    f: one\n  b: *x\n  c: &x\n    g: two\n  d: *x\n  condition: b and d\n");
    expect(read(text)[0]?.predicates.map(({ field, value }) => [field, value])).toEqual([
      ["f", "one"],
      ["g", "two"],
    ]);
  });
});

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
