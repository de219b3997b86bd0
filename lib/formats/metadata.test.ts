/** Metadata of any kind: bounded, coerced or refused with a diagnostic, never thrown at. */
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../model/diagnostic.ts";
import { splitAuthors } from "./authors.ts";
import { parseDate } from "./dates.ts";
import { fileStem, hasNoEnding } from "./file-name.ts";
import { asMap, cleanText, MetadataReader, metadataLimits, plainMap, scalarText } from "./metadata.ts";

function reader(value: object): { data: MetadataReader; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  return { data: new MetadataReader(plainMap(value), diagnostics), diagnostics };
}

describe("MetadataReader", () => {
  it("reads scalars of every kind as text", () => {
    const { data, diagnostics } = reader({
      a: " x ",
      n: 4,
      b: true,
      big: 12n,
      none: null,
      empty: "  ",
      day: new Date("2024-01-31T00:00:00Z"),
    });
    expect([data.text("a"), data.text("n"), data.text("b"), data.text("big")]).toEqual(["x", "4", "true", "12"]);
    expect([data.text("none"), data.text("empty"), data.text("missing"), data.date("day")]).toEqual([null, null, null, "2024-01-31"]);
    expect(diagnostics).toEqual([]);
  });

  it("refuses what is no text, names the key, and goes on", () => {
    const { data, diagnostics } = reader({ title: { a: 1 }, date: "soon", tags: ["x", { a: { b: 1 } }, () => 1, null, "y"] });
    expect([data.line("title"), data.date("date"), data.list("tags")]).toEqual([null, null, ["x", "y"]]);
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ["metadata-unreadable", "info", "title: not a text"],
      ["metadata-unreadable", "info", "date: not a date"],
      ["metadata-unreadable", "info", "tags: an item is not a text"],
      ["metadata-unreadable", "info", "tags: an item is not a text"],
    ]);
  });

  it("bounds text and lists, and says so", () => {
    const { data, diagnostics } = reader({
      title: "x".repeat(900),
      list: Array.from({ length: 900 }, (_, index) => `${index}`),
      long: ["y".repeat(9_000)],
    });
    expect(data.line("title", metadataLimits.title)?.length).toBe(500);
    expect(data.list("list").length).toBe(200);
    expect(data.list("long")[0]?.length).toBe(2_000);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "title: cut to 500 of 900 characters",
      "list: cut to 200 of 900 items",
      "long: cut to 2000 of 9000 characters",
    ]);
  });

  it("sees own keys only, whatever they are called", () => {
    const { data } = reader(JSON.parse('{"__proto__": "own", "constructor": ["a"]}'));
    expect([data.text("__proto__"), data.list("constructor")]).toEqual(["own", ["a"]]);
    const { data: empty, diagnostics } = reader({});
    expect([empty.text("__proto__"), empty.text("constructor"), empty.list("toString"), empty.has("valueOf")]).toEqual([
      null,
      null,
      [],
      false,
    ]);
    expect([...empty.map("constructor").list("name"), ...diagnostics]).toEqual([]);
  });

  it("flattens a list in a list, and reads a pair in a list as the sentence it was", () => {
    const { data } = reader({ ids: [["T1046"]], references: [{ "See also": "the manual" }] });
    expect([data.list("ids"), data.list("references")]).toEqual([["T1046"], ["See also: the manual"]]);
  });

  it("reads levels and statuses without what trails them", () => {
    const { data } = reader({ status: "Experimental|", level: "High ", type: "TTP", kind: "machine_learning" });
    expect(["status", "level", "type", "kind"].map((key) => data.word(key))).toEqual(["experimental", "high", "ttp", "machine_learning"]);
  });
});

describe("values", () => {
  it("replaces NUL and lone surrogates in place", () => {
    expect(cleanText("a\0b\uD800c\uDC00d")).toBe("a\uFFFDb\uFFFDc\uFFFDd");
    expect(cleanText("👍 ok")).toBe("👍 ok");
  });

  it("has no text for what is no scalar", () => {
    expect([scalarText([]), scalarText({}), scalarText(undefined), scalarText(new Date(Number.NaN))]).toEqual([null, null, null, null]);
    expect([asMap([]), asMap(null), asMap("x")]).toEqual([null, null, null]);
  });

  it("reads dates in every spelling and only days that exist", () => {
    const days = ["2024/01/31", "2024-01-31", "2024.1.31", "2024-01-31T23:59:59+09:00", "2024-01-31 10:00", "2024-02-29"];
    expect(days.map(parseDate)).toEqual([...Array(5).fill("2024-01-31"), "2024-02-29"]);
    expect(["2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32", "2024/01-31", "31.01.2024", "", "20240131"].map(parseDate)).toEqual(
      Array(8).fill(null),
    );
  });

  it("splits authors at commas outside brackets and keeps handles with their names", () => {
    expect(splitAuthors("Florian Roth (Nextron Systems, DE), Tim Shelton; oscd.community")).toEqual([
      "Florian Roth (Nextron Systems, DE)",
      "Tim Shelton",
      "oscd.community",
    ]);
    expect(splitAuthors("Mark Morowczynski '@markmorow', Mike, '@dudders1', ")).toEqual([
      "Mark Morowczynski '@markmorow'",
      "Mike '@dudders1'",
    ]);
  });

  it("takes the stem of a path", () => {
    expect(["a/b.c/x y.yml", "x.md", "a/T1.2 rule", "README"].map(fileStem)).toEqual(["x y", "x", "T1.2 rule", "README"]);
    expect(["a.b/rule", "a/rule.kql"].map(hasNoEnding)).toEqual([true, false]);
  });
});
