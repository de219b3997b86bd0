/** Guarantees that no query forgets the rows that both scopes share: they stand once, as `both` (docs/decisions/0007-ingest-time.md). */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const shared = /\b(from|join) technique_(clause|field|event)\b/;

it("asks tables whose scopes share rows by inScope", () => {
  const files = readdirSync("lib/queries").filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const asking = files.map((name) => ({ name, text: readFileSync(`lib/queries/${name}`, "utf8") })).filter(({ text }) => shared.test(text));
  expect(asking.length).toBeGreaterThan(5);
  for (const { name, text } of asking) {
    expect([name, text.includes("inScope(")]).toEqual([name, true]);
    expect([name, /technique_(clause|field|event)\b[^;]{0,200}\bscope = /.test(text)]).toEqual([name, false]);
  }
});
