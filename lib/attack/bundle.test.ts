/** Guarantees that a bundle becomes the value it tells, by counts made by eye, and that bad objects become diagnostics, never a throw. */
import { describe, expect, it } from "vitest";
import { AttackBundleError } from "./attack-bundle.ts";
import { buildAttackBundle, parseAttackBundle } from "./bundle.ts";
import { tinyBundle, tinyObjects, tinyObjectsWithout } from "./testing/tiny-bundle.ts";

describe("parseAttackBundle on a tiny bundle", () => {
  const { bundle, diagnostics } = parseAttackBundle(tinyBundle);
  const technique = (id: string) => bundle.techniques.find((candidate) => candidate.id === id);

  it("knows domain, version and name", () => {
    expect(bundle).toMatchObject({ domain: "enterprise-attack", version: "18.1", name: "Enterprise ATT&CK" });
  });

  it("orders tactics as the matrix does", () => {
    expect(bundle.tactics.map(({ id, shortname, order }) => [id, shortname, order])).toEqual([
      ["TA0002", "execution", 0],
      ["TA0007", "discovery", 1],
    ]);
  });

  it("reads every technique once, sorted", () => {
    expect(bundle.techniques.map(({ id }) => id)).toEqual(["T1043", "T1046", "T1059", "T1059.001", "T1150", "T1547.011", "T1647"]);
  });

  it("reads a technique whole", () => {
    expect(technique("T1059.001")).toEqual({
      id: "T1059.001",
      name: "PowerShell",
      description: "About PowerShell.",
      isSubtechnique: true,
      parentId: "T1059",
      tacticIds: ["TA0002"],
      platforms: ["Windows", "Linux"],
      revoked: false,
      deprecated: false,
      revokedBy: null,
      url: "https://attack.mitre.org/techniques/T1059/001",
      version: "1.0",
      modified: "2025-10-24T17:49:31.494Z",
    });
  });

  it("keeps what MITRE took out of use, with successors", () => {
    expect(technique("T1150")).toMatchObject({ revoked: true, revokedBy: "T1547.011" });
    expect(technique("T1043")).toMatchObject({ revoked: false, deprecated: true, revokedBy: null });
    expect(technique("T1547.011"), "a parent that the bundle lacks").toMatchObject({ isSubtechnique: true, parentId: null });
  });

  it("joins strategy, analytics and techniques, without retired relations", () => {
    expect(bundle.strategies).toHaveLength(1);
    expect(bundle.strategies[0]).toMatchObject({
      id: "DET0376",
      techniqueIds: ["T1046"],
      analyticIds: ["AN1057", "AN1058"],
      description: "",
    });
    expect(bundle.analytics.map(({ id, strategyId, url }) => [id, strategyId, url])).toEqual([
      ["AN1057", "DET0376", "https://attack.mitre.org/detectionstrategies/DET0376#AN1057"],
      ["AN1058", "DET0376", "https://attack.mitre.org/detectionstrategies/DET0376#AN1058"],
    ]);
  });

  it("reads log sources and mutable elements", () => {
    expect(bundle.analytics[0]?.logSources).toEqual([
      { name: "WinEventLog:Sysmon", channel: "EventCode=1", dataComponentId: "DC0032" },
      { name: "WinEventLog:Sysmon", channel: "EventCode=3, 22", dataComponentId: null },
    ]);
    expect(bundle.analytics[0]?.mutableElements).toEqual([{ name: "TimeWindow", description: "How long." }]);
    expect(bundle.analytics[1]).toMatchObject({ logSources: [], mutableElements: [] });
    expect(bundle.dataComponents[0]?.logSources).toHaveLength(2);
  });

  it("reports the one reference that leads nowhere", () => {
    expect(diagnostics.map(({ code, count }) => [code, count])).toEqual([["dangling-reference", 1]]);
    expect(diagnostics[0]?.examples).toEqual(["x-mitre-analytic--AN1057 → x-mitre-data-component--gone"]);
  });
});

describe("domain and version", () => {
  it.each([
    ["mobile-attack", "mobile-attack"],
    ["ICS ATT&CK", "ics-attack"],
    ["Enterprise ATT&CK", "enterprise-attack"],
  ])("a collection named %s is %s", (name, domain) => {
    const objects = [
      { type: "x-mitre-collection", id: "c", name, x_mitre_version: "19.0" },
      ...tinyObjectsWithout("x-mitre-collection", "x-mitre-matrix"),
    ];
    expect(buildAttackBundle(objects).bundle).toMatchObject({ domain, version: "19.0" });
  });

  it("takes the version from the hint, or says unknown, when there is no collection", () => {
    const objects = tinyObjectsWithout("x-mitre-collection");
    const { bundle, diagnostics } = buildAttackBundle(objects, { version: "17.1" });
    expect(bundle.version).toBe("17.1");
    expect(diagnostics.map(({ code }) => code)).toContain("no-version");
    expect(buildAttackBundle(objects).bundle.version).toBe("unknown");
    expect(buildAttackBundle(objects, { version: "<b>" }).bundle.version).toBe("unknown");
  });

  it("reads bundles before v18, where data components detect techniques", () => {
    const detects = {
      type: "relationship",
      id: "r",
      relationship_type: "detects",
      source_ref: "x-mitre-data-component--DC0032",
      target_ref: "attack-pattern--T1046",
    };
    const objects = [...tinyObjectsWithout("x-mitre-detection-strategy", "x-mitre-analytic"), detects];
    const { bundle } = buildAttackBundle(objects);
    expect(bundle.strategies).toEqual([]);
    expect(bundle.dataComponents[0]?.techniqueIds).toEqual(["T1046"]);
  });
});

