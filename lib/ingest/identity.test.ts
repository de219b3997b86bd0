/** Guarantees which content shares an id and which does not. */
import { describe, expect, it } from "vitest";
import { hash63, indicatorId } from "../model/indicator-id.ts";
import type { Clause, ClausePart } from "../model/predicate.ts";
import { clauseId, failedFileId, fileId, ruleId, ruleKey, shapeId } from "./identity.ts";

const part = (values: readonly string[], more: Partial<ClausePart> = {}): ClausePart => ({
  field: "process.name",
  operator: "eq",
  values,
  caseSensitive: false,
  lane: "behavior",
  ...more,
});
const clause = (parts: readonly ClausePart[], more: Partial<Clause> = {}): Clause => ({
  polarity: "match",
  parts,
  exceptions: [],
  lane: parts[0]?.lane ?? "behavior",
  alone: true,
  ...more,
});

describe("hash63", () => {
  it("bounds its parts and fits a BIGINT", () => {
    expect(hash63("ab", "c")).not.toBe(hash63("a", "bc"));
    expect(hash63("-;")).not.toBe(hash63(null));
    for (let i = 0; i < 200; i++) expect(hash63(String(i))).toBeLessThan(1n << 63n);
  });
});

describe("files and rules", () => {
  it("changes with source, path, bytes and pipeline, and with nothing else", () => {
    const id = fileId("sigma", "a.yml", "00", "p1");
    expect(fileId("sigma", "a.yml", "00", "p1")).toBe(id);
    const others = [
      fileId("x", "a.yml", "00", "p1"),
      fileId("sigma", "b.yml", "00", "p1"),
      fileId("sigma", "a.yml", "01", "p1"),
      fileId("sigma", "a.yml", "00", "p2"),
    ];
    expect(new Set([id, ...others, failedFileId(id, "query-too-large")]).size).toBe(6);
    expect(ruleId(id, 0)).not.toBe(ruleId(id, 1));
  });
});

describe("indicatorId", () => {
  it("compares without case unless caseSensitive", () => {
    const id = (value: string, caseSensitive: boolean) =>
      indicatorId({ field: "process.name", operator: "eq", value, caseSensitive, lane: "behavior" });
    expect(id("Net.exe", false)).toBe(id("NET.EXE", false));
    expect(id("Net.exe", true)).not.toBe(id("NET.EXE", true));
    expect(id("net.exe", true)).not.toBe(id("net.exe", false));
    expect(id(" net.exe", false)).not.toBe(id("net.exe", false));
  });

  it("asks for case only where there are letters", () => {
    const id = (value: string, caseSensitive: boolean) =>
      indicatorId({ field: "x", operator: "eq", value, caseSensitive, lane: "behavior" });
    for (const value of ["4688", "::1", "%%1793"]) expect(id(value, true)).toBe(id(value, false));
    expect(id("0x1F", true)).not.toBe(id("0x1f", true));
    expect(clauseId(clause([part(["4688", "4624"], { caseSensitive: true })]))).toBe(clauseId(clause([part(["4624", "4688"])])));
  });

  it("tells a placeholder from the value that it looks like", () => {
    const id = (lane: "behavior" | "placeholder" | "selector") =>
      indicatorId({ field: null, operator: "keyword", value: "sysmon", caseSensitive: false, lane });
    expect(id("placeholder")).not.toBe(id("behavior"));
    expect(id("selector")).toBe(id("behavior"));
  });

  it("tells a keyword from a field", () => {
    const keyword = indicatorId({ field: null, operator: "keyword", value: "x", caseSensitive: false, lane: "behavior" });
    expect(keyword).not.toBe(indicatorId({ field: "", operator: "keyword", value: "x", caseSensitive: false, lane: "behavior" }));
  });
});

describe("clauseId", () => {
  it("is the indicator's for one literal", () => {
    expect(clauseId(clause([part(["Net.exe"])]))).toBe(
      indicatorId({ field: "process.name", operator: "eq", value: "net.exe", caseSensitive: false, lane: "behavior" }),
    );
  });

  it("is its own for groups, alternatives and exceptions", () => {
    const ids = [
      clause([part(["a"])]),
      clause([part(["a", "b"])]),
      clause([part(["a"]), part(["b"])]),
      clause([part(["a"])], { exceptions: [part(["b"])] }),
      clause([part(["a"]), part(["b"])], { exceptions: [part(["c"])] }),
    ].map(clauseId);
    expect(new Set(ids).size).toBe(5);
  });

  it("does not depend on order, case or repetition", () => {
    const id = clauseId(clause([part(["a", "b"]), part(["c"], { field: "file.name" })]));
    expect(clauseId(clause([part(["C"], { field: "file.name" }), part(["B", "a", "A"])]))).toBe(id);
  });
});

describe("shapeId", () => {
  it("leaves values out", () => {
    expect(shapeId(clause([part(["a"])]))).toBe(shapeId(clause([part(["b"])])));
    expect(shapeId(clause([part(["a"])]))).not.toBe(shapeId(clause([part(["a"], { operator: "contains" })])));
    expect(shapeId(clause([part(["a"])]))).not.toBe(shapeId(clause([part(["a"]), part(["b"])])));
  });
});

describe("ruleKey", () => {
  it("has twelve characters and follows the author's id, else the place", () => {
    const name = { sourceId: "sigma", ownId: "5a3c", path: "a.yml", ordinal: 0 };
    expect(ruleKey(name)).toMatch(/^[a-z2-7]{12}$/);
    expect(ruleKey({ ...name, path: "moved.yml" })).toBe(ruleKey(name));
    const placed = { ...name, ownId: null };
    expect(new Set([ruleKey(name), ruleKey(placed), ruleKey({ ...placed, ordinal: 1 }), ruleKey({ ...placed, sourceId: "x" })]).size).toBe(
      4,
    );
  });
});
