/** Sigma files: metadata in both spellings, several documents, layers, repairs, and everything that is no rule. */
import { describe, expect, it } from "vitest";
import { type SigmaTree, sigmaYaml } from "./sigma-yaml.ts";

const read = (text: string, path = "rules/windows/scan.yml") => sigmaYaml.read({ path, text });
const rule = (text: string, path?: string) => read(text, path).rules[0]!;

const whole = `title: Masscan   Execution
id: 11111111-2222-3333-4444-555555555555
status: experimental
description: |
  Detects masscan.
  Twice.
references:
  - https://example.org/a
author: Ana (Team, X), Ben
date: 2024/01/31
modified: 2024-02-01
tags:
  - attack.discovery
  - attack.T1046
  - attack.t1059.001
  - cve.2024-1234
logsource:
  category: process_creation
  product: windows
detection:
  selection:
    Image|endswith: '\\masscan.exe'
  condition: selection
falsepositives:
  - Admins
level: high
license: CC0-1.0
`;

describe("a Sigma rule", () => {
  it("gives all its metadata", () => {
    const { query, ...metadata } = rule(whole);
    expect(metadata).toEqual({
      ordinal: 0,
      id: "11111111-2222-3333-4444-555555555555",
      title: "Masscan Execution",
      description: "Detects masscan.\nTwice.",
      authors: ["Ana (Team, X)", "Ben"],
      created: "2024-01-31",
      modified: "2024-02-01",
      level: "high",
      status: "experimental",
      version: null,
      licence: "CC0-1.0",
      references: ["https://example.org/a"],
      falsePositives: ["Admins"],
      logSource: { product: "windows", category: "process_creation", names: [] },
      tags: ["attack.discovery", "attack.T1046", "attack.t1059.001", "cve.2024-1234"],
      techniqueTags: ["attack.T1046", "attack.t1059.001"],
      platforms: ["windows"],
      window: null,
      threshold: null,
      newTerms: null,
      diagnostics: [],
    });
    expect([query?.language, query?.text, query?.offset]).toEqual(["sigma", whole, 0]);
    const tree = query?.tree as SigmaTree;
    expect([tree.global, tree.layers, tree.siblings.length]).toEqual([null, [tree.document], 1]);
    const [start] = (tree.document.get("detection", true) as { range: [number] }).range;
    expect(whole.slice(start)).toMatch(/^selection:/);
  });

  it("needs neither id nor title nor status", () => {
    const bare = rule("logsource: {product: linux}\ndetection: {s: {a: b}, condition: s}\n", "deprecated/linux/lnx_odd.yml");
    expect([bare.id, bare.title, bare.status, bare.platforms]).toEqual([null, "lnx_odd", "deprecated", ["linux"]]);
  });

  it("lists several categories and services in names", () => {
    const several = rule(
      "title: t\nlogsource:\n  product: windows\n  category: [ps_module, ps_script]\n  service: [system, security]\ndetection: {s: {a: b}, condition: s}\n",
    );
    expect(several.logSource).toEqual({ product: "windows", names: ["ps_module", "ps_script", "system", "security"] });
  });

  it("keeps both of two equal keys in the tree", () => {
    const twice = rule("title: t\ndetection:\n  s:\n    a|contains: x\n    a|contains: y\n  condition: s\n");
    const selection = (twice.query!.tree as SigmaTree).document.getIn(["detection", "s"]) as { items: unknown[] };
    expect([selection.items.length, twice.diagnostics]).toEqual([2, []]);
  });
});

