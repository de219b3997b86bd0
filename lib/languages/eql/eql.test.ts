/** EQL: its cases, and laws over every real rule. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCases } from "../../testing/cases.ts";
import { corpusRules, documentOf, droppedLiterals, hasCorpus, partsOf, readCase } from "../core/elastic.test-support.ts";
import { eql } from "./index.ts";

runCases(join(import.meta.dirname, "cases"), readCase(eql));

const filters = (text: string): readonly (readonly [number, number])[] => [[0, text.length]];

describe("broken text", () => {
  it.each(["(", "not ", '"', "[", "{", "a:(", "case(", "x and (", "descendant of [a where ", "_arraysearch(a, $e, "])(
    "%s ten thousand times gives a diagnostic and no hang",
    (piece) => {
      const document = documentOf(eql, "a");
      const text = piece.repeat(10_000);
      const { scopes, diagnostics } = eql.read({ language: "eql", text, offset: null }, document);
      const parts = scopes.flatMap(({ expression }) => partsOf(expression));
      expect(parts.some(({ literal }) => literal === undefined) || diagnostics.length > 0).toBe(true);
      for (const { span } of parts) expect(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length).toBe(true);
    },
  );
});

describe.skipIf(!hasCorpus)("every rule of the Elastic corpus (absent without ../shared/corpora)", () => {
  const rules = corpusRules(eql);

  it("is read", () => {
    expect(rules.length).toBeGreaterThanOrEqual(900);
    const complete = rules.filter(({ rule }) => rule.outcome === "complete");
    expect(complete.length / rules.length).toBeGreaterThanOrEqual(0.99);
  }, 120_000);

  it("has spans that lie in the text", () => {
    for (const { path, document, rule } of rules) {
      const length = document.query?.text.length ?? 0;
      for (const { span, raw } of rule.predicates) {
        expect(span[0] >= 0 && span[0] < span[1] && span[1] <= length, `${path} ${raw.field} ${span}`).toBe(true);
      }
    }
  });

  it("drops no literal silently", () => {
    for (const rule of rules) expect(droppedLiterals(eql, rule, filters), rule.path).toEqual([]);
  });
});
