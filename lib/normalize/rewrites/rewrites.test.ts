/** The rewrites are exact: what a rewritten predicate matches is what the pattern or regex matches. */
import { describe, expect, it } from "vitest";
import { anyOne, anyRun, type Pattern } from "../../expression/expression.ts";
import { random } from "../../fuzz/random.ts";
import { readLiteralRegex } from "./literal-regex.ts";
import { printPattern, simplifyPattern } from "./wildcards.ts";

describe("wildcards", () => {
  const cases: readonly (readonly [Pattern, string, string])[] = [
    [[anyRun, "x", anyRun], "contains", "x"],
    [["x", anyRun], "starts_with", "x"],
    [[anyRun, "x"], "ends_with", "x"],
    [["x"], "eq", "x"],
    [[anyRun], "exists", ""],
    [[anyRun, anyRun], "exists", ""],
    [[anyOne, anyRun], "exists", ""],
    [[], "missing", ""],
    [["a", anyRun, "b"], "wildcard", "a*b"],
    [[anyRun, anyRun, "a", anyOne], "wildcard", "*a?"],
  ];
  for (const [pattern, operator, value] of cases) {
    it(`${printPattern(pattern) || "(empty)"} is ${operator}`, () => expect(simplifyPattern(pattern)).toEqual({ operator, value }));
  }

  it("prints text as it is, and what only looks like a wildcard in brackets", () => {
    expect(printPattern(["C:\\", anyRun, "\\x"])).toBe("C:\\*\\x");
    expect(printPattern(["a*b?", anyRun])).toBe("a[*]b[?]*");
    expect(printPattern(["a[", anyRun, "]b[x]"])).toBe("a[[]*]b[x]");
  });

  it("prints no two patterns alike", () => {
    const pieces: Pattern = ["[", "]", "*", "?", "\\", anyRun, anyOne];
    const patterns = new Map<string, string>();
    const clashes: string[] = [];
    for (let number = 0; number < pieces.length ** 5; number += 1) {
      const pattern = Array.from({ length: 5 }, (_, place) => pieces[Math.floor(number / pieces.length ** place) % pieces.length] ?? "");
      const printed = printPattern(pattern);
      if (patterns.has(printed)) clashes.push(printed);
      patterns.set(printed, JSON.stringify(pattern));
    }
    expect(patterns.size).toBe(pieces.length ** 5);
    expect(clashes).toEqual([]);
  });
});

