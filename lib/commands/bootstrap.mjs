// What every command needs before a line of TypeScript can run: a Node.js that is new enough, the locked packages and the Prisma client.
// Uses Node's own modules only, as nothing may be installed yet, and syntax that an old Node.js can read far enough to be told so.
// Speaks on stderr: what a command prints belongs to the command.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Makes the checkout ready and runs lib/commands/<command>.ts in this process. @param {string} command */
export async function run(command) {
  checkNode();
  process.env.INIT_CWD = process.env.INIT_CWD || process.cwd(); // where the person stands; npm says so itself
  process.chdir(root);
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  if (!isInstalled()) install();
  generateClient();
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(path.join(root, "lib/commands", `${command}.ts`)).href);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  stop(`Rulescape needs Node.js 20.9 or later, and this is ${process.versions.node}; install a newer one from https://nodejs.org.`);
}

/** Whether node_modules holds what package-lock.json names. npm writes its own list there when it has finished, and not before. */
function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const found = readPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(([place, { version, optional, link }]) => {
    if (place === "" || link) return true;
    const there = found[place];
    return there ? there.version === version && fs.existsSync(path.join(place, "package.json")) : optional === true;
  });
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch {
    return {};
  }
}

function install() {
  if (!canWrite(root)) stop(`The packages must be installed, and ${root} cannot be written; start as its owner, or copy the checkout.`);
  say("Installing the locked packages (npm ci) …");
  // Without their scripts: none is needed, and some download what this project does not use.
  const options = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { status, error } = spawnSync(program, [...first, ...options], { stdio: ["ignore", 2, 2] });
  if (status !== 0) stop(`npm ci failed${error ? ` (${error.message})` : ""}; is the npm registry reachable?`);
}

/** The client follows from the schema and Prisma's version alone; a stamp beside it says which. */
function generateClient() {
  const folder = "lib/db/generated";
  const stamp = path.join(folder, ".made-from");
  const version = fs.readFileSync("node_modules/prisma/package.json");
  const made = createHash("sha256").update(fs.readFileSync("prisma/schema.prisma")).update(version).digest("hex");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === made) return;
  say("Generating the database client …");
  fs.rmSync(stamp, { force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], { encoding: "utf8" });
  if (status !== 0) stop(`The database client could not be generated from prisma/schema.prisma:\n${stdout}${stderr}`);
  fs.writeFileSync(stamp, made);
}

/** @param {string} folder */
function canWrite(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} message */
function say(message) {
  console.error(message);
}

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(1);
}
