/** Snowflake SQL: its cases, the field table, hostile text, laws over every real rule, and agreement with the same rules' SPL. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sources } from "../../../seed/sources.ts";
import { armoryYaml } from "../../formats/armory-yaml.ts";
import { blankRule } from "../../formats/rule-parts.ts";
import type { NormalizedRule } from "../../model/normalized-rule.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { canonicalFields, extensionPrefixes } from "../../normalize/canonical-fields.ts";
import { normalizeRule } from "../../normalize/normalize-rule.ts";
import { runCases } from "../../testing/cases.ts";
import { corpusFiles, hasCorpora } from "../../testing/corpora.ts";
import { partsOf } from "../core/elastic.test-support.ts";
import { getLanguage } from "../index.ts";
import { snowflakeFields } from "./fields.ts";
import { snowflakeSql } from "./index.ts";

const normalize = (document: RuleDocument): NormalizedRule =>
  document.query?.language === "spl"
    ? normalizeRule(document, getLanguage("spl"), "splunk", { rewrite: true })
    : normalizeRule(document, snowflakeSql, "snowflake", { rewrite: true });
const read = (text: string): NormalizedRule =>
  normalize({ ...blankRule(0, "case"), query: { language: "snowflake-sql", text, offset: 0 } });

runCases(join(import.meta.dirname, "cases"), (body) => [read(body.trimEnd())]);

describe("the field map", () => {
  it("has each name once a place, with an authority, onto known fields", () => {
    const keys = snowflakeFields.map(({ raw, where }) => `${raw} ${where?.name ?? ""}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const known = (name: string): boolean => canonicalFields.has(name) || extensionPrefixes.some((prefix) => name.startsWith(prefix));
    expect(snowflakeFields.filter(({ canonical, authority }) => authority === "" || !known(canonical))).toEqual([]);
  });
});

describe("what was written", () => {
  const rawOf = (text: string) => read(text).predicates.map(({ raw: { field, resolved } }) => [field, resolved]);

  it("is the name in the text, with its table, and the source's column behind an alias", () => {
    expect(rawOf("select * from trail as ct where ct.EVENT_NAME = 'x' and doc:state:name::string = 'y'")).toEqual([
      ["ct.EVENT_NAME", "EVENT_NAME"],
      ["doc:state:name", "state.name"],
    ]);
    expect(rawOf("select * from (select doc:tier::string level from t) where level = 'free'")).toEqual([["level", "tier"]]);
    expect(rawOf("select user, count(*) as failures from t group by user having failures > 5")).toEqual([["failures", undefined]]);
  });
});

describe("hostile text", () => {
  it.each([
    ["round brackets", `select * from t where ${"(".repeat(10_000)}`],
    ["square brackets", `select * from t where a${"[".repeat(10_000)}`],
    ["a NOT chain", `select * from t where ${"not ".repeat(10_000)}a = 1`],
    ["nested queries", `${"select * from (".repeat(2_000)}t${")".repeat(2_000)}`],
    ["nested calls", `select * from t where ${"lower(".repeat(10_000)}`],
    ["quotes", `select * from t where a = ${"'\\".repeat(30_000)}`],
    ["cases", `select * from t where ${"case when ".repeat(5_000)}`],
    ["unions", `select 1 ${"union all select 1 ".repeat(3_000)}`],
    ["tables that use themselves", "with a as (select * from a where x = 1) select * from a where y = 2"],
    ["paths", `select * from t where a${":b".repeat(20_000)} = 1`],
  ])("%s give a diagnostic or a reading in bounded time, never a throw", (_, text) => {
    const start = performance.now();
    const rule = read(text);
    expect(performance.now() - start).toBeLessThan(5_000);
    for (const { span } of rule.predicates) expect(span[0] >= 0 && span[1] <= text.length).toBe(true);
  });

  it("says that brackets nest too deep", () => {
    const { diagnostics } = read(`select * from t where ${"(".repeat(300)}a = 'b'${")".repeat(300)}`);
    expect(diagnostics.map(({ code }) => code)).toContain("query-too-deep");
  });
});

/** String constants of the conditions that lie in no test's, no opaque part's and no diagnostic's span. */
function unreadConstants(document: RuleDocument): readonly string[] {
  if (!document.query) return [];
  const { text } = document.query;
  const { scopes, diagnostics } = snowflakeSql.read(document.query, document);
  const told = [...scopes.flatMap(({ expression }) => partsOf(expression)), ...diagnostics].flatMap(({ span }) => (span ? [span] : []));
  const start = text.search(/\bwhere\b/i);
  return [...text.matchAll(/'(?:''|\\[\s\S]|[^'\\])*'/g)]
    .filter(({ 0: constant, index }) => index > start && !told.some(([from, to]) => from <= index && index + constant.length <= to))
    .map(([constant]) => constant);
}

describe.skipIf(!hasCorpora)("every Snowflake rule of the armory (absent without ../shared/corpora)", () => {
  const definition = sources.find(({ id }) => id === "anvilogic")!;
  const rules = corpusFiles(definition).flatMap(({ path, absolute }) =>
    armoryYaml
      .read({ path, text: readFileSync(absolute, "utf8") })
      .rules.map((document) => ({ path, document, text: document.query?.text ?? "", rule: normalize(document) })),
  );
  const own = rules.filter(({ document }) => document.query?.language === "snowflake-sql");

  it("is read", () => {
    expect(own.length).toBeGreaterThanOrEqual(400);
    expect(own.filter(({ rule }) => rule.outcome === "complete").length / own.length).toBeGreaterThanOrEqual(0.97);
  });

  it("has spans that lie in the text, and drops no constant silently", () => {
    for (const { path, text, document, rule } of own) {
      for (const { span } of rule.predicates) expect(span[0] >= 0 && span[0] < span[1] && span[1] <= text.length, path).toBe(true);
      expect(unreadConstants(document), path).toEqual([]);
    }
  });

  it("has nine of ten fields mapped, and an event for nine of ten rules", () => {
    const fielded = own.flatMap(({ rule }) => rule.predicates.filter(({ field }) => field !== null));
    expect(fielded.filter(({ mapped }) => mapped).length / fielded.length).toBeGreaterThanOrEqual(0.9);
    expect(own.filter(({ rule }) => rule.events.length > 0).length / own.length).toBeGreaterThanOrEqual(0.9);
  });

  it("looks for the same texts as the SPL version in its folder", () => {
    const shares = own.flatMap(({ path, rule }) => {
      const folder = path.slice(0, path.lastIndexOf("/"));
      const other = rules.find((rival) => rival.document.query?.language === "spl" && rival.path.startsWith(`${folder}/`));
      return other ? [agreement(rule, other.rule)] : [];
    });
    expect(shares.length).toBeGreaterThanOrEqual(300);
    expect(shares.filter((share) => share >= 0.5).length / shares.length).toBeGreaterThanOrEqual(0.6);
  });
});

/** Words of three letters or more that a rule looks for. */
function wordsOf({ predicates }: NormalizedRule): ReadonlySet<string> {
  const values = predicates
    .filter(({ lane, polarity }) => lane === "behavior" && polarity === "match")
    .map(({ value }) => value.toLowerCase());
  return new Set(values.flatMap((value) => value.match(/[a-z0-9_]{3,}/g) ?? []));
}

/** Share of the words of the rule with fewer that the other has, too. */
function agreement(one: NormalizedRule, other: NormalizedRule): number {
  const [few, many] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.size - b.size);
  if (!few || !many || few.size === 0) return 0;
  return [...few].filter((word) => many.has(word)).length / few.size;
}