describe("what is no ATT&CK bundle", () => {
  it.each([[null], [[]], ["text"], [{ type: "bundle" }], [{ type: "indicator", objects: [] }], [{ type: "bundle", objects: {} }]])(
    "%j",
    (value) => {
      expect(() => parseAttackBundle(value)).toThrow(AttackBundleError);
      expect(() => parseAttackBundle(value)).toThrow("This is not a STIX bundle");
    },
  );

  it("is one of another subject, or without techniques", () => {
    expect(() => parseAttackBundle({ type: "bundle", objects: [{ type: "malware", id: "malware--1" }] })).toThrow("of no ATT&CK domain");
    expect(() => buildAttackBundle(tinyObjectsWithout("attack-pattern"))).toThrow("enterprise-attack holds no technique");
  });
});

describe("hostile objects", () => {
  const codes = (extra: readonly unknown[]) => new Set(buildAttackBundle([...tinyObjects, ...extra]).diagnostics.map(({ code }) => code));

  it("of no shape are skipped", () => {
    expect(codes([null, 7, "x", [], { type: 1, id: 2 }, { type: "attack-pattern" }])).toContain("bad-object");
  });

  it("with fields of other types are read as empty", () => {
    const odd = {
      type: "attack-pattern",
      id: "a",
      name: 5,
      description: {},
      external_references: [{ source_name: "mitre-attack", external_id: "T9999" }, 3],
    };
    const full = {
      ...odd,
      kill_chain_phases: "x",
      x_mitre_platforms: [1, { a: 1 }, "Windows"],
      modified: "yesterday",
      x_mitre_version: [],
    };
    const { bundle, diagnostics } = buildAttackBundle([...tinyObjects, full]);
    expect(diagnostics.map(({ code }) => code)).toContain("bad-field");
    expect(bundle.techniques.at(-1)).toMatchObject({
      id: "T9999",
      name: "",
      description: "",
      tacticIds: [],
      platforms: ["Windows"],
      modified: "",
      version: "",
    });
  });

  it("without a valid id are skipped", () => {
    expect(
      codes([{ type: "attack-pattern", id: "a", external_references: [{ source_name: "mitre-attack", external_id: "T1; DROP" }] }]),
    ).toContain("no-attack-id");
    expect(codes([{ type: "attack-pattern", id: "a", external_references: [{ source_name: "capec", external_id: "T1234" }] }])).toContain(
      "no-attack-id",
    );
  });

  it("that repeat an id do not displace the current one", () => {
    const copy = {
      type: "attack-pattern",
      id: "a",
      name: "Old",
      revoked: true,
      modified: "2026-01-01T00:00:00Z",
      external_references: [{ source_name: "mitre-attack", external_id: "T1046" }],
    };
    const { bundle, diagnostics } = buildAttackBundle([copy, ...tinyObjects]);
    expect(diagnostics.map(({ code }) => code)).toContain("duplicate-id");
    expect(bundle.techniques.filter(({ id }) => id === "T1046").map(({ name }) => name)).toEqual(["Network Service Discovery"]);
  });

  it("with unstorable or endless text are cleaned and cut", () => {
    const text = `a\u0000b\ud800c${"d".repeat(60_000)}`;
    const odd = {
      type: "attack-pattern",
      id: "a",
      name: "  two\n lines ",
      description: text,
      external_references: [{ source_name: "mitre-attack", external_id: "T9999" }],
    };
    const { bundle, diagnostics } = buildAttackBundle([...tinyObjects, odd]);
    expect(bundle.techniques.at(-1)?.description).toMatch(/^abcd+$/);
    expect(bundle.techniques.at(-1)?.description.length).toBeLessThanOrEqual(50_000);
    expect(bundle.techniques.at(-1)?.name).toBe("two lines");
    expect(diagnostics.map(({ code }) => code)).toContain("bad-field");
  });

  it("never bring a foreign link", () => {
    const odd = {
      type: "attack-pattern",
      id: "a",
      name: "x",
      external_references: [{ source_name: "mitre-attack", external_id: "T9999", url: "javascript:alert(1)" }],
    };
    expect(buildAttackBundle([...tinyObjects, odd]).bundle.techniques.at(-1)?.url).toBe("https://attack.mitre.org/techniques/T9999");
  });

  it("flood the report with no more than a line a code", () => {
    const { diagnostics } = buildAttackBundle([...tinyObjects, ...Array.from({ length: 5_000 }, () => null)]);
    const bad = diagnostics.find(({ code }) => code === "bad-object");
    expect(bad).toMatchObject({ count: 5_000 });
    expect(bad?.message.length).toBeLessThan(1_000);
  });
});
