/** Guarantees that a path gives the values that rules write for it. */
import { describe, expect, it } from "vitest";
import { pathPieces } from "./path-pieces.ts";

const has = (path: string, operator: string, value: string, name = false) =>
  pathPieces(path).some((piece) => piece.operator === operator && piece.value === value && piece.name === name);

describe("pathPieces", () => {
  it("knows the file name, for fields that hold it alone", () => {
    expect(has("C:\\Windows\\System32\\Net.exe", "eq", "net.exe", true)).toBe(true);
    expect(has("netscan.exe", "eq", "netscan.exe", true)).toBe(true);
    expect(has("/usr/bin/nmap", "eq", "nmap", true)).toBe(true);
  });

  it("cuts at separators, with them and without", () => {
    const path = "C:\\Users\\Public\\a.exe";
    expect(has(path, "eq", "c:\\users\\public\\a.exe")).toBe(true);
    expect(has(path, "ends_with", "\\a.exe")).toBe(true);
    expect(has(path, "ends_with", "public\\a.exe")).toBe(true);
    expect(has(path, "contains", "\\users\\public\\")).toBe(true);
    expect(has(path, "starts_with", "c:\\users\\")).toBe(true);
    expect(has(path, "contains", "ser")).toBe(false);
  });

  it("stays small for any path", () => {
    expect(pathPieces("a\\".repeat(2000)).length).toBeLessThan(1500);
    expect(pathPieces("\\")).not.toContainEqual(expect.objectContaining({ value: "" }));
  });
});