describe("literal regexes", () => {
  const read = (source: string, anchored = false) =>
    readLiteralRegex(source, anchored)?.alternatives.map(({ operator, value }) => `${operator} ${value}`) ?? null;

  it.each([
    ["masscan\\.exe", ["contains masscan.exe"]],
    ["^x$", ["eq x"]],
    ["^x", ["starts_with x"]],
    ["x$", ["ends_with x"]],
    [".*x.*", ["contains x"]],
    ["(.*)x(.*)", ["contains x"]],
    ["^.*?x", ["contains x"]],
    ["^[\\s\\S]*x$", ["ends_with x"]],
    ["x(?:.*)?$", ["contains x"]],
    ["(^|\\\\)net\\.exe$", ["eq net.exe", "ends_with \\net.exe"]],
    ["(?i:net)", ["contains net"]],
    ["(x|y)|x", ["contains x", "contains y"]],
    ["^(.*)x$|^y(?:.*)$", ["ends_with x", "starts_with y"]],
    ["^(net|nltest)\\.exe$", ["eq net.exe", "eq nltest.exe"]],
    ["netscan(32|64)?", ["contains netscan", "contains netscan32", "contains netscan64"]],
    ["\\x5cnet\\.exe", ["contains \\net.exe"]],
    ["a[bc]", ["contains ab", "contains ac"]],
    ["^a|b$", ["starts_with a", "ends_with b"]],
    ["(?i)A", ["contains A"]],
  ])("%s", (source, expected) => expect(read(source)).toEqual(expected));

  it.each([
    "a.b",
    "a.*b",
    "a(b|.*c)",
    "a^b",
    "x$.*",
    "(a|)",
    "(?i:a)b",
    "a+",
    "\\d",
    "a{9,}",
    "(?=a)b",
    "(a)\\1",
    "[^a]",
    "[a-z]{1,3}",
    "",
    ".*",
    "(",
    "(?x)a b",
    `${"(a|b)".repeat(7)}`,
    "a".repeat(5000),
  ])("%s stays a regex", (source) => expect(read(source)).toBeNull());

  it("is anchored where the engine matches the whole subject", () => {
    expect(read("x", true)).toEqual(["eq x"]);
    expect(read(".*x.*", true)).toEqual(["contains x"]);
    expect(read("(.*)365(.*)", true)).toEqual(["contains 365"]);
    expect(read("(zsh|python.*|.*perl)", true)).toEqual(["eq zsh", "starts_with python", "ends_with perl"]);
  });

  it("stays small on patterns that would grow without bounds", () => {
    expect(read("((((a|b){8}){8}){8}){8}")).toBeNull();
    expect(read("(a|b|c){1,8}(d|e)?")).toBeNull();
  });

  it("keeps patterns of halves and of endless texts as they are", () => {
    expect(read("[\u{1F600}]")).toBeNull();
    expect(read("\u{1F600}x")).toEqual(["contains \u{1F600}x"]);
    expect(read(`${"(".repeat(9)}a${"{8})".repeat(9)}`)).toBeNull();
    expect(read(`${"(".repeat(2000)}a${")".repeat(2000)}`)).toSatisfy((found) => found === null || found[0] === "contains a");
  });

  const holds = ({ operator, value }: { readonly operator: string; readonly value: string }, text: string): boolean => {
    if (operator === "eq") return text === value;
    if (operator === "contains") return text.includes(value);
    return operator === "starts_with" ? text.startsWith(value) : text.endsWith(value);
  };

  it("matches what the engine matches, on random patterns and subjects", () => {
    const next = random(20261125);
    let rewritten = 0;
    for (let round = 0; round < 4000; round += 1) {
      const source = randomPattern(next, 3);
      const anchored = next() < 0.3;
      const found = readLiteralRegex(source, anchored);
      if (!found) continue;
      rewritten += 1;
      const engine = new RegExp(anchored ? `^(?:${source})$` : source);
      for (let subject = 0; subject < 30; subject += 1) {
        const text = Array.from({ length: Math.floor(next() * 7) }, () => pick(next, ["a", "b", "c", "."])).join("");
        expect([source, anchored, text, found.alternatives.some((each) => holds(each, text))]).toEqual([
          source,
          anchored,
          text,
          engine.test(text),
        ]);
      }
    }
    expect(rewritten).toBeGreaterThan(500);
  });
});

const pick = <Item>(next: () => number, items: readonly [Item, ...Item[]]): Item => items[Math.floor(next() * items.length)] ?? items[0];

/** Patterns of the parts that the rewrite knows, well mixed. */
function randomPattern(next: () => number, depth: number): string {
  const sequence = () => Array.from({ length: 1 + Math.floor(next() * 3) }, () => randomElement(next, depth)).join("");
  const alternatives = Array.from({ length: next() < 0.8 ? 1 : 2 }, sequence).join("|");
  const framed = depth === 3 && next() < 0.3 ? `^${alternatives}` : alternatives;
  return depth === 3 && next() < 0.3 ? `${framed}$` : framed;
}

function randomElement(next: () => number, depth: number): string {
  const choice = next();
  if (depth > 0 && choice < 0.25)
    return `(${next() < 0.5 ? "?:" : ""}${randomPattern(next, depth - 1)})${pick(next, ["", "", "?", "{2}"])}`;
  return pick(next, ["a", "b", "a", "b", "ab", "c", "\\.", "[ab]", "a?", ".*", ".*?", "(.*)", "[\\s\\S]*", "(?:.*)?", "^", "$", "\\x61"]);
}
