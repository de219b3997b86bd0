/** Guarantees that the bundled ATT&CK facts are whole, consistent, and free of MITRE's sentences, and that our descriptions fit them. */
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parseTechniqueTag } from "../model/attack-id.ts";
import { type AttackBundle, AttackBundleError } from "./attack-bundle.ts";
import { eventKey, parseLogSource } from "./events.ts";
import { indexTechniques, resolveTechnique } from "./resolve.ts";
import { bundleFromFacts, loadSeedAttack, type SeedDescriptions, type SeedFacts } from "./seed-facts.ts";

const seedFile = (name: string): string => fileURLToPath(new URL(`../../seed/attack/${name}`, import.meta.url));

let bundle: AttackBundle;
let text = "";
let descriptions: SeedDescriptions;
beforeAll(async () => {
  bundle = await loadSeedAttack();
  text = await readFile(seedFile("enterprise-facts.json"), "utf8");
  descriptions = JSON.parse(await readFile(seedFile("descriptions.json"), "utf8")) as SeedDescriptions;
});

describe("loadSeedAttack", () => {
  it("holds the whole enterprise matrix of v19", () => {
    const lineCount = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    expect(bundle).toMatchObject({ domain: "enterprise-attack", version: "19.0", name: "Enterprise ATT&CK" });
    expect(bundle.techniques).toHaveLength(lineCount(/^ {4}\{"id":"T\d/gm));
    expect(bundle.strategies).toHaveLength(lineCount(/^ {4}\{"id":"DET/gm));
    expect(bundle.analytics).toHaveLength(lineCount(/^ {4}\{"id":"AN/gm));
    expect(
      [bundle.tactics, bundle.techniques, bundle.strategies, bundle.analytics, bundle.dataComponents].map((list) => list.length),
    ).toEqual([15, 858, 699, 1758, 109]);
  });

  it("refers to nothing that it lacks", () => {
    const idsOf = (list: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));
    const [tactics, techniques, strategies, analytics, components] = [
      bundle.tactics,
      bundle.techniques,
      bundle.strategies,
      bundle.analytics,
      bundle.dataComponents,
    ].map(idsOf);
    const lacking = [
      ...bundle.techniques.flatMap(({ tacticIds }) => tacticIds).filter((id) => !tactics?.has(id)),
      ...bundle.techniques.flatMap(({ parentId, revokedBy }) => [parentId, revokedBy]).filter((id) => id !== null && !techniques?.has(id)),
      ...bundle.strategies.flatMap(({ techniqueIds }) => techniqueIds).filter((id) => !techniques?.has(id)),
      ...bundle.strategies.flatMap(({ analyticIds }) => analyticIds).filter((id) => !analytics?.has(id)),
      ...bundle.analytics.map(({ strategyId }) => strategyId).filter((id) => id === null || !strategies?.has(id)),
      ...bundle.analytics
        .flatMap(({ logSources }) => logSources.map(({ dataComponentId }) => dataComponentId))
        .filter((id) => id === null || !components?.has(id)),
    ];
    expect(lacking).toEqual([]);
  });

  it("tells DET0376 whole, in our words", () => {
    const strategy = bundle.strategies.find(({ id }) => id === "DET0376");
    expect(strategy).toMatchObject({ techniqueIds: ["T1046"], analyticIds: ["AN1057", "AN1058", "AN1059", "AN1060"] });
    expect(strategy?.description).not.toBe("");
    const analytics = bundle.analytics.filter(({ strategyId }) => strategyId === "DET0376");
    expect(analytics.map(({ platforms }) => platforms)).toEqual([["Windows"], ["Linux"], ["macOS"], ["Containers"]]);
    expect(analytics.map(({ mutableElements }) => mutableElements.length)).toEqual([3, 3, 3, 3]);
    expect(
      analytics.flatMap(({ description, mutableElements }) => [description, ...mutableElements.map((element) => element.description)]),
    ).not.toContain("");
    const events = analytics[0]?.logSources.flatMap(({ name, channel }) => parseLogSource(name, channel).events.map(eventKey));
    expect(events).toEqual(["WinEventLog:Sysmon/1", "WinEventLog:Sysmon/3", "WinEventLog:Sysmon/22"]);
  });

  it("gives a data component the log sources of its analytics", () => {
    const process = bundle.dataComponents.find(({ id }) => id === "DC0032");
    expect(process?.name).toBe("Process Creation");
    expect(process?.logSources).toContainEqual({ name: "WinEventLog:Sysmon", channel: "EventCode=1" });
    expect(new Set(process?.logSources.map((source) => JSON.stringify(source))).size).toBe(process?.logSources.length);
  });

  it("leads ids of v18 on to v19", () => {
    const index = indexTechniques([bundle]);
    const resolve = (tag: string) => {
      const id = parseTechniqueTag(tag);
      return id && resolveTechnique(index, id);
    };
    expect(resolve("attack.t1070.001")).toEqual({ id: "T1685.005", status: "current", via: ["T1070.001"] });
    expect(resolve("T1046")).toEqual({ id: "T1046", status: "current", via: [] });
  });

  it("says when the seed is missing or broken", async () => {
    await expect(loadSeedAttack(tmpdir())).rejects.toBeInstanceOf(AttackBundleError);
    const facts = JSON.parse(text) as SeedFacts;
    const broken = { ...facts, strategies: [{ ...facts.strategies[0], id: "DET" }] } as SeedFacts;
    expect(() => bundleFromFacts(broken, descriptions)).toThrow('"DET" is not an ATT&CK detection strategy id');
  });
});

describe("the seed's texts", () => {
  it("hold MITRE's notice and no long text of MITRE's", async () => {
    expect(text).toContain(
      "© 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
    );
    expect(await readFile(seedFile("LICENSE-ATTACK.txt"), "utf8")).toContain("© 2026 The MITRE Corporation.");
    const facts = JSON.parse(text) as SeedFacts;
    const channels = facts.analytics.flatMap(({ logSources }) => logSources.map(([, name, channel]) => ({ name, channel })));
    expect(channels.length).toBeGreaterThan(0);
    expect(channels.filter(({ name, channel }) => parseLogSource(name, channel).freeText && channel.split(" ").length > 25)).toEqual([]);
    expect(text).not.toContain('"description"');
  });

  it("describe ids that exist, shortly", () => {
    const told = [descriptions.tactics, descriptions.techniques, descriptions.strategies, descriptions.analytics].flatMap((entries) =>
      Object.keys(entries),
    );
    const known = new Set(
      [bundle.tactics, bundle.techniques, bundle.strategies, bundle.analytics].flatMap((list) => list.map(({ id }): string => id)),
    );
    expect(told.filter((id) => !known.has(id))).toEqual([]);
    expect(Object.keys(descriptions.techniques).length).toBeGreaterThanOrEqual(60);
    expect(Object.values(descriptions.techniques).filter((sentence) => sentence.length > 260 || !sentence.endsWith("."))).toEqual([]);
  });
});
