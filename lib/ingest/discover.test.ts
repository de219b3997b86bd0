/** Guarantees which files of a folder are a source's, and that the others are named or left alone. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SourceDefinition } from "../model/source.ts";
import { discoverFiles } from "./discover.ts";
import { decodeText, fileSizeLimit, readBytes } from "./read-bytes.ts";
import { tinySource } from "./testing/tiny-catalog.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rulescape-discover-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array = "x"): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const discover = (more: Partial<SourceDefinition> = {}) => discoverFiles({ definition: { ...tinySource(), ...more }, folder });
const paths = (more?: Partial<SourceDefinition>) => discover(more).map(({ path }) => path);

describe("discoverFiles", () => {
  it("follows include, exclude and endings, and sorts", () => {
    for (const path of [
      "rules/b.yml",
      "rules/a.yml",
      "rules/deep/c.yml",
      "rules/README.yml",
      "rules/old/d.yml",
      "rules-x/e.yml",
      "top.yml",
      "rules/f.txt",
    ])
      put(path);
    expect(paths({ include: ["rules/"], exclude: ["README.yml", "rules/old/"] })).toEqual([
      "rules/a.yml",
      "rules/b.yml",
      "rules/deep/c.yml",
    ]);
    expect(paths({ include: ["rules/deep", "top.yml"] })).toEqual(["rules/deep/c.yml", "top.yml"]);
    expect(paths({ extensions: ["/f.txt"] })).toEqual(["rules/f.txt"]);
    expect(paths({ include: ["nothing/"] })).toEqual([]);
  });

  it("walks folders named like files and leaves version control alone", () => {
    put("a.yml/b.yml");
    put(".git/c.yml");
    expect(paths()).toEqual(["a.yml/b.yml"]);
  });

  it("takes a link inside the source for a file, and refuses one that leads out, or nowhere", () => {
    put("real/a.yml");
    symlinkSync(join(folder, "real/a.yml"), join(folder, "b.yml"));
    symlinkSync("/etc/hostname", join(folder, "c.yml"));
    symlinkSync("missing", join(folder, "d.yml"));
    symlinkSync("/etc", join(folder, "e"));
    symlinkSync(folder, join(folder, "real/loop"));
    const problems = Object.fromEntries(discover().map(({ path, problem }) => [path, problem?.code ?? null]));
    expect(problems).toEqual({
      "b.yml": null,
      "c.yml": "file-outside-source",
      "d.yml": "file-unreadable",
      e: "file-outside-source",
      "real/a.yml": null,
    });
  });

  it("names pipes instead of waiting for them", () => {
    execFileSync("mkfifo", [join(folder, "pipe.yml")]);
    expect(discover().map(({ problem }) => problem?.code)).toEqual(["file-unreadable"]);
  });
});

describe("readBytes", () => {
  const read = () => discover().map((file) => readBytes(file, "p"));

  it("reads what is within the limit, and names what is not", () => {
    put("a.yml", "title: ä");
    put("b.yml", new Uint8Array(fileSizeLimit).fill(97));
    put("c.yml", new Uint8Array(fileSizeLimit + 1).fill(97));
    put("d.yml", "");
    expect(read().map(({ bytes, problem }) => [bytes?.length ?? null, problem?.code ?? null])).toEqual([
      [9, null],
      [fileSizeLimit, null],
      [null, "file-too-large"],
      [0, null],
    ]);
  });

  it("names a file that went away, and gives each state its own id", () => {
    put("a.yml", "one");
    const [file] = discover();
    const first = readBytes(file!, "p");
    put("a.yml", "two");
    const second = readBytes(file!, "p");
    rmSync(join(folder, "a.yml"));
    const third = readBytes(file!, "p");
    expect(third.problem).toEqual({ code: "file-unreadable", message: "The file cannot be read (ENOENT)." });
    expect(new Set([first.id, second.id, third.id, readBytes(file!, "q").id]).size).toBe(4);
  });
});

describe("decodeText", () => {
  it("takes UTF-8, without its mark, and nothing else", () => {
    expect(decodeText(Buffer.from("\ufefftitle: ä"))).toBe("title: ä");
    for (const bytes of [Buffer.from([0x61, 0x00]), Buffer.from([0xff, 0xfe, 0x61]), Buffer.from("title: ä", "latin1")]) {
      expect(decodeText(bytes)).toMatchObject({ code: "file-binary" });
    }
  });
});
