/** Guarantees that the facts carry over everything but sentences, and that building them twice gives the same file. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAttackBundle } from "../../lib/attack/bundle.ts";
import { readAttackBundle } from "../../lib/attack/read-bundle.ts";
import { bundleFromFacts, type SeedDescriptions, type SeedFacts } from "../../lib/attack/seed-facts.ts";
import { tinyBundle } from "../../lib/attack/testing/tiny-bundle.ts";
import { channelName, factsOfBundle, printFacts } from "./facts-of-bundle.ts";

const silence: SeedDescriptions = { tactics: {}, techniques: {}, strategies: {}, analytics: {} };
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const source = here("../../../shared/attack/enterprise-attack-19-reconstructed.json");

describe("factsOfBundle", () => {
  const { bundle } = parseAttackBundle(tinyBundle);
  const facts = factsOfBundle(bundle, "tiny");

  it("loses sentences and nothing else", () => {
    const back = bundleFromFacts(JSON.parse(printFacts(facts)) as SeedFacts, silence);
    expect(back).toEqual({
      ...bundle,
      tactics: bundle.tactics.map((tactic) => ({ ...tactic, description: "" })),
      techniques: bundle.techniques.map((technique) => ({
        ...technique,
        description: "",
        parentId: technique.id === "T1547.011" ? "T1547" : technique.parentId,
      })),
      analytics: bundle.analytics.map((analytic) => ({
        ...analytic,
        description: "",
        mutableElements: analytic.mutableElements.map((element) => ({ ...element, description: "" })),
      })),
      dataComponents: bundle.dataComponents.map((component) => ({ ...component, description: "" })),
    });
    expect(printFacts(facts)).not.toContain("About ");
  });

  it("writes a line a fact", () => {
    expect(
      printFacts(facts)
        .split("\n")
        .filter((line) => line.startsWith('    {"id":"T1')),
    ).toHaveLength(bundle.techniques.length);
  });
});

describe("channelName", () => {
  it.each([
    [
      "WinEventLog:Security",
      "EventCode=4728, 4729, 4732, 4733, 4756, 4757, 4761, 4762, 4763",
      "EventCode=4728, 4729, 4732, 4733, 4756, 4757, 4761, 4762, 4763",
    ],
    ["NSM:Flow", "Outbound TCP SYN or UDP to multiple ports/hosts", "Outbound TCP SYN or UDP to multiple ports/hosts"],
    ["NSM:Flow", "one two three four five six seven eight nine", "…"],
    ["auditd:SYSCALL", "execve: Execution of curl or wget writing files to /tmp/* followed by chmod", "execve: …"],
  ])("%s %s → %s", (name, channel, expected) => {
    expect(channelName({ name, channel })).toBe(expected);
  });
});

describe.skipIf(!existsSync(source))("enterprise-facts.json (its source is in ../shared/attack; absent: skipped)", () => {
  it("is what the script makes of its bundle", async () => {
    const { bundle } = await readAttackBundle(source);
    const committed = readFileSync(here("enterprise-facts.json"), "utf8");
    const { note } = JSON.parse(committed) as SeedFacts;
    expect(printFacts(factsOfBundle(bundle, note)) === committed).toBe(true);
  }, 120_000);

  it("holds no sentence that the bundle has as a description", async () => {
    const { bundle } = await readAttackBundle(source);
    const bare = (sentence: string) =>
      sentence
        .trim()
        .replace(/[.!?]$/, "")
        .toLowerCase();
    const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+|\n/).map(bare);
    const theirs = new Set(
      [
        ...bundle.techniques,
        ...bundle.tactics,
        ...bundle.analytics,
        ...bundle.dataComponents,
        ...bundle.analytics.flatMap(({ mutableElements }) => mutableElements),
      ]
        .flatMap(({ description }) => sentencesOf(description))
        .filter((sentence) => sentence.length > 30),
    );
    const shipped = readFileSync(here("enterprise-facts.json"), "utf8") + readFileSync(here("descriptions.json"), "utf8");
    const strings = [...shipped.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text).filter((text) => text.length > 30);
    expect(theirs.size).toBeGreaterThan(5_000);
    expect(strings.length).toBeGreaterThan(1_000);
    expect(strings.flatMap(sentencesOf).filter((sentence) => theirs.has(sentence))).toEqual([]);
  }, 120_000);
});
