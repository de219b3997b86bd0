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
  ])("%s is refused", (_, text, code) => {
    expect(codes(text)).toContain(code);
  });

  it("does not recurse along a chain of tests", () => {
    const rule = read(`T | where ${Array.from({ length: 1900 }, (_, index) => `a == ${index}`).join(" or ")}`);
    expect([rule.outcome, rule.predicates.length]).toEqual(["complete", 1900]);
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

  it("maps the columns that tables have", () => {
    const fielded = rules.flatMap(({ rule }) => rule.predicates.filter(({ field, lane }) => field !== null && lane !== "threshold"));
    const source = fielded.filter(({ mapped, raw, field }) => mapped || (raw.field === field && !/[(]/.test(field ?? "")));
    expect(fielded.filter(({ mapped }) => mapped).length / source.length).toBeGreaterThan(0.85);
  });

  it("drops no text of a filter in silence", () => {
    const lost = rules.flatMap(({ path, rule }) => lostTexts(rule).map((text) => `${path}: ${text}`));
    expect(lost.length / rules.length, lost.slice(0, 20).join("\n")).toBeLessThan(0.05);
  });
});

/** Texts in `where` that stand in no predicate and no diagnostic. */
function lostTexts(rule: NormalizedRule): readonly string[] {
  const text = rule.document.query?.text ?? "";
  const { tree } = parseKusto(text);
  const spans = [...rule.predicates.map(({ span }) => span), ...rule.diagnostics.flatMap(({ span }) => (span ? [span] : []))];
  const values = new Set(rule.predicates.flatMap(({ value, raw }) => [value, raw.value, raw.field ?? ""]));
  const found: string[] = [];
  const open = tree ? [{ node: tree, inFilter: false }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, inFilter } = next;
    const written = text.slice(node.start, node.end);
    if (inFilter && node.kind === "LiteralExpression" && /^@?["']/.test(written)) {
      const covered = spans.some(([start, end]) => start <= node.start && node.end <= end);
      if (!covered && !values.has(written.replace(/^@?["']|["']$/g, ""))) found.push(written);
    }
    const filter = inFilter || node.kind === "FilterOperator";
    for (const child of node.children) open.push({ node: child, inFilter: filter });
  }
  return found;
}
