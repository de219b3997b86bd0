/** Guarantees that the catalogue of canonical fields is sound: each field once, described, with a basename that is a field itself. */
import { describe, expect, it } from "vitest";
import { canonicalFields, extensionPrefixes } from "./canonical-fields.ts";

const fields = [...canonicalFields.values()];

describe("canonical fields", () => {
  it("are many, and keyed by their own names", () => {
    expect(fields.length).toBeGreaterThan(500);
    expect([...canonicalFields].filter(([key, { name }]) => key !== name)).toEqual([]);
  });

  it("are described in one line without a full stop", () => {
    expect(fields.filter(({ description }) => description.length < 4 || description.length > 90 || description.endsWith("."))).toEqual([]);
  });

  it("have the name of a file in a field of its own, on paths only", () => {
    const withBasename = fields.filter(({ basename }) => basename !== undefined);
    expect(withBasename.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["process.executable", "process.parent.executable", "dll.path", "file.path", "target.process.executable"]),
    );
    for (const { kind, basename } of withBasename) {
      expect(kind).toBe("path");
      expect(canonicalFields.get(basename ?? "")?.kind).toBe("name");
    }
  });

  it("hold exactly the selectors that normalization lists", () => {
    const selectors = fields.filter(({ selector }) => selector).map(({ name }) => name);
    expect(selectors.filter((name) => !name.startsWith("host.os.")).sort()).toEqual([
      "data_stream.dataset",
      "event.category",
      "event.code",
      "event.dataset",
      "event.kind",
      "event.module",
      "event.provider",
      "event.type",
    ]);
    expect(selectors.filter((name) => name.startsWith("host.os.")).length).toBeGreaterThanOrEqual(7);
    expect(fields.filter(({ name, selector }) => name.startsWith("host.os.") && !selector)).toEqual([]);
    expect(canonicalFields.get("event.action")?.selector).toBeUndefined();
  });

  it("name extension namespaces that ECS does not have", () => {
    const ecs = fields.filter(({ origin }) => origin === "ECS").map(({ name }) => name);
    expect(extensionPrefixes.filter((prefix) => ecs.some((name) => name.startsWith(prefix)))).toEqual([]);
  });
});
