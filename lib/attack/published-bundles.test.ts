/**
 * Guarantees that whole published bundles are read: against the figures that MITRE announced for v18 (https://attack.mitre.org/resources/updates/updates-october-2025/)
 * and against counts taken from the JSON without our reader. Bundles are not in the repository: tests need them in ../shared/attack.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parseTechniqueTag } from "../model/attack-id.ts";
import type { AttackBundle } from "./attack-bundle.ts";
import { parseAttackBundle } from "./bundle.ts";
import type { BundleDiagnostic } from "./bundle-diagnostics.ts";
import { parseLogSource } from "./events.ts";
import { readAttackBundle } from "./read-bundle.ts";
import { indexTechniques, resolveTechnique } from "./resolve.ts";

const pathOf = (file: string): string => fileURLToPath(new URL(`../../../shared/attack/${file}`, import.meta.url));

interface RawObject {
  readonly type: string;
  readonly relationship_type?: string;
  readonly source_ref?: string;
  readonly x_mitre_log_source_references?: readonly unknown[];
  readonly x_mitre_mutable_elements?: readonly unknown[];
}

/** Milliseconds: a bundle takes one second alone, many on a busy machine. */
const PATIENCE = 120_000;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const published = [
  { file: "enterprise-attack-18.1.json", domain: "enterprise-attack", version: "18.1", tactics: 14 },
  { file: "enterprise-attack-19-reconstructed.json", domain: "enterprise-attack", version: "19.0", tactics: 15 },
  { file: "mobile-attack-18.1.json", domain: "mobile-attack", version: "18.1", tactics: 12 },
  { file: "ics-attack-18.1.json", domain: "ics-attack", version: "18.1", tactics: 12 },
] as const;

for (const { file, domain, version, tactics } of published) {
  describe.skipIf(!existsSync(pathOf(file)))(`${file} (needs ../shared/attack, absent: skipped)`, () => {
    let bundle: AttackBundle;
    let diagnostics: readonly BundleDiagnostic[];
    let raw: readonly RawObject[] = [];
    beforeAll(() => {
      const value: unknown = JSON.parse(readFileSync(pathOf(file), "utf8"));
      ({ bundle, diagnostics } = parseAttackBundle(value));
      raw = (value as { readonly objects: readonly RawObject[] }).objects;
    }, PATIENCE);
    const countOf = (type: string) => raw.filter((object) => object.type === type).length;
    const detects = () => raw.filter((object) => object.relationship_type === "detects").length;

    it("is what its name says", () => {
      expect(bundle).toMatchObject({ domain, version });
      expect(bundle.tactics.filter(({ order }) => order !== null)).toHaveLength(tactics);
    });

    it("is read whole: as many objects as the JSON has, and no trouble", () => {
      expect(diagnostics).toEqual([]);
      expect(bundle.techniques.length).toBeGreaterThan(0);
      expect(bundle.techniques).toHaveLength(countOf("attack-pattern"));
      expect(bundle.strategies).toHaveLength(countOf("x-mitre-detection-strategy"));
      expect(bundle.analytics).toHaveLength(countOf("x-mitre-analytic"));
      expect(bundle.dataComponents).toHaveLength(countOf("x-mitre-data-component"));
      expect(bundle.tactics).toHaveLength(countOf("x-mitre-tactic"));
    });

    it("keeps every relation", () => {
      expect(sum(bundle.strategies.map(({ techniqueIds }) => techniqueIds.length))).toBe(detects());
      expect(bundle.analytics.filter(({ strategyId }) => strategyId === null)).toEqual([]);
      const sources = sum(raw.map((object) => object.x_mitre_log_source_references?.length ?? 0));
      expect(sources).toBeGreaterThan(0);
      expect(sum(bundle.analytics.map(({ logSources }) => logSources.length))).toBe(sources);
      const elements = sum(raw.map((object) => object.x_mitre_mutable_elements?.length ?? 0));
      expect(sum(bundle.analytics.map(({ mutableElements }) => mutableElements.length))).toBe(elements);
    });

    it("resolves every id it knows, without a throw, to one that is in use or was left without a successor", () => {
      const index = indexTechniques([bundle]);
      const states = bundle.techniques.map(({ id }) => resolveTechnique(index, id).status);
      expect(states).not.toContain("unknown");
      expect(states.filter((state) => state === "revoked")).toHaveLength(domain === "mobile-attack" ? 1 : 0);
    });

    it("names events that are sound ids", () => {
      const sources = [...bundle.analytics, ...bundle.dataComponents].flatMap(({ logSources }) => logSources);
      const events = sources.flatMap(({ name, channel }) => parseLogSource(name, channel).events);
      expect(events.length).toBeGreaterThan(0);
      expect(events.filter(({ id, source }) => id === "" || source === "" || /\s/.test(id) || id.length > 80)).toEqual([]);
      const numbered = sources.filter(({ channel }) => /EventCode=/.test(channel));
      expect(
        numbered.filter(({ name, channel }) => parseLogSource(name, channel).events.length !== (channel.match(/\d+/g) ?? []).length),
      ).toEqual([]);
    });
  });
}

describe.skipIf(!existsSync(pathOf("enterprise-attack-18.1.json")))(
  "figures that MITRE announced for v18 (needs ../shared/attack, absent: skipped)",
  () => {
    it("are ours", async () => {
      const { bundle } = await readAttackBundle(pathOf("enterprise-attack-18.1.json"));
      const current = bundle.techniques.filter(({ revoked, deprecated }) => !revoked && !deprecated);
      expect(current.filter(({ isSubtechnique }) => !isSubtechnique)).toHaveLength(216);
      expect(current.filter(({ isSubtechnique }) => isSubtechnique)).toHaveLength(475);
      expect(bundle.strategies).toHaveLength(691);
      expect(bundle.analytics).toHaveLength(1739);
      expect(bundle.dataComponents.filter(({ deprecated }) => !deprecated)).toHaveLength(106);
      expect(current.filter(({ isSubtechnique, parentId }) => isSubtechnique !== (parentId !== null))).toEqual([]);
    });

    it("side by side with v19, an id of v18 leads to v19's", async () => {
      const bundles = await Promise.all(
        ["enterprise-attack-19-reconstructed.json", "enterprise-attack-18.1.json"].map((file) => readAttackBundle(pathOf(file))),
      );
      const [v19, v18] = bundles.map(({ bundle }) => indexTechniques([bundle]));
      const tagged = parseTechniqueTag("attack.t1562.001");
      if (tagged === null || v18 === undefined || v19 === undefined) throw new Error("unreadable");
      expect(resolveTechnique(v18, tagged)).toEqual({ id: "T1562.001", status: "current", via: [] });
      expect(resolveTechnique(v19, tagged)).toEqual({ id: "T1685", status: "current", via: ["T1562.001"] });
    });
  },
);
