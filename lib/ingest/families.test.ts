/** Families on small catalogs by hand, and their laws on random ones: nothing joins through a third, and the shortcuts lose no pair. */
import { describe, expect, it } from "vitest";
import { random } from "../fuzz/random.ts";
import { type BlockKind, type Demand, findFamilies, leastSimilarity } from "./families.ts";

/** Rules as lists of words such as `name:net.exe`, `-user:admin`, `#count:5`. */
function catalog(rules: readonly (readonly string[])[]) {
  const features = [...new Set(rules.flat())];
  const blockOf = (word: string) => word.split(":")[0] ?? "";
  const names = [...new Set(features.map(blockOf))];
  const blocks = names.map((name): BlockKind => (name.startsWith("-") ? "exclude" : name.startsWith("#") ? "limit" : "match"));
  const demand = (word: string): Demand => ({ feature: features.indexOf(word), block: names.indexOf(blockOf(word)) });
  return { blocks, rules: rules.map((words) => [...new Set(words)].map(demand)) };
}

const representatives = (rules: readonly (readonly string[])[]) => findFamilies(catalog(rules)).map(({ representative }) => representative);
/** Rules that share nothing with any other, so that what others share is rare. */
const others = Array.from({ length: 40 }, (_, index) => [`other:${index}`]);

describe("families", () => {
  it("joins equal rules, and leaves a rule without demands alone", () => {
    expect(representatives([["a:1", "b:2"], ["b:2", "a:1"], [], [], ...others]).slice(0, 4)).toEqual([0, 0, 2, 3]);
  });

  it("forgives an exclusion more or a limit that differs", () => {
    const [first, second] = findFamilies(catalog([["a:1", "b:2", "-u:x", "#count:5"], ["a:1", "b:2", "#count:9"], ...others]));
    expect(second?.representative).toBe(first?.representative);
    expect(Math.max(first?.similarity ?? 0, second?.similarity ?? 0)).toBe(1);
    expect(Math.min(first?.similarity ?? 0, second?.similarity ?? 0)).toBeLessThan(1);
  });

  it("does not join rules that look for different values of one field, however much else they share", () => {
    const parents = Array.from({ length: 20 }, (_, index) => `parent:${index}`);
    expect(representatives([["name:cmd", ...parents], ["name:mshta", ...parents], ...others]).slice(0, 2)).toEqual([0, 1]);
  });

  it("takes a list as one condition", () => {
    const list = Array.from({ length: 20 }, (_, index) => `parent:${index}`);
    expect(representatives([[...list, "line:x"], [...list, "line:x", "child:y"], ...others]).slice(0, 2)).toEqual([0, 1]);
    expect(representatives([[...list, "line:x"], [...list.slice(2), "line:x"], ...others]).slice(0, 2)).toEqual([0, 0]);
  });

  it("says nothing of rules that share only what many have", () => {
    const many = Array.from({ length: 12 }, () => ["outcome:failure"]);
    expect(new Set(representatives([...many, ...others])).size).toBe(many.length + others.length);
  });

  it("joins nobody through a third", () => {
    const chain = Array.from({ length: 4 }, (_, first) => Array.from({ length: 10 }, (_, index) => `a:${first + index}`));
    const found = findFamilies(catalog([...chain, ...others])).slice(0, 4);
    expect(new Set(found.map(({ representative }) => representative)).size).toBe(2);
  });
});

describe("families of random catalogs", () => {
  const next = random(20261127);
  const word = (kind: string, width: number) => `${kind}${Math.floor(next() * 3)}:${Math.floor(next() * width)}`;
  const rule = () => [
    ...Array.from({ length: 1 + Math.floor(next() * 4) }, () => word("", 6)),
    ...Array.from({ length: Math.floor(next() * 2) }, () => word("-", 4)),
    ...Array.from({ length: Math.floor(next() * 2) }, () => word("#", 4)),
  ];

  /** The definition, word for word, over all pairs. */
  function similarity(first: readonly string[], second: readonly string[], rules: readonly (readonly string[])[]): number {
    const weight = (demand: string) => Math.log((rules.length + 1) / rules.filter((words) => words.includes(demand)).length);
    const sum = (demands: readonly string[]) => demands.reduce((total, demand) => total + weight(demand), 0);
    const shared = [...new Set(first)].filter((demand) => second.includes(demand));
    if (sum(shared.filter((demand) => !demand.startsWith("#"))) < Math.log((rules.length + 1) / 5)) return 0;
    let [part, whole] = [0, 0];
    for (const block of new Set([...first, ...second].map((demand) => demand.split(":")[0] ?? ""))) {
      const inBlock = (demand: string) => demand.split(":")[0] === block;
      const all = [...new Set([...first, ...second])].filter(inBlock);
      const both = shared.filter(inBlock);
      const kind = block.startsWith("-") || block.startsWith("#") ? 0.3 : 1;
      if (kind === 1 && both.length === 0 && first.some(inBlock) && second.some(inBlock)) return 0;
      const heaviest = kind * Math.max(...all.map(weight));
      part += (heaviest * sum(both)) / sum(all);
      whole += heaviest;
    }
    return part / whole;
  }

  it("holds every rule near enough to its representative, and leaves none alone that has one near", () => {
    for (let round = 0; round < 20; round += 1) {
      const rules = Array.from({ length: 60 }, rule);
      const found = findFamilies(catalog(rules));
      for (const [index, member] of found.entries()) {
        const near = Array.from(rules, (_, position) =>
          position === index ? 0 : similarity(rules[Math.min(index, position)] ?? [], rules[Math.max(index, position)] ?? [], rules),
        );
        if (member.representative !== index) {
          expect(member.similarity).toBeCloseTo(near[member.representative] ?? 0, 9);
          expect(member.similarity).toBeGreaterThanOrEqual(leastSimilarity);
          expect(found[member.representative]?.representative).toBe(member.representative);
          continue;
        }
        const nearRepresentative = near.some(
          (value, position) => value >= leastSimilarity + 1e-9 && found[position]?.representative === position,
        );
        expect(nearRepresentative).toBe(false);
      }
    }
  });

  it("does not depend on the order of demands", () => {
    const rules = Array.from({ length: 80 }, rule);
    expect(representatives(rules.map((words) => words.toReversed()))).toEqual(representatives(rules));
  });
});
