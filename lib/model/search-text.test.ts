/** Guarantees that whatever is typed becomes a text that a database takes, or nothing. */
import { describe, expect, it } from "vitest";
import { longestSearch, searchText, searchTokens, searchWords, wordQuery } from "./search-text";

describe("searchText", () => {
  it.each([
    ["  network \t\n discovery ", "network discovery"],
    ["a\0b", "a b"],
    ["\u202Etxt.exe\u200B", "txt.exe"],
    ["e\u0301", "é"],
    ["' or 1=1 --", "' or 1=1 --"],
    ["100%_\\", "100%_\\"],
  ])("%j is %j", (raw, text) => {
    expect(searchText(raw)).toBe(text);
  });

  it.each([[""], [" \t "], ["\0\0"], ["a".repeat(longestSearch + 1)], ["a".repeat(10_000)], [`a${" ".repeat(5000)}`]])(
    "nothing of %j",
    (raw) => {
      expect(searchText(raw)).toBeNull();
    },
  );

  it("keeps the longest text that is searched for", () => {
    expect(searchText("a".repeat(longestSearch))).toHaveLength(longestSearch);
  });
});

describe("tokens and words", () => {
  it("parts tokens by white space, words by everything that is neither letter nor digit", () => {
    expect(searchTokens("Process.Parent.Name process.parent.name x")).toEqual(["process.parent.name", "x"]);
    expect(searchWords("C:\\Windows\\net1.exe, Ünïcode_x")).toEqual(["c", "windows", "net1", "exe", "ünïcode", "x"]);
    expect(searchWords("a b c d e f g h i j")).toHaveLength(8);
  });

  it("asks for words from three letters on by their start; no sign of the query language gets through", () => {
    expect(wordQuery("ps net'; drop | & ! ( ) : *")).toBe("ps & net:* & drop:*");
    expect(wordQuery("!?*&|")).toBeNull();
  });
});
