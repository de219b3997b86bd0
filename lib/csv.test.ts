/** Guarantees that downloads open as tables everywhere and run nothing. */
import { describe, expect, it } from "vitest";
import { csv } from "./csv";

describe("csv", () => {
  it("ends every line with CRLF and keeps the head's order", () => {
    expect(csv(["a", "b"], [{ b: 2, a: "x" }])).toBe("a,b\r\nx,2\r\n");
  });

  it.each([
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    [" -p ", '" -p "'],
    [null, ""],
    [-5, "-5"],
    [true, "true"],
  ])("%j is written %s", (cell, text) => {
    expect(csv(["v"], [{ v: cell }])).toBe(`v\r\n${text}\r\n`);
  });

  it.each(["=1+1", "+1", "-enc", "@SUM(A1)", "\tx"])("%j cannot run as a formula", (cell) => {
    expect(
      csv(["v"], [{ v: cell }])
        .split("\r\n")[1]
        ?.replace(/^"/, ""),
    ).toMatch(/^'/);
  });
});
