// Builds the site when the build is missing or was made from other sources; their contents decide, not their dates.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "@/lib/env";
import { runNode } from "./child-process";

const sources = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
/** In these folders, what never reaches the site. */
const apart = /(^lib\/(db\/(generated|testing)|commands)$|^lib\/languages\/[^/]+\/cases$|\.test\.tsx?$|\.md$)/;
const stamp = ".next/made-from";

/** Builds when needed; `say` hears about it first. Throws a SetupError with Next.js's own words when the build fails. */
export async function buildSite(say: (message: string) => void, abort?: AbortSignal): Promise<void> {
  const hash = hashSources();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return;
  say("Building the site (about a minute) …");
  fs.rmSync(stamp, { force: true });
  fs.rmSync(".next/standalone", { recursive: true, force: true });
  // A build needs no database, and must not find one by accident.
  const { DATABASE_URL: _, ...env } = process.env;
  const { code, output } = await runNode(["node_modules/next/dist/bin/next", "build"], { ...env, NODE_ENV: "production" }, abort);
  if (code !== 0) throw new SetupError(`The site could not be built:\n${output.trim()}`);
  // Standalone output leaves these to a CDN; here the same server answers for them.
  fs.cpSync(".next/static", ".next/standalone/.next/static", { recursive: true });
  if (fs.existsSync("public")) fs.cpSync("public", ".next/standalone/public", { recursive: true });
  fs.writeFileSync(stamp, hash);
}

function hashSources(): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesIn)) hash.update(`${file}\0`).update(fs.readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Every file of the site below a path, in an order that does not depend on the file system. */
function filesIn(place: string): string[] {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat || apart.test(place)) return [];
  if (!stat.isDirectory()) return [place];
  return fs
    .readdirSync(place)
    .sort()
    .flatMap((name) => filesIn(path.posix.join(place, name)));
}
