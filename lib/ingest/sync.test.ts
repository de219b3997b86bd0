/** Guarantees what --sync does with archives that come, do not come, change, or mean harm. The server is one of our own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SourceDefinition } from "../model/source.ts";
import { syncSources } from "./sync.ts";

type Entry = { path: string; text?: string; type?: "File" | "SymbolicLink" | "Directory"; linkpath?: string };

function archive(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, text = "", type = "File", linkpath }) => {
    const body = Buffer.from(text);
    const block = Buffer.alloc(512);
    const header = new Header({
      path,
      type,
      size: body.length,
      mode: 0o644,
      mtime: new Date(0),
      ...(linkpath === undefined ? {} : { linkpath }),
    });
    header.encode(block, 0);
    return [block, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const definition = (id: string, commit = "c0ffee"): SourceDefinition => ({
  ...{
    id,
    label: id.toUpperCase(),
    vendors: ["sigma"],
    formats: ["sigma-yaml"],
    repository: `o/${id}`,
    commit,
    commitDate: null,
    licence: "MIT",
  },
  ...{
    attribution: "",
    include: [""],
    exclude: [],
    extensions: [".yml"],
    fileUrl: () => null,
    archiveUrl: `https://archives.example/${id}/${commit}.tar.gz`,
  },
});

let server: Server;
let root: string;
let answers: Map<string, Buffer | number>;
let asked: string[];
/** Sends requests for archives.example to the server of this test. */
let local: typeof fetch;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "rulescape-sync-"));
  answers = new Map();
  asked = [];
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? "") ?? 404;
    asked.push(request.url ?? "");
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  local = (url, init) => fetch(String(url).replace("https://archives.example", `http://127.0.0.1:${port}`), init);
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

const rules = [
  { path: "repo-c0ffee/rules/a.yml", text: "title: a" },
  { path: "repo-c0ffee/LICENSE", text: "MIT" },
];

describe("syncSources", () => {
  it("unpacks an archive, and does not download it twice", async () => {
    answers.set("/one/c0ffee.tar.gz", archive(rules));
    const first = await syncSources([definition("one")], { root, fetch: local });
    expect(first.failures).toEqual([]);
    expect(readFileSync(join(first.folders[0]!.folder, "rules/a.yml"), "utf8")).toBe("title: a");
    const second = await syncSources([definition("one")], { root, fetch: local });
    expect(second.folders.map(({ folder }) => folder)).toEqual(first.folders.map(({ folder }) => folder));
    expect(asked).toHaveLength(1);
  });

  it("downloads again what was changed on disk, and refuses another content for the same commit", async () => {
    answers.set("/one/c0ffee.tar.gz", archive(rules));
    const { folders } = await syncSources([definition("one")], { root, fetch: local });
    writeFileSync(join(folders[0]!.folder, "rules/a.yml"), "title: forged");
    const said: string[] = [];
    const second = await syncSources([definition("one")], { root, fetch: local, say: (line) => said.push(line) });
    expect(said[0]).toContain("not what was downloaded");
    expect(readFileSync(join(second.folders[0]!.folder, "rules/a.yml"), "utf8")).toBe("title: a");

    rmSync(second.folders[0]!.folder, { recursive: true });
    answers.set("/one/c0ffee.tar.gz", archive([{ path: "repo/rules/a.yml", text: "title: other" }]));
    const third = await syncSources([definition("one")], { root, fetch: local });
    expect(third.folders).toEqual([]);
    expect(third.failures[0]).toContain("no longer holds what it held");
  });

  it("names the host that cannot be reached once, and goes on with the rest", async () => {
    answers.set("/here/c0ffee.tar.gz", archive(rules));
    const away = { ...definition("away"), archiveUrl: "http://nowhere.invalid/away.tar.gz" };
    const gone = { ...definition("gone"), archiveUrl: "http://nowhere.invalid/gone.tar.gz" };
    const { folders, failures } = await syncSources([away, gone, definition("here")], { root, fetch: local });
    expect(folders.map((folder) => folder.definition.id)).toEqual(["here"]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^nowhere\.invalid could not be reached \(\w+\)\. Left out: away, gone\.$/);
  });

  it("leaves out what is missing, broken, cut off or empty, without a trace", async () => {
    answers.set("/broken/c0ffee.tar.gz", Buffer.from("this is no archive"));
    answers.set("/cut/c0ffee.tar.gz", archive([{ path: "r/a.yml", text: "x".repeat(50_000) }]).subarray(0, 100));
    answers.set("/empty/c0ffee.tar.gz", archive([]));
    const { folders, failures } = await syncSources(
      ["missing", "broken", "cut", "empty"].map((id) => definition(id)),
      { root, fetch: local },
    );
    expect(folders).toEqual([]);
    expect(failures.map((failure) => failure.split(" ")[0])).toEqual(["MISSING", "BROKEN", "CUT", "EMPTY"]);
    expect(failures[0]).toContain("answered 404");
    for (const id of ["missing", "broken", "cut", "empty"]) expect(existsSync(join(root, id, "c0ffee"))).toBe(false);
  });

  it("lets nothing out of the folder and follows no link", async () => {
    const outside = join(root, "outside.yml");
    answers.set("/up/c0ffee.tar.gz", archive([{ path: "repo/../../../../outside.yml", text: "x" }]));
    answers.set(
      "/link/c0ffee.tar.gz",
      archive([...rules, { path: "repo/l", type: "SymbolicLink", linkpath: root }, { path: "repo/l/outside.yml", text: "x" }]),
    );
    const { folders } = await syncSources([definition("up"), definition("link")], { root, fetch: local });
    expect(existsSync(outside)).toBe(false);
    expect(folders.map((folder) => folder.definition.id)).toEqual(["link"]);
  });

  it("stops when it is told to", async () => {
    await expect(syncSources([definition("one")], { root, fetch: local, signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow(
      "stopped",
    );
  });
});
