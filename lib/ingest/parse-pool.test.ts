/** Guarantees that a file which hangs or kills its reader is named, and costs no other file. */
import { describe, expect, it } from "vitest";
import { parseFiles } from "./parse-pool.ts";
import type { PendingFile } from "./read-bytes.ts";
import { tinySource } from "./testing/tiny-catalog.ts";

const script = new URL("./testing/misbehaving-worker.ts", import.meta.url);
const file = (path: string, text: string, id: number): PendingFile => ({
  ...{ id: BigInt(id), sourceId: "tiny", path, sha256: "", pipeline: "", bytes: new TextEncoder().encode(text), problem: null },
});

async function run(texts: readonly string[], more: Partial<Parameters<typeof parseFiles>[1]> = {}) {
  const read: string[] = [];
  const failed: PendingFile[] = [];
  const files = texts.map((text, index) => file(`${index}-${text}`, text, index));
  await parseFiles(
    { take: (side) => (side === "first" ? files.shift() : files.pop()) },
    {
      sources: [tinySource()],
      script,
      workers: 2,
      patience: 700,
      onBatch: async (_, files) => void read.push(...files.map(({ path }) => path)),
      onFailed: (one) => void failed.push(one),
      ...more,
    },
  );
  return { read: read.sort(), failed };
}

describe("parseFiles", () => {
  it("reads all, in batches", async () => {
    const { read, failed } = await run(Array.from({ length: 130 }, () => "fine"));
    expect(read).toHaveLength(130);
    expect(failed).toEqual([]);
  });

  it("names what hangs, exits, throws or eats memory, under an id of its own", async () => {
    const { read, failed } = await run(["fine", "hang", "fine", "exit", "throw", "fine"]);
    expect(read).toEqual(["0-fine", "2-fine", "5-fine"]);
    expect(failed.map(({ path, problem }) => [path, problem?.code])).toEqual([
      ["1-hang", "query-too-large"],
      ["3-exit", "file-unreadable"],
      ["4-throw", "query-too-large"],
    ]);
    expect(failed.every(({ id, bytes }) => id > 10n && bytes === null)).toBe(true);
  });

  it("survives a reader that runs out of memory", async () => {
    const { read, failed } = await run(["fine", "memory"], { patience: 60_000, memory: 64 });
    expect(read).toEqual(["0-fine"]);
    expect(failed[0]?.problem?.message).toContain("memory");
  });

  it("reports a script that cannot start, and what storing rejects with", async () => {
    await expect(run(["fine"], { script: new URL("./testing/no-such-worker.ts", import.meta.url) })).rejects.toThrow(
      "before it read anything",
    );
    await expect(run(["fine"], { onBatch: () => Promise.reject(new Error("disk full")) })).rejects.toThrow("disk full");
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("stopped")), 300);
    await expect(run(["hang"], { patience: 60_000, signal: stop.signal })).rejects.toThrow();
  });

  it("has nothing to do without files", async () => {
    expect(await run([])).toEqual({ read: [], failed: [] });
  });
});
