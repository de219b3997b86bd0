/** Every rule file of the real corpora goes through its format: found, read, titled, dated, and every offset true. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { upstreamSources } from "../../seed/sources.ts";
import type { RuleDocument } from "../model/rule-document.ts";
import { corpusFiles, hasCorpora } from "../testing/corpora.ts";
import { formatFor } from "./index.ts";

/** What a corpus must give at least: files, rules, and the share of rules (in percent, rounded down from what was measured) with each key. */
interface Floor {
  readonly files: number;
  readonly rules: number;
  readonly problems: number;
  readonly shares: Partial<Record<keyof RuleDocument, number>>;
}

const floors: Readonly<Record<string, Floor>> = {
  sigma: {
    files: 3846,
    rules: 3848,
    problems: 0,
    shares: { id: 100, created: 100, modified: 68, techniqueTags: 87, authors: 100, level: 100, status: 100, platforms: 99 },
  },
  "sigma-mdecrevoisier": { files: 352, rules: 366, problems: 0, shares: { techniqueTags: 95, level: 100, authors: 96, platforms: 96 } },
  splunk: {
    files: 1590,
    rules: 1590,
    problems: 0,
    shares: { id: 100, modified: 100, techniqueTags: 96, authors: 100, status: 100, platforms: 94 },
  },
  anvilogic: { files: 1898, rules: 1898, problems: 0, shares: { id: 100, techniqueTags: 99, references: 91, platforms: 72 } },
  elastic: {
    files: 2063,
    rules: 2063,
    problems: 0,
    shares: { id: 100, created: 100, modified: 100, techniqueTags: 95, licence: 100, status: 100, query: 94 },
  },
  sentinel: { files: 378, rules: 378, problems: 0, shares: { id: 99, techniqueTags: 80, window: 49, platforms: 93 } },
  "kusto-bertjanp": { files: 485, rules: 570, problems: 1, shares: { techniqueTags: 25, references: 53, query: 100 } },
  "kusto-slimkql": { files: 321, rules: 350, problems: 0, shares: { techniqueTags: 54, references: 77, query: 100 } },
};

const present = upstreamSources.filter((source) => corpusFiles(source).length > 0);

it.skipIf(!hasCorpora)("finds the corpora (absent without ../shared/corpora)", () => expect(present.length).toBeGreaterThan(0));

describe.each(present)("the corpus $id", (source) => {
  const files = corpusFiles(source);
  const readings = files.map(({ path, absolute }) => {
    const text = readFileSync(absolute, "utf8");
    return { path, text, reading: formatFor(source, path)?.read({ path, text }) };
  });
  const rules = readings.flatMap(({ path, text, reading }) => (reading?.rules ?? []).map((rule) => ({ path, text, rule })));
  const floor = floors[source.id];

  it("gives as many files and rules as it holds", () => {
    expect(files.length).toBeGreaterThanOrEqual(floor?.files ?? 1);
    expect(rules.length).toBeGreaterThanOrEqual(floor?.rules ?? 1);
    const problems = readings
      .filter(({ reading }) => reading?.problem !== null)
      .map(({ path, reading }) => `${path}: ${reading?.problem?.message}`);
    expect(problems.length, problems.join("\n")).toBe(floor?.problems ?? 0);
    for (const { path, reading } of readings) expect((reading?.rules.length ?? 0) > 0, path).toBe(reading?.problem === null);
  });

  it("gives every rule a title and a query, or says why there is none", () => {
    for (const { path, rule } of rules) {
      expect(rule.title.trim(), path).not.toBe("");
      expect(rule.query !== null || rule.diagnostics.length > 0, path).toBe(true);
    }
  });

  it("points into the file where it says so", () => {
    for (const { path, text, rule } of rules) {
      const { query } = rule;
      if (query && query.offset !== null) expect(text.startsWith(query.text, query.offset), path).toBe(true);
    }
  });

  it("reads the metadata that is there", () => {
    for (const [key, percent] of Object.entries(floor?.shares ?? {})) {
      const having = rules.filter(({ rule }) => {
        const value = rule[key as keyof RuleDocument];
        return Array.isArray(value) ? value.length > 0 : value !== null;
      });
      expect(Math.floor((100 * having.length) / rules.length), key).toBeGreaterThanOrEqual(percent);
    }
  });
});
