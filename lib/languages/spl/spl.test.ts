/** SPL: cases, the field table, hostile text, and laws over every real rule. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sources } from "../../../seed/sources.ts";
import { formatFor } from "../../formats/index.ts";
import { blankRule } from "../../formats/rule-parts.ts";
import { readSideFiles } from "../../ingest/side-files.ts";
import type { NormalizedRule } from "../../model/normalized-rule.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { canonicalFields, extensionPrefixes } from "../../normalize/canonical-fields.ts";
import { normalizeRule } from "../../normalize/normalize-rule.ts";
import { runCases } from "../../testing/cases.ts";
import { corpusFiles, hasCorpora } from "../../testing/corpora.ts";
import type { Macro, SideFiles } from "../language.ts";
import { splFields } from "./fields.ts";
import { spl } from "./index.ts";
import { unreadLiterals } from "./testing/unread-literals.ts";

const caseMacros: SideFiles = {
  macros: new Map<string, Macro>([
    ["shells(1)", { definition: "($name$=bash OR $name$=`also`)", arguments: ["name"] }],
    ["also", { definition: '"zsh"', arguments: [] }],
    ["only_admins", { definition: "search user=root | where uid=0", arguments: [] }],
    ["loop", { definition: "a=1 `loop`", arguments: [] }],
    ["bomb", { definition: "`bomb2``bomb2``bomb2``bomb2`", arguments: [] }],
    ...Array.from({ length: 12 }, (_, step): [string, Macro] => [
      `bomb${step + 2}`,
      { definition: `\`bomb${step + 3}\` `.repeat(10), arguments: [] },
    ]),
  ]),
};

function normalize(document: RuleDocument, sideFiles: SideFiles): NormalizedRule {
  return normalizeRule(document, { ...spl, read: (query, rule) => spl.read(query, rule, sideFiles) }, "splunk", { rewrite: true });
}
const read = (text: string): NormalizedRule =>
  normalize({ ...blankRule(0, "case"), query: { language: "spl", text, offset: 0 } }, caseMacros);

runCases(join(import.meta.dirname, "cases"), (body) => [read(body.trimEnd())]);

describe("the SPL field map", () => {
  it("covers at least 250 raw names, each once a place, with an authority, onto known fields", () => {
    expect(new Set(splFields.map(({ raw }) => raw.toLowerCase())).size).toBeGreaterThanOrEqual(250);
    const keys = splFields.map(({ raw, where }) => `${raw} ${where?.name ?? ""}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(splFields.filter(({ authority }) => authority.trim() === "")).toEqual([]);
    const known = (name: string): boolean => canonicalFields.has(name) || extensionPrefixes.some((prefix) => name.startsWith(prefix));
    expect(splFields.filter(({ canonical }) => !known(canonical))).toEqual([]);
  });

  it("tells fields apart that differ in case, and knows a field in another case than its own", () => {
    const field = (text: string) => read(text).predicates.at(-1)?.field;
    expect(field("sourcetype=aws:cloudtrail eventType=AwsApiCall")).toBe("aws.cloudtrail.event_type");
    expect(field("sourcetype=OktaIM2:log eventType=user.session.start")).toBe("event.action");
    expect(field("EventCode=13 EventType=SetValue")).toBe("winlog.event_data.EventType");
    expect(field("DEST_PORT=22")).toBe(field("dest_port=22"));
  });
});

describe("hostile text", () => {
  it.each([
    ["round brackets", "(".repeat(10_000)],
    ["square brackets", "[".repeat(10_000)],
    ["a NOT chain", "NOT ".repeat(10_000)],
    ["nested calls", `x=1 | where ${"lower(".repeat(10_000)}`],
    ["quotes", '"\\'.repeat(30_000)],
    ["a macro bomb", "`bomb`"],
    ["many pipes", "x=1 |".repeat(10_000)],
    ["subsearches", `${"x=1 [search ".repeat(300)}${"]".repeat(300)}`],
    ["renames", `x=1 ${"| rename a* as b* ".repeat(3_000)} | search b1=2`],
  ])("%s give a diagnostic or a reading in bounded time, never a throw", (_, text) => {
    const start = performance.now();
    const rule = read(text);
    expect(performance.now() - start).toBeLessThan(5_000);
    for (const { span } of rule.predicates) expect(span[0] >= 0 && span[1] <= text.length).toBe(true);
  });

  it("says that brackets nest too deep", () => {
    expect(read("(".repeat(10_000)).outcome).toBe("partial");
    expect(read(`${"(".repeat(300)}a=b${")".repeat(300)}`).diagnostics.map(({ code }) => code)).toContain("query-too-deep");
  });
});

const corpora = "../shared/corpora";
describe.skipIf(!hasCorpora)("every SPL rule of the corpora (absent without ../shared/corpora)", () => {
  const shares = { splunk: 0.98, anvilogic: 0.95 } as const;
  for (const id of ["splunk", "anvilogic"] as const) {
    const definition = { ...sources.find((source) => source.id === id)!, include: [""], exclude: [] };
    const folder = join(corpora, id);
    const sideFiles = readSideFiles(folder);
    const rules = corpusFiles(definition).flatMap(({ path, absolute }) => {
      const documents = formatFor(definition, path)?.read({ path, text: readFileSync(absolute, "utf8") }).rules ?? [];
      const own = documents.filter(({ query }) => query?.language === "spl");
      return own.map((document) => ({ path, text: document.query?.text ?? "", rule: normalize(document, sideFiles) }));
    });

    it(`reads ${id}`, () => {
      expect(rules.length).toBeGreaterThan(1_000);
      expect(rules.filter(({ rule }) => rule.outcome === "complete").length / rules.length).toBeGreaterThanOrEqual(shares[id]);
    });

    it(`${id}: spans lie in the text`, () => {
      for (const { path, text, rule } of rules) {
        const spans = [...rule.predicates.map(({ span }) => span), ...rule.diagnostics.flatMap(({ span }) => (span ? [span] : []))];
        for (const [start, end] of spans) expect(start >= 0 && start < end && end <= text.length, `${path} ${start}-${end}`).toBe(true);
      }
    });

    it(`${id}: nothing is silently dropped`, () => {
      const lost = rules.flatMap(({ path, text, rule }) => unreadLiterals(text, rule).map((literal) => `${path}: ${literal}`));
      expect(lost).toEqual([]);
    });

    it(`${id}: nine of ten fields are mapped`, () => {
      const fielded = rules.flatMap(({ rule }) => rule.predicates.filter(({ field }) => field !== null));
      expect(fielded.filter(({ mapped }) => mapped).length / fielded.length).toBeGreaterThanOrEqual(0.9);
    });
  }
});
