/** Runs a language's cases: `# name`, the query, `==>`, the canonical text of what it means. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NormalizedRule } from "../model/normalized-rule.ts";
import { printRule } from "./print-rule.ts";

export interface Case {
  readonly file: string;
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

/** The cases of a folder. @throws when a block has no `==>` */
export function readCases(folder: string): readonly Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), "utf8")
        .split(/^# (?=\S)/m)
        .slice(1)
        .map((block) => {
          const [head = "", expected] = block.split(/^==>\n/m);
          const end = head.indexOf("\n");
          if (expected === undefined) throw new Error(`${file}: the case "${head.slice(0, end)}" has no ==>`);
          return { file, name: head.slice(0, end).trim(), source: `${head.slice(end + 1).trim()}\n`, expected: expected.trim() };
        }),
    );
}

/** One test a case: what `read` makes of the source must print as expected. */
export function runCases(folder: string, read: (source: string) => readonly NormalizedRule[]): void {
  const cases = readCases(folder);
  describe("cases", () => {
    it("has cases", () => expect(cases.length).toBeGreaterThan(0));
    for (const { file, name, source, expected } of cases) {
      it(`${file}: ${name}`, () => expect(read(source).map(printRule).join("\n---\n")).toBe(expected));
    }
  });
}
