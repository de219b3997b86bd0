// A real Chromium for the browser tests: RULESCAPE_CHROMIUM, else the system's, else Playwright's own, else the one packed for npm.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type LaunchOptions, chromium as playwrightChromium } from "@playwright/test";

/** Quiet and closed: the pages under test are on this machine, and nothing else is to be asked. Root has no sandbox to offer. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const applications = ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** How to launch it. RULESCAPE_CHROMIUM=npm takes the packed one. Throws when it names nothing. */
export async function findChromium(): Promise<LaunchOptions> {
  const given = process.env.RULESCAPE_CHROMIUM;
  if (given && given !== "npm") {
    if (!fs.existsSync(given)) throw new Error(`RULESCAPE_CHROMIUM=${given} does not exist.`);
    return { executablePath: given, args };
  }
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const installed = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    ...applications,
    playwrightChromium.executablePath(),
  ];
  const executablePath = given ? undefined : installed.find((file) => fs.existsSync(file));
  return executablePath ? { executablePath, args } : unpackFromNpm();
}

/** The package is made for AWS Lambda and unpacks the libraries that a bare system lacks only when it believes to be there. */
async function unpackFromNpm(): Promise<LaunchOptions> {
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  const executablePath = await packed.executablePath();
  const libraries = path.join(os.tmpdir(), "al2023", "lib");
  return { executablePath, args: [...args, "--no-zygote"], env: { ...process.env, LD_LIBRARY_PATH: libraries } as Record<string, string> };
}
