// The text that COPY is given, value by value; copy.db.test.ts reads the same values back from a server.
import { describe, expect, it } from "vitest";
import { copyLine, json } from "./copy";

describe("copyLine", () => {
  it.each([
    ["null and undefined", [null, undefined], "\\N\t\\N\n"],
    ["an empty text beside the text \\N", ["", "\\N"], "\t\\\\N\n"],
    ["numbers and truths", [1, -2.5, 10n, true, false], "1\t-2.5\t10\ttrue\tfalse\n"],
    ["a time", [new Date(0)], "1970-01-01T00:00:00.000Z\n"],
    ["what ends a field or a line", ["a\tb\nc\rd\\e"], "a\\tb\\nc\\rd\\\\e\n"],
    ["NUL", ["a\0b"], "a\ufffdb\n"],
    ["half of a surrogate pair, and a whole one", ["\ud800", "😀"], "\ufffd\t😀\n"],
    ["an array", [["a", 'b"c', "d\\e", "", null]], '{"a","b\\\\"c","d\\\\\\\\e","",NULL}\n'],
    ["no array items", [[]], "{}\n"],
    ["an array of arrays", [[["a"], ["b"]]], '{{"a"},{"b"}}\n'],
    ["JSON with a line end", [json({ a: "x\ny", b: [1, null] })], '{"a":"x\\\\ny","b":[1,null]}\n'],
    ["JSON with NUL in key and value", [json({ "k\0": ["v\0"] })], '{"k\ufffd":["v\ufffd"]}\n'],
    ["JSON with an escaped backslash before u0000", [json("\\u0000")], '"\\\\\\\\u0000"\n'],
    ["JSON's null", [json(null), json(undefined)], "null\tnull\n"],
  ])("writes %s", (_name, row, line) => {
    expect(copyLine(row)).toBe(line);
  });
});
