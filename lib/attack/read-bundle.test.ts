/** Guarantees that a file is read as published, and that one that is no ATT&CK bundle fails with one clear sentence and its cause. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AttackBundleError } from "./attack-bundle.ts";
import { readAttackBundle } from "./read-bundle.ts";
import { tinyBundle, tinyObjectsWithout } from "./testing/tiny-bundle.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "attack-bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function failure(path: string, limit?: number): Promise<AttackBundleError> {
  const error = await readAttackBundle(path, limit).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AttackBundleError);
  return error as AttackBundleError;
}

describe("readAttackBundle", () => {
  const text = JSON.stringify(tinyBundle);

  it("reads a bundle, with a byte order mark too", async () => {
    const { bundle } = await readAttackBundle(await write("enterprise-attack-18.1.json", `\ufeff${text}`));
    expect(bundle.techniques).toHaveLength(7);
  });

  it("takes the version from the file's name when the bundle has none", async () => {
    const bare = JSON.stringify({ type: "bundle", objects: tinyObjectsWithout("x-mitre-collection") });
    const { bundle } = await readAttackBundle(await write("enterprise-attack-17.1.json", bare));
    expect(bundle.version).toBe("17.1");
  });

  it("says that a download was cut off", async () => {
    const error = await failure(await write("cut.json", text.slice(0, text.length / 2)));
    expect(error.message).toMatch(/cut\.json is not whole JSON: it ends early, as a download that was cut off does\.$/);
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it.each([
    ["empty.json", " ", "the file is empty"],
    ["page.json", "<!doctype html>", "it does not begin with an object"],
    ["typo.json", '{"a": nope}', "it breaks the grammar of JSON"],
    ["other.json", '{"type": "report"}', "This is not a STIX bundle"],
    ["none.json", '{"type": "bundle", "objects": []}', "of no ATT&CK domain"],
  ])("%s: %s", async (name, content, sentence) => {
    const error = await failure(await write(name, content));
    expect(error.message).toContain(name);
    expect(error.message).toContain(sentence);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("says that a file is missing or a folder", async () => {
    expect((await failure(join(folder, "absent.json"))).message).toMatch(/absent\.json cannot be read \(ENOENT\)\.$/);
    expect((await failure(folder)).message).toMatch(/cannot be read \(EISDIR\)\.$/);
  });

  it("refuses a file above the cap before reading it", async () => {
    expect((await failure(await write("large.json", text), 100)).message).toMatch(
      /large\.json has 1 MB; ATT&CK bundles of more than 1 MB are not read\.$/,
    );
  });
});
