// The data directory of the embedded server: where its cluster, password and log lie, who owns them, and whether they can be used.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "@/lib/env";

/** The user that the server runs as: PostgreSQL refuses root, so root hands it to another. Empty for an ordinary user. */
export type ServerUser = { uid: number; gid: number; name: string } | undefined;

export type DataDirectory = {
  folder: string;
  /** PostgreSQL's own data directory. Elsewhere than in `folder` only where the server's user cannot enter that one. */
  cluster: string;
  passwordFile: string;
  logFile: string;
  user: ServerUser;
};

/** Where root keeps what the server's user must reach when the checkout or the data directory is closed to it. */
export const sharedFolder = "/var/lib/rulescape";

/** Makes the folder if it is missing and finds what is in it. Throws a SetupError when it cannot be written. */
export function openDataDirectory(folder: string): DataDirectory {
  try {
    makeFolder(folder);
    const probe = path.join(folder, `.write-check-${process.pid}`);
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (cause) {
    throw new SetupError(`The data directory ${folder} cannot be written (${reason(cause)}); set RULESCAPE_DATA to one that can.`, {
      cause,
    });
  }
  if (fs.existsSync(path.join(folder, "PG_VERSION")))
    throw new SetupError(
      `${folder} is itself a PostgreSQL data directory; set RULESCAPE_DATA to an empty one, or DATABASE_URL to its server.`,
    );
  const inside = path.join(folder, "postgres");
  const user = serverUser(inside);
  if (user) admit(folder);
  const cluster = user && !canEnter(folder, user) ? elsewhere(folder) : inside;
  // A cluster kept elsewhere has its own owner, who may differ from the one chosen for an empty folder.
  return {
    folder,
    cluster,
    passwordFile: path.join(folder, "password"),
    logFile: path.join(folder, "postgres.log"),
    user: user && (ownerOf(cluster) ?? user),
  };
}

/** The server's password: random, made once, readable only for who started it. */
export function readPassword({ passwordFile, cluster }: DataDirectory): string {
  if (!fs.existsSync(passwordFile)) {
    if (fs.existsSync(cluster))
      throw new SetupError(
        `${passwordFile} is missing, so the database in ${cluster} cannot be opened; restore it, or remove that folder.`,
      );
    const draft = `${passwordFile}.${process.pid}`;
    fs.writeFileSync(draft, randomBytes(24).toString("base64url"), { mode: 0o600 });
    try {
      fs.linkSync(draft, passwordFile); // whole or not at all, and the first of two starters wins
    } catch (error) {
      if (!fs.existsSync(passwordFile)) throw error;
    } finally {
      fs.rmSync(draft);
    }
  }
  try {
    return fs.readFileSync(passwordFile, "utf8").trim();
  } catch (cause) {
    throw new SetupError(`${passwordFile} belongs to another user (${reason(cause)}); start as that user, or set RULESCAPE_DATA.`, {
      cause,
    });
  }
}

/** Whether every folder down to this one lets the user pass. Access lists are not looked at. */
export function canEnter(folder: string, user: { uid: number; gid: number }): boolean {
  const { mode, uid, gid } = fs.statSync(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  const parent = path.dirname(folder);
  return (mode & bit) !== 0 && (parent === folder || canEnter(parent, user));
}

/** What the system calls it: "EACCES", or the message. */
export function reason(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
}

/** Without Node's own `recursive`, which never returns where the system makes no folders (/proc). */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder, 0o755);
  } catch (error) {
    if (reason(error) !== "EEXIST") throw error; // another starter was quicker
  }
}

function serverUser(cluster: string): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(cluster);
  if (owner) return owner;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
  }
  throw new SetupError("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as; start as an ordinary user.");
}

function ownerOf(cluster: string): ServerUser {
  const stat = fs.statSync(cluster, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid, name: `user ${stat.uid}` } : undefined;
}

/** The data directory itself is ours, so root opens it for passing through; the folders above are not. */
function admit(folder: string): void {
  const { mode, uid } = fs.statSync(folder);
  if (uid === 0 && (mode & 0o001) === 0) fs.chmodSync(folder, (mode & 0o7777) | 0o011);
}

function elsewhere(folder: string): string {
  fs.mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
  const id = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return path.join(sharedFolder, `postgres-${id}`);
}
