/**
 * An independent parser as the oracle: every comparison that node-sql-parser finds in the conditions of our own cases and of the armory's
 * Snowflake rules is a predicate here, with its column, its constant and its side of the negation; or it differs for a reason that is named.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sources } from "../../../seed/sources.ts";
import { armoryYaml } from "../../formats/armory-yaml.ts";
import { blankRule } from "../../formats/rule-parts.ts";
import type { Predicate } from "../../model/predicate.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { normalizeRule } from "../../normalize/normalize-rule.ts";
import { readCases } from "../../testing/cases.ts";
import { corpusFiles, hasCorpora } from "../../testing/corpora.ts";
import { snowflakeSql } from "./index.ts";
import { type OracleTest, oracleTests } from "./oracle.test-support.ts";

/** Why a comparison of the oracle is no predicate; the first that applies counts, and none that applies fails the test. */
const reasons = {
  "compares constants, which says nothing": ({ columns }) => columns.length === 0,
  "stands on the side of an outer join, which only enriches": ({ place }) => place === "outer side",
  "asks that an outer side has no row, whose conditions are an exclusion": ({ place }) => place === "absent side",
  "chooses one row of many by its number": ({ place }) => place === "row number",
  "asks for a branch of CASE, whose condition is the test": ({ place }) => place === "branch",
  "compares a count of matches, whose pattern is the test": ({ place }) => place === "compared with a call",
  "bounds the event's own time": ({ columns, constant }) =>
    columns.some((column) => /time$|timestamp$/.test(column)) &&
    (/^\d{4}-\d{2}-\d{2}/.test(constant ?? "") || columns.some((column) => /^epoch/.test(column))),
} as const satisfies Readonly<Record<string, (test: OracleTest) => boolean>>;

/** The oracle decodes `\r`, `\n`, `\t`, `\b` and `\f` and leaves every other escape as it is written: here they are written again. */
const controls: Readonly<Record<string, string>> = { "\r": "\\r", "\n": "\\n", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
const written = (text: string): string => text.replace(/[\r\n\t\b\f]/g, (control) => controls[control] ?? control).replaceAll("''", "'");

function isTold(test: OracleTest, predicates: readonly Predicate[]): boolean {
  // LIKE '%' asks that there is something.
  const presence = test.constant === null || /^%*$/.test(test.constant);
  return predicates.some(({ raw, operator, polarity }) => {
    const names = `${raw.field ?? ""} ${raw.resolved ?? ""}`.toLowerCase();
    if (!test.columns.some((column) => names.includes(column))) return false;
    // An existence test has no negation: IS NULL and IS NOT NULL differ by the operator.
    if (operator === "missing" || operator === "exists") return presence;
    return test.constant !== null && written(raw.value) === written(test.constant) && (polarity === "exclude") === test.negated;
  });
}

interface Tally {
  statements: number;
  accepted: number;
  tests: number;
  readonly reasons: Record<string, number>;
  readonly unexplained: string[];
}

function compare(items: readonly { readonly name: string; readonly document: RuleDocument }[]): Tally {
  const tally: Tally = { statements: 0, accepted: 0, tests: 0, reasons: {}, unexplained: [] };
  for (const { name, document } of items) {
    const tests = oracleTests(document.query?.text ?? "");
    tally.statements += 1;
    if (!tests) continue;
    tally.accepted += 1;
    const { predicates } = normalizeRule(document, snowflakeSql, "snowflake", { rewrite: true });
    for (const test of tests) {
      tally.tests += 1;
      if (isTold(test, predicates)) continue;
      const reason = Object.entries(reasons).find(([, applies]) => applies(test))?.[0];
      if (reason === undefined) tally.unexplained.push(`${name}: ${JSON.stringify(test)}`);
      else tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1;
    }
  }
  return tally;
}

const told = (what: string, { statements, accepted, tests, reasons: counted }: Tally): string =>
  `${what}: ${accepted} of ${statements} statements are accepted by both parsers, ${tests} comparisons; other by reason: ${JSON.stringify(counted)}`;

describe("the oracle", () => {
  it("finds columns, constants and negations on its own", () => {
    expect(oracleTests("select * from t where a = 'x' and not (b like '%y' or c in (1, 2)) and d is not null")).toEqual([
      { columns: ["a"], constant: "x", negated: false, place: "plain" },
      { columns: ["b"], constant: "%y", negated: true, place: "plain" },
      { columns: ["c"], constant: "1", negated: true, place: "plain" },
      { columns: ["c"], constant: "2", negated: true, place: "plain" },
      { columns: ["d"], constant: null, negated: true, place: "plain" },
    ]);
    expect(oracleTests("select from where")).toBeNull();
  });

  it("catches a value that is lost, a field that is another, a negation that is dropped", () => {
    const [test] = oracleTests("select * from t where a != 'x'") ?? [];
    const raw = { field: "a", operator: "!=", value: "x" };
    const predicate = { raw, operator: "eq", polarity: "exclude" } as unknown as Predicate;
    expect(test && isTold(test, [predicate])).toBe(true);
    const wrong = [
      { ...predicate, polarity: "match" },
      { ...predicate, raw: { ...raw, value: "y" } },
      { ...predicate, raw: { ...raw, field: "b" } },
    ];
    expect(test && wrong.map((other) => isTold(test, [other as Predicate]))).toEqual([false, false, false]);
  });

  it("agrees with every case of ours that it accepts", async ({ annotate }) => {
    const cases = readCases(join(import.meta.dirname, "cases")).filter(({ file }) => file !== "errors.txt");
    const document = (text: string): RuleDocument => ({ ...blankRule(0, "case"), query: { language: "snowflake-sql", text, offset: 0 } });
    const tally = compare(cases.map(({ name, source }) => ({ name, document: document(source.trimEnd()) })));
    await annotate(told("Our cases", tally));
    expect(tally.unexplained).toEqual([]);
    expect(tally.accepted).toBeGreaterThanOrEqual(15);
  });

  it.skipIf(!hasCorpora)(
    "agrees with every Snowflake rule of the armory that it accepts (absent without ../shared/corpora)",
    async ({ annotate }) => {
      const definition = sources.find(({ id }) => id === "anvilogic");
      if (!definition) throw new Error("The armory is no source any more");
      const rules = corpusFiles(definition)
        .flatMap(({ path, absolute }) =>
          armoryYaml.read({ path, text: readFileSync(absolute, "utf8") }).rules.map((document) => ({ name: path, document })),
        )
        .filter(({ document }) => document.query?.language === "snowflake-sql");
      const tally = compare(rules);
      await annotate(told("The armory", tally));
      expect(tally.unexplained).toEqual([]);
      expect(tally.accepted / tally.statements).toBeGreaterThanOrEqual(0.98);
      expect(tally.tests).toBeGreaterThanOrEqual(1_400);
    },
  );
});
