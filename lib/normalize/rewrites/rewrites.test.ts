/** The rewrites are exact: what a rewritten predicate matches is what the pattern or regex matches. */
import { describe, expect, it } from "vitest";
import { anyOne, anyRun, type Pattern } from "../../expression/expression.ts";
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
  });

  it("stays small on patterns that would grow without bounds", () => {
    expect(read("((((a|b){8}){8}){8}){8}")).toBeNull();
    expect(read("(a|b|c){1,8}(d|e)?")).toBeNull();
  });

  it("matches what the regex matches", () => {
    for (const source of ["^(net|nltest)\\.exe$", "netscan(32|64)?\\.exe$", "a[bc]d?", "^x|y$"]) {
      const alternatives = readLiteralRegex(source, false)?.alternatives ?? [];
      for (const text of ["net.exe", "anet.exe", "nltest.exe", "netscan.exe", "netscan32.exe.", "abd", "xacy", "x", "y", "xy", ""]) {
        const rewritten = alternatives.some(({ operator, value }) =>
          operator === "eq"
            ? text === value
            : operator === "contains"
              ? text.includes(value)
              : operator === "starts_with"
                ? text.startsWith(value)
                : text.endsWith(value),
        );
        expect([source, text, rewritten]).toEqual([source, text, new RegExp(source).test(text)]);
      }
    }
  });
});
