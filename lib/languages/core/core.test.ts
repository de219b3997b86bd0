/** The shared core: exact spans, binding powers, recovery at brackets, bounds. */
import { describe, expect, it } from "vitest";
import { anyOne, anyRun } from "../../expression/expression.ts";
import { matchBrackets } from "./brackets.ts";
import { globPattern, joinPattern, plainText } from "./pattern.ts";
import { type Grammar, maximumDepth, PrattParser, splitTokens } from "./pratt.ts";
import { makeTokenizer, maximumTokens } from "./tokenizer.ts";

type Kind = "space" | "name" | "operator";
const tokenize = makeTokenizer<Kind>([
  { kind: "space", pattern: /\s+/, skip: true },
  { kind: "name", pattern: /\w+/ },
  { kind: "operator", pattern: /[-^()[\]|,]/ },
]);

const grammar: Grammar<Kind, string> = {
  operand: (parser) => {
    if (parser.at("(")) return parser.bracketed(() => parser.expression());
    if (parser.take("not")) return `(not ${parser.expression(30)})`;
    return parser.peek().kind === "name" ? parser.next().text : parser.fail("An operand was expected");
  },
  infix: ({ text, kind }) => {
    if (text === "and" || text === "or") {
      return { kind: "chain", power: text === "and" ? 20 : 10, build: (operands) => `(${operands.join(` ${text} `)})` };
    }
    if (text === "-") return { kind: "binary", power: 40, build: (left, right) => `(${left} - ${right})` };
    if (text === "^") return { kind: "binary", power: 50, right: 49, build: (left, right) => `(${left} ^ ${right})` };
    return kind === "name" || text === "(" ? { kind: "chain", power: 15, implicit: true, build: (all) => `(${all.join(" ")})` } : null;
  },
  broken: ({ code, span }) => `<${code} ${span.join("-")}>`,
};
const parse = (text: string): string => new PrattParser(tokenize(text).tokens, grammar, text.length).parse();

describe("tokenizer", () => {
  it("has exact spans and keeps text that no rule matches", () => {
    const text = "a ## 𝒳b";
    const { tokens, diagnostics } = tokenize(text);
    expect(diagnostics).toEqual([]);
    expect(tokens.map(({ kind, text: written }) => [kind, written])).toEqual([
      ["name", "a"],
      ["unknown", "##"],
      ["unknown", "𝒳"],
      ["name", "b"],
    ]);
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
  });

  it("reads a part of a text with spans into the whole", () => {
    expect(tokenize("abc def ghi", 4, 6).tokens).toEqual([{ kind: "name", text: "de", start: 4, end: 6 }]);
  });

  it("is bounded", () => {
    const { tokens, diagnostics } = tokenize("a ".repeat(maximumTokens + 5));
    expect(tokens.length).toBe(maximumTokens + 1);
    expect(diagnostics.map(({ code, span }) => [code, span])).toEqual([["query-too-large", [199_999, 200_010]]]);
  });
});

describe("Pratt parser", () => {
  it.each([
    ["a", "a"],
    ["a and b and c or d", "((a and b and c) or d)"],
    ["a or b and c", "(a or (b and c))"],
    ["a or b c and d or e", "(a or (b (c and d)) or e)"],
    ["not a and b", "((not a) and b)"],
    ["a - b - c", "((a - b) - c)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["(a or b) and c", "((a or b) and c)"],
  ])("%s", (text, expected) => expect(parse(text)).toBe(expected));

  it.each([
    ["a and (b and ,) and c", "(a and <query-broken 6-15> and c)"],
    ["a and (b or (c - )) and d", "(a and (b or <query-broken 12-18>) and d)"],
    ["a and (b", "<query-broken 0-8>"],
    ["a b,", "<query-broken 0-4>"],
    ["a ) b", "<query-broken 0-5>"],
    ["", "<query-broken 0-0>"],
    ["(a, b) and c", "(<query-broken 0-6> and c)"],
  ])("%s is broken only where it is", (text, expected) => expect(parse(text)).toBe(expected));

  it("gives up on nesting, never on length", () => {
    expect(parse(`${"(".repeat(10_000)}a${")".repeat(10_000)}`)).toBe(`<query-too-deep ${maximumDepth - 1}-${20_002 - maximumDepth}>`);
    expect(parse("(".repeat(10_000))).toMatch(/^<query-/);
    expect(parse("not ".repeat(10_000))).toBe("<query-too-deep 0-39999>");
    expect(parse(Array(10_000).fill("a").join(" - "))).toMatch(/^<query-too-deep/);
    expect(parse(Array(20_000).fill("a").join(" or ")).length).toBeGreaterThan(80_000);
  });

  it("splits at separators outside brackets", () => {
    const parts = splitTokens(tokenize("a | b (c | [d]) | e").tokens, ({ text }) => text === "|");
    expect(parts.map((part) => part.map(({ text }) => text).join(" "))).toEqual(["a", "b ( c | [ d ] )", "e"]);
  });
});

describe("brackets", () => {
  const partners = (text: string): readonly number[] =>
    matchBrackets([...text].map((character, at) => ({ kind: "operator", text: character, start: at, end: at + 1 })));

  it.each([
    ["(a)[b]{c}", [2, -1, -1, 5, -1, -1, 8, -1, -1]],
    ["([)]", [2, -1, -1, -1]],
    ["(()", [-1, 2, -1]],
    ["]})", [-1, -1, -1]],
    ["({(]", [-1, -1, -1, -1]],
  ])("%s", (text, expected) => expect(partners(text)).toEqual(expected));

  it("takes a time that grows with the text, not with its square", () => {
    const text = `${"(".repeat(40_000)}${"]".repeat(40_000)}`;
    const start = performance.now();
    expect(partners(text).every((partner) => partner === -1)).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe("patterns", () => {
  it("join text and read wildcards", () => {
    expect(joinPattern(["a", "", "b", anyRun, "c"])).toEqual(["ab", anyRun, "c"]);
    expect(globPattern("a*b?")).toEqual(["a", anyRun, "b", anyOne]);
    expect(globPattern("a*b?", false)).toEqual(["a", anyRun, "b?"]);
    expect([plainText(["a"]), plainText([]), plainText([anyRun])]).toEqual(["a", "", null]);
  });
});
