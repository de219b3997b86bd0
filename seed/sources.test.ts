/** Sources: each once, pinned, cited, and with addresses that name the commit. */
import { describe, expect, it } from "vitest";
import { formats } from "../lib/formats/index.ts";
import { formatIds, looseFormatIds } from "../lib/model/source.ts";
import { demoSources, getSource, sources, upstreamSources } from "./sources.ts";

describe("sources", () => {
  it("have ids of their own and say how they are licensed and cited", () => {
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
    for (const { id, label, licence, attribution, vendors, include, extensions } of sources) {
      expect(
        [label, licence, attribution].every((text) => text.length > 0),
        id,
      ).toBe(true);
      expect(vendors.length * include.length * extensions.length, id).toBeGreaterThan(0);
    }
    expect([getSource("sigma")?.repository, getSource("nobody")]).toEqual(["SigmaHQ/sigma", null]);
  });

  it("use registered formats, and every format has a source or is for files of any origin", () => {
    const used = new Set(sources.flatMap((source) => source.formats));
    expect([...used, ...looseFormatIds].sort()).toEqual([...formatIds].sort());
    for (const id of formatIds) expect(formats[id].id).toBe(id);
  });

  it("upstream are pinned to a commit that their addresses name, with every path segment encoded", () => {
    for (const { id, repository, commit, archiveUrl, fileUrl } of upstreamSources) {
      expect(commit, id).toMatch(/^[0-9a-f]{12,40}$/);
      expect(archiveUrl).toBe(`https://github.com/${repository}/archive/${commit}.tar.gz`);
      expect(fileUrl("a b/c#d?e|f%.yml")).toBe(`https://github.com/${repository}/blob/${commit}/a%20b/c%23d%3Fe%7Cf%25.yml`);
    }
  });

  it("of the demo have nothing to download", () => {
    for (const { repository, commit, archiveUrl, fileUrl } of demoSources)
      expect([repository, commit, archiveUrl, fileUrl("x")]).toEqual([null, null, null, null]);
  });
});
