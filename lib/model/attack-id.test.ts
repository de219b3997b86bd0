/** Guarantees that ATT&CK ids are read in every spelling that rule corpora use, and that nothing else passes as one. */
import { describe, expect, it } from "vitest";
import { attackIdMessage, findTechniqueIds, parentTechniqueId, parseAttackId, parseTechniqueTag } from "./attack-id.ts";

describe("parseTechniqueTag", () => {
  it.each([
    ["attack.t1046", "T1046"],
    ["attack.t1059.001", "T1059.001"],
    ["ATTACK.T1059.001", "T1059.001"],
    ["T1059/001", "T1059.001"],
    ["t1059_001", "T1059.001"],
    ["T1059-001", "T1059.001"],
    ["  T1046  ", "T1046"],
    ["T1059.001 - PowerShell", "T1059.001"],
    ["T1046: Network Service Discovery", "T1046"],
    ["T1059.001 – PowerShell", "T1059.001"],
    ["PowerShell (T1059.001)", "T1059.001"],
    ["[T1046]", "T1046"],
    ["mitre_t1046", "T1046"],
    ["https://attack.mitre.org/techniques/T1059/001", "T1059.001"],
    ["https://attack.mitre.org/techniques/T1059/001/", "T1059.001"],
    ["https://attack.mitre.org/techniques/T1059/", "T1059"],
    ["http://attack.mitre.org/versions/v18/techniques/T1059/001/#detection", "T1059.001"],
    ["https://attack.mitre.org/techniques/T1059%2F001", "T1059.001"],
    ["[PowerShell](https://attack.mitre.org/techniques/T1059/001/)", "T1059.001"],
    ["https://attack.mitre.org/wiki/Technique/T1046", "T1046"],
    ["T1046 (T1046)", "T1046"],
  ])("%s → %s", (text, id) => {
    expect(parseTechniqueTag(text)).toBe(id);
  });

  it.each([
    [""],
    ["attack.discovery"],
    ["attack.g0016"],
    ["attack.s0154"],
    ["TA0007"],
    ["T104"],
    ["T10461"],
    ["T1059.1"],
    ["T1059.0011"],
    ["T1059.01"],
    ["2024-01-01T1200"],
    ["DET0376"],
    ["cve.2021-44228"],
    ["T1046, T1018"],
    ["budget1046"],
    ["t1046b"],
    ["T١٠٤٦"],
  ])("%j is not one technique", (text) => {
    expect(parseTechniqueTag(text)).toBeNull();
  });

  it("stays quick on hostile text", () => {
    expect(parseTechniqueTag("t1".repeat(200_000))).toBeNull();
    expect(parseTechniqueTag(`${"t1046.".repeat(50_000)}x`)).toBe("T1046");
  });
});

describe("findTechniqueIds", () => {
  it("reads lists, each id once and in order", () => {
    expect(findTechniqueIds("T1059.003, T1046; T1059.003 and T1018")).toEqual(["T1059.003", "T1046", "T1018"]);
  });
});

describe("parseAttackId", () => {
  it.each([
    ["tactic", "ta0007", "TA0007"],
    ["technique", "t1059.001", "T1059.001"],
    ["strategy", "DET0376", "DET0376"],
    ["analytic", "an1057", "AN1057"],
    ["dataComponent", "DC0032", "DC0032"],
  ] as const)("%s: %s → %s", (kind, text, id) => {
    expect(parseAttackId(kind, text)).toBe(id);
  });

  it.each([
    ["tactic", "T0007"],
    ["technique", "T1059/001"],
    ["strategy", "DET37"],
    ["analytic", "AN105x"],
    ["dataComponent", "DC 0032"],
  ] as const)("%s refuses %s", (kind, text) => {
    expect(parseAttackId(kind, text)).toBeNull();
  });

  it("says what an id looks like", () => {
    expect(attackIdMessage("strategy", "x".repeat(90))).toMatch(
      /^"x{40}…" is not an ATT&CK detection strategy id \(DET####, such as DET0376\)\.$/,
    );
  });
});

describe("parentTechniqueId", () => {
  it("cuts the sub-technique", () => {
    const sub = parseTechniqueTag("T1059.001");
    expect(sub && parentTechniqueId(sub)).toBe("T1059");
    const top = parseTechniqueTag("T1059");
    expect(top && parentTechniqueId(top)).toBeNull();
  });
});
