/** ES|QL: its cases, and laws over every real rule. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCases } from "../../testing/cases.ts";
import { corpusRules, documentOf, droppedLiterals, hasCorpus, partsOf, readCase, readEmbedded } from "../core/elastic.test-support.ts";
import { makeEsql } from "./index.ts";

const esql = makeEsql(readEmbedded);

runCases(join(import.meta.dirname, "cases"), readCase(esql));

/** WHERE commands, outside comments; what follows a `|` inside a string is left to the reader. */
function filters(text: string): readonly (readonly [number, number])[] {
  const blank = text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""+|"(?:[^"\\\n]|\\.)*"/g, (found) => "x".repeat(found.length));
  return [...blank.matchAll(/\|\s*where\b[^|]*/gi)].map((found) => [found.index, found.index + found[0].length] as const);
}

describe("broken text", () => {
  it.each(["(", "not ", '"', "[", "{", "a:(", "case(", "x and (", "from a | fork (", "from (", '| where match(a, {"b": '])(
    "%s ten thousand times gives a diagnostic and no hang",
    (piece) => {
      const document = documentOf(esql, "a");
      const text = piece.repeat(10_000);
      const { scopes, diagnostics } = esql.read({ language: "esql", text, offset: null }, document);
      const parts = scopes.flatMap(({ expression }) => partsOf(expression));
      expect(parts.some(({ literal }) => literal === undefined) || diagnostics.length > 0).toBe(true);
      for (const { span } of parts) expect(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length).toBe(true);
    },
  );
});

describe.skipIf(!hasCorpus)("every rule of the Elastic corpus (absent without ../shared/corpora)", () => {
  const rules = corpusRules(esql);

  it("is read", () => {
    expect(rules.length).toBeGreaterThanOrEqual(200);
    const complete = rules.filter(({ rule }) => rule.outcome === "complete");
    expect(complete.length / rules.length).toBeGreaterThanOrEqual(0.95);
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
    for (const rule of rules) expect(droppedLiterals(esql, rule, filters), rule.path).toEqual([]);
  });
});
