/** A bounded fuzz of every registered language on the bundled rules, and the tools of it. */
import { describe, expect, it } from "vitest";
import { languages } from "../languages/index.ts";
import { normalizeRule } from "../normalize/normalize-rule.ts";
import { fuzz } from "./fuzz.ts";
import { longestText, minimize, mutate, tokenize } from "./mutate.ts";
import { random } from "./random.ts";
import { findSubjects, type Subject } from "./subjects.ts";

const subjects = findSubjects(null);

describe("every language", () => {
  it.each(languages.map(({ id }) => id))("%s reads whatever its rules are turned into", { timeout: 120_000 }, (id) => {
    const own = subjects.filter(({ language }) => language === id);
    // Only a hang fails here: how long a text takes depends on the machine, and `npm run fuzz` measures it against its limit.
    const { count, failures } = fuzz(own.length > 0 ? own : subjectsOf(id), { seed: 20261125, count: 200, patience: 3, limit: 5_000 });
    expect(failures).toEqual([]);
    expect(count).toBe(200);
  });
});

/** A language that no bundled rule is written in reads the texts of the others. */
function subjectsOf(id: string): readonly Subject[] {
  const language = languages.find((one) => one.id === id);
  const [model] = subjects.filter(({ language: other }) => other === "kuery");
  const document = model?.read(model.text)[0]?.document;
  if (!language || !document) throw new Error(`nothing to mutate for ${id}`);
  const read = (text: string) => [
    normalizeRule({ ...document, query: { language: language.id, text, offset: null } }, language, language.vendor, { rewrite: true }),
  ];
  return subjects.slice(0, 50).map((subject) => ({ ...subject, read }));
}

describe("fuzzing", () => {
  const subject = (read: Subject["read"]): Subject => ({ language: "spl", path: "x", text: 'a="b" (c) where d > 1', read });

  it("is decided by its seed", () => {
    const texts = () => Array.from({ length: 50 }, (_, index) => mutate("a = b | where c", "x or y", random(index)));
    expect(texts()).toEqual(texts());
    expect(new Set(texts()).size).toBeGreaterThan(40);
  });

  it("keeps texts within their limit, and a text's tokens are the text", () => {
    const next = random(7);
    for (let round = 0; round < 300; round += 1)
      expect(mutate("a in (b, c)".repeat(50), "x", next).length).toBeLessThanOrEqual(longestText);
    const text = 'field:"a \\" b" and \'x\' | é\n \ud800 (1..2)';
    expect(tokenize(text).join("")).toBe(text);
  });

  it("finds a reader that throws, and what throws it", () => {
    const { failures } = fuzz(
      [
        subject((text) => {
          if (text.includes("[")) throw new Error("bracket");
          return [];
        }),
      ],
      { seed: 1, count: 400, patience: 1 },
    );
    expect(failures).toMatchObject([{ kind: "throws", text: expect.stringMatching(/^\[+$/) }]);
    const [failure] = failures;
    expect(failure?.text.length).toBeLessThan(5);
  });

  it("finds a reader that is slow", () => {
    const slow = subject((text) => {
      const start = process.cpuUsage();
      while (text.length > 30 && process.cpuUsage(start).user < 40_000) Math.sqrt(text.length);
      return [];
    });
    expect(fuzz([slow], { seed: 1, count: 60, patience: 1, limit: 10 }).failures).toMatchObject([{ kind: "slow" }]);
  });

  it("makes a failing text small", () => {
    expect(minimize("a b c d e f g h", (text) => text.includes("c") && text.includes("g"))).toBe("cg");
  });
});