describe("several documents", () => {
  it("are several rules, correlations too", () => {
    const { rules } = read(
      "title: A\nname: a\nlevel: low\ndetection: {s: {a: b}, condition: s}\n\n---\ntitle: B\ncorrelation:\n  type: event_count\n  rules: [a]\n",
    );
    expect(rules.map(({ ordinal, title }) => [ordinal, title])).toEqual([
      [0, "A"],
      [1, "B"],
    ]);
  });

  it("share the keys of action: global, and their own come first", () => {
    const text =
      "action: global\ntitle: G\ntags: [attack.t1046]\nlevel: low\nlogsource: {product: windows, service: system}\ndetection: {condition: s}\n---\nid: one\ndetection: {s: {a: 1}}\n---\nlevel: high\nlogsource: {service: security}\ndetection: {s: {a: 2}}\n";
    const { rules } = read(text);
    expect(rules.map(({ id, title, level, techniqueTags }) => [id, title, level, techniqueTags])).toEqual([
      ["one", "G", "low", ["attack.t1046"]],
      [null, "G", "high", ["attack.t1046"]],
    ]);
    expect(rules[1]?.logSource).toEqual({ product: "windows", service: "security", names: [] });
    const tree = rules[0]!.query!.tree as SigmaTree;
    expect([tree.global === tree.siblings[0], tree.layers.length, tree.siblings.length]).toEqual([true, 2, 3]);
  });

  it("follow reset and repeat", () => {
    const text =
      "action: global\nlevel: low\n---\ntitle: A\ndetection: {s: {a: 1}, condition: s}\n---\naction: repeat\ntitle: B\n---\naction: reset\n---\ntitle: C\ndetection: {s: {a: 1}, condition: s}\n";
    const { rules } = read(text);
    expect(rules.map(({ title, level }) => [title, level])).toEqual([
      ["A", "low"],
      ["B", "low"],
      ["C", null],
    ]);
    expect((rules[1]!.query!.tree as SigmaTree).layers.length).toBe(3);
  });

  it("lose none that is broken beside a whole one", () => {
    const { rules, problem } = read('title: A\ndetection: {s: {a: 1}, condition: s}\n---\ntitle: "B\n');
    expect([rules.length, rules[1]?.query, rules[1]?.diagnostics[0]?.code, problem]).toEqual([2, null, "format-broken", null]);
  });
});

describe("what is no rule", () => {
  it.each([
    ["", "not-a-rule"],
    ["- a\n- b\n", "not-a-rule"],
    ["just text", "not-a-rule"],
    ["title: x\nversion: 1\n", "not-a-rule"],
    ["title: x\nlogsource: {product: windows}\n", "query-missing"],
    ["title: x\nlevel: high\ndetection: none\n", "query-missing"],
    ["title: 'x\ndetection: {}\n", "format-broken"],
    ["a: [b\n", "format-broken"],
  ])("%j is %s", (text, code) => {
    const { rules, problem } = read(text);
    expect([rules, problem?.code]).toEqual([[], code]);
  });

  it("says where it is broken", () => {
    const text = "title: x\nlevel: [a\n";
    const [start] = read(text).problem?.span ?? [-1];
    expect(start).toBeGreaterThan(text.indexOf("["));
  });
});

describe("repairs", () => {
  it("reads a tab in the indentation as a space, and every offset stays", () => {
    const text = "title: t\ndetection:\n  s:\n    a: 1\n  f:\n  \tb: 2\n  condition: s and not f\n";
    const repaired = rule(text);
    expect([repaired.query?.text, repaired.query?.offset]).toEqual([text, 0]);
    expect(repaired.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["format-broken", "info"]]);
  });

  it("indents lines of a quoted text that begin at the margin, and then has no offset", () => {
    const repaired = rule("title: t\ndescription: 'one\ntwo'\ndetection: {s: {a: 1}, condition: s}\n");
    expect([repaired.description, repaired.query?.offset]).toEqual(["one two", null]);
  });
});

describe("hostile files", () => {
  it("ends the nesting that would end the stack", () => {
    expect(read(`a: ${"[".repeat(60_000)}`).problem?.code).toBe("format-broken");
  });

  it("does not follow aliases of aliases for long", () => {
    const bomb = `title: t\na: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh".replace(/./g, (name) => `${name}: &${name} [${Array(9).fill(`*${String.fromCharCode(name.charCodeAt(0) - 1)}`)}]\n`)}tags: *h\ndetection: {s: {a: 1}, condition: s}\n`;
    expect(rule(bomb).tags.length).toBeLessThanOrEqual(200);
  });

  it("survives wrong kinds everywhere", () => {
    const text =
      "title: [a]\nid: {b: c}\ndate: never\nauthor: {x: [y]}\ntags: {a: b}\nlevel: 7\nlogsource: windows\n__proto__: {x: 1}\nconstructor: 1\ndetection: {s: {a: 1}, condition: s}\n";
    const odd = rule(text);
    expect([odd.title, odd.id, odd.created, odd.level, odd.logSource]).toEqual(["scan", null, null, null, { names: [] }]);
    expect(odd.diagnostics.map(({ message }) => message)).toEqual([
      "title: not a text",
      "id: not a text",
      "author: an item is not a text",
      "date: not a date",
    ]);
  });
});
