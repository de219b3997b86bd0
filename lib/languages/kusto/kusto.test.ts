/** Kusto: the cases of the language, and laws over every real rule. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { upstreamSources } from "../../../seed/sources.ts";
import { formatFor } from "../../formats/index.ts";
import type { NormalizedRule } from "../../model/normalized-rule.ts";
import type { RuleDocument, RuleThreshold } from "../../model/rule-document.ts";
import { normalizeRule } from "../../normalize/normalize-rule.ts";
import { runCases } from "../../testing/cases.ts";
import { corpusFiles, hasCorpora } from "../../testing/corpora.ts";
import { kusto } from "./index.ts";
import { argumentsOf, type KustoNode, part, spanOf } from "./node.ts";
import { parseKusto } from "./parser.ts";

const blank: RuleDocument = {
  ...{ ordinal: 0, id: null, title: "case", description: "", authors: [], created: null, modified: null, level: null, status: null },
  ...{
    version: null,
    licence: null,
    references: [],
    falsePositives: [],
    logSource: { names: [] },
    tags: [],
    techniqueTags: [],
    platforms: [],
  },
  ...{ query: null, window: null, threshold: null, newTerms: null, diagnostics: [] },
};
const read = (text: string, threshold: RuleThreshold | null = null): NormalizedRule =>
  normalizeRule({ ...blank, threshold, query: { language: "kusto", text, offset: 0 } }, kusto, "kusto", { rewrite: true });

runCases(join(import.meta.dirname, "cases"), (body) => [read(body)]);

describe("a document", () => {
  it("gives its trigger as a count", () => {
    const rule = read("SigninLogs | where ResultType == 50057", { aggregate: "count()", operator: "gt", value: "10", groupBy: [] });
    expect(rule.predicates.map(({ field, operator, value, lane }) => `${field} ${operator} ${value} ${lane}`)).toEqual([
      "count() gt 10 threshold",
      "azure.signinlogs.result_type eq 50057 behavior",
    ]);
  });

  it("reaches the events of its tables", () => {
    expect(read('DeviceProcessEvents | where ActionType == "ProcessCreated"').events).toEqual(["DeviceProcessEvents/ProcessCreated"]);
    expect(read("SecurityEvent | where EventID in (4624, 4625)").events).toEqual([
      "WinEventLog:Security/4624",
      "WinEventLog:Security/4625",
    ]);
    expect(read("DeviceFileEvents | where ActionType == 'ConnectionSuccess'").events).toEqual(["DeviceFileEvents"]);
    expect(read("SigninLogs | where AppId == 1").events).toEqual(["azure:signinlogs"]);
  });
});

describe("limits", () => {
  const codes = (text: string): readonly string[] => read(text).diagnostics.map(({ code }) => code);

  it.each([
    ["ten thousand brackets", `T | where ${"(".repeat(10_000)}`, "query-too-deep"],
    ["a long text", `T | where a == "${"x".repeat(300 * 1024)}"`, "query-too-large"],
    [
      "names that double",
      `let a0 = T | where x == 1;\n${Array.from({ length: 40 }, (_, i) => `let a${i + 1} = union a${i}, a${i};`).join("\n")}\na40`,
      "query-too-large",
    ],
    [
      "a text of many words",
      `T | where a0 == 1${Array.from({ length: 3000 }, (_, index) => ` or a${index} == 1`).join("")}`,
      "query-too-large",
    ],
    ["prose without a mark", `T | where ${"word ".repeat(2000)}`, "query-broken"],
    ["a join of joins", `T${" | join (U | where a == 1) on k".repeat(400)}`, "query-too-large"],
  ])("%s is refused", (_, text, code) => {
    expect(codes(text)).toContain(code);
  });

  it("reads long lists of values as it reads short ones", () => {
    const values = Array.from({ length: 3000 }, (_, index) => `"v${index}"`);
    const text = `let bad = dynamic([${values.join(", // x\n")}]);\nT | where a in (bad) and b has_any (${values.slice(0, 100).join(",")}) and c == 1`;
    const rule = read(text);
    expect([rule.outcome, rule.predicates.length]).toEqual(["complete", 3101]);
    for (const { raw, span } of rule.predicates.filter(({ raw }) => raw.field !== "c")) {
      expect(text.slice(...span)).toBe(`"${raw.value}"`);
    }
  });

  it("does not recurse along a chain of tests", () => {
    const rule = read(`T | where ${Array.from({ length: 2900 }, (_, index) => `a${index}`).join(" or ")}`);
    expect([rule.outcome, rule.predicates.length]).toEqual(["complete", 2900]);
  });

  it("answers empty and broken texts", () => {
    for (const text of [
      "",
      " ",
      "|",
      "let",
      "let x = ",
      "T | where",
      "T | where (",
      "T | where a ==",
      "union",
      "))",
      "T | join (",
      '"',
      "T | summarize by",
    ]) {
      expect(read(text).scopes.length, text).toBeGreaterThan(0);
    }
  });
});

const sources = ["sentinel", "kusto-bertjanp", "kusto-slimkql"];
describe.skipIf(!hasCorpora)("every rule of the Kusto corpora (absent without ../shared/corpora)", () => {
  const documents = sources.flatMap((id) => {
    const definition = upstreamSources.find((source) => source.id === id);
    if (!definition) return [];
    return corpusFiles(definition).flatMap(({ path, absolute }) =>
      (formatFor(definition, path)?.read({ path, text: readFileSync(absolute, "utf8") }).rules ?? []).map((document) => ({
        path,
        document,
      })),
    );
  });
  const rules = documents
    .filter(({ document }) => document.query?.language === "kusto")
    .map(({ path, document }) => ({ path, rule: normalizeRule(document, kusto, "kusto", { rewrite: true }) }));

  it("is read", () => {
    expect(rules.length).toBeGreaterThan(1200);
    expect(rules.filter(({ rule }) => rule.outcome === "complete").length / rules.length).toBeGreaterThanOrEqual(0.97);
  });

  it("has spans that lie in the text and hold the raw value", () => {
    for (const { path, rule } of rules) {
      const text = rule.document.query?.text ?? "";
      for (const { span, raw } of rule.predicates) {
        expect(span[0] >= 0 && span[0] < span[1] && span[1] <= text.length, `${path} ${raw.field} ${span}`).toBe(true);
      }
      for (const { span } of rule.diagnostics)
        if (span) expect(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length, path).toBe(true);
    }
  });

  it("maps at least 92 % of the columns that the query does not compute", () => {
    const columns = rules.flatMap(({ rule }) => {
      const isComputed = computedIn(rule.document.query?.text ?? "");
      return rule.predicates.filter(({ field, lane, mapped, raw }) => {
        return (
          field !== null && lane !== "threshold" && (mapped || !isComputed(field, raw.resolved === undefined ? (raw.field ?? "") : null))
        );
      });
    });
    expect(columns.length).toBeGreaterThan(8000);
    expect(columns.filter(({ mapped }) => mapped).length / columns.length).toBeGreaterThanOrEqual(0.92);
  });

  it("reaches an event from at least 92 % of the rules", () => {
    expect(rules.filter(({ rule }) => rule.events.length > 0).length / rules.length).toBeGreaterThanOrEqual(0.92);
  });

  it("drops no value of a filter in silence", () => {
    expect(rules.flatMap(({ path, rule }) => lostValues(rule).map((text) => `${path}: ${text}`))).toEqual([]);
  });
});

/** Whether a name is one that a query's text gives to something: `name = …`, or a part that `parse` cuts out. */
function computedIn(text: string): (field: string, raw: string | null) => boolean {
  const named = [...text.matchAll(/\b(\w+)(?:'\]|"\])?\s*=(?![=~])/g)].flatMap(([, name]) => name ?? []);
  const parsed = [...text.matchAll(/\bparse(?:-where|-kv)?\b([^|]*)/g)].flatMap(([, names = ""]) => names.match(/\w+/g) ?? []);
  const given = new Set([...named, ...parsed]);
  return (field, raw) => /[(+ ]|^computed\./.test(field) || (raw !== null && given.has(raw.split(/[.[]/)[0] ?? ""));
}

/**
 * Texts and numbers in `where` that stand in no predicate and no diagnostic. Three kinds are accounted for in other ways: bounds on time are
 * the window, the results of `iff` and `case` stand for their tests, and of values that differ in case alone one is kept.
 */
function lostValues(rule: NormalizedRule): readonly string[] {
  const text = rule.document.query?.text ?? "";
  const { tree } = parseKusto(text);
  const spans = [...rule.predicates.map(({ span }) => span), ...rule.diagnostics.flatMap(({ span }) => (span ? [span] : []))];
  const values = new Set(
    rule.predicates.flatMap(({ value, raw }) => [value, raw.value, raw.field ?? ""]).map((value) => value.toLowerCase()),
  );
  const results = choiceResults(tree, text);
  const accounted = (plain: string, test: string): boolean =>
    values.has(plain.toLowerCase()) ||
    results.has(plain) ||
    [...values].some((value) => value.endsWith(`/${plain}`)) ||
    /time|ago\(|daysago|duration/i.test(test);
  const found: string[] = [];
  const open = tree ? [{ node: tree, test: null as string | null }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, test } = next;
    const written = text.slice(node.start, node.end);
    if (test !== null && node.kind === "LiteralExpression" && /^[hH]?@?["']|^\d+(?:\.\d+)?$/.test(written)) {
      const covered = spans.some(([start, end]) => start <= node.start && node.end <= end);
      if (!covered && !accounted(unquoted(written), test)) found.push(`${written} in ${test.slice(0, 80)}`);
    }
    // The smallest test around a value: below `where` and every `and` and `or` another begins.
    const begins = node.kind === "FilterOperator" || (test !== null && isLogical(node, text));
    for (const child of node.children) open.push({ node: child, test: begins ? text.slice(child.start, child.end) : test });
  }
  return found;
}

const unquoted = (written: string): string => written.replace(/^[hH]?@?["']|["']$/g, "");

const isLogical = (node: KustoNode, text: string): boolean =>
  node.kind === "BinaryExpression" && /^(?:and|or)$/i.test(text.slice(...spanOf(part(node, "Operator") ?? node)));

/** What `iff` and `case` may give, and whether a test holds. */
function choiceResults(tree: KustoNode | null, text: string): ReadonlySet<string> {
  const found = new Set(["0", "1"]);
  const open = tree ? [tree] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "FunctionCallExpression" && /^(?:iff|iif|case)$/i.test(text.slice(...spanOf(part(node, "Name") ?? node)))) {
      for (const { start, end } of argumentsOf(node)) found.add(unquoted(text.slice(start, end)));
    }
    open.push(...node.children);
  }
  return found;
}
