/** Guarantees that revoked ids lead to their successors, in cycles too, and that unknown ids are kept as they are. */
import { describe, expect, it } from "vitest";
import { parseTechniqueTag, type TechniqueId } from "../model/attack-id.ts";
import { parseAttackBundle } from "./bundle.ts";
import { indexTechniques, resolveTechnique, type TechniqueIndex } from "./resolve.ts";
import { tinyBundle } from "./testing/tiny-bundle.ts";

const id = (text: string): TechniqueId => {
  const parsed = parseTechniqueTag(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe("resolveTechnique", () => {
  const { bundle } = parseAttackBundle(tinyBundle);
  const index = indexTechniques([bundle]);

  it.each([
    ["T1046", { id: "T1046", status: "current", via: [] }],
    ["T1547.011", { id: "T1647", status: "current", via: ["T1547.011"] }],
    ["T1150", { id: "T1647", status: "current", via: ["T1150", "T1547.011"] }],
    ["T1043", { id: "T1043", status: "deprecated", via: [] }],
    ["T1685", { id: "T1685", status: "unknown", via: [] }],
  ])("%s", (tagged, resolved) => {
    expect(resolveTechnique(index, id(tagged))).toEqual(resolved);
  });

  it("keeps a revoked id without a successor", () => {
    const lone: TechniqueIndex = new Map([[id("T1454"), { id: id("T1454"), revoked: true, deprecated: false, revokedBy: null }]]);
    expect(resolveTechnique(lone, id("T1454"))).toEqual({ id: "T1454", status: "revoked", via: [] });
  });

  it("does not follow a cycle", () => {
    const entry = (from: string, to: string) => [id(from), { id: id(from), revoked: true, deprecated: false, revokedBy: id(to) }] as const;
    const cycle: TechniqueIndex = new Map([
      entry("T0001", "T0002"),
      entry("T0002", "T0003"),
      entry("T0003", "T0002"),
      entry("T0004", "T0004"),
    ]);
    expect(resolveTechnique(cycle, id("T0001"))).toEqual({ id: "T0001", status: "revoked", via: [] });
    expect(resolveTechnique(cycle, id("T0004"))).toEqual({ id: "T0004", status: "revoked", via: [] });
  });

  it("lets the earlier bundle decide", () => {
    const newer = {
      ...bundle,
      techniques: bundle.techniques.map((technique) => (technique.id === "T1046" ? { ...technique, deprecated: true } : technique)),
    };
    expect(resolveTechnique(indexTechniques([newer, bundle]), id("T1046")).status).toBe("deprecated");
    expect(resolveTechnique(indexTechniques([bundle, newer]), id("T1046")).status).toBe("current");
  });
});
