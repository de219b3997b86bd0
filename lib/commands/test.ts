// Runs every check there is, one stage after another, and counts: a stage that fails stops none of the others.
// The last line says it all: N passed, N failed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildSite } from "./build-site";
import { runNode } from "./child-process";
import { type Count, countBrowserTests, countTests, sum } from "./test-count";

const results = fs.mkdtempSync(path.join(os.tmpdir(), "rulescape-results-"));
fs.chmodSync(results, 0o755); // the database below it runs as another user when this one is root
/** Tests choose their own database and port; what the caller has set is meant for the site. */
const { DATABASE_URL: _url, PORT: _port, HOST: _host, RULESCAPE_DATA: _data, RULESCAPE_SEED: _seed, ...inherited } = process.env;
const env = { ...inherited, FORCE_COLOR: "0", CI: "1", RULESCAPE_E2E_DATA: path.join(results, "data") };

type Stage = { name: string; run: () => Promise<Count> };

const stages: Stage[] = [
  { name: "style", run: () => check("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--max-diagnostics=50", ".") },
  {
    name: "directions",
    run: () => check("dependency-cruiser/bin/dependency-cruise.mjs", "--config", ".dependency-cruiser.cjs", ...rooms()),
  },
  { name: "types", run: () => check("typescript/bin/tsc", "--noEmit", "--pretty", "false") },
  { name: "unit", run: () => tests("unit") },
  { name: "database", run: () => tests("database") },
  { name: "build", run: build },
  { name: "browser", run: browserTests },
];

const rows: { name: string; count: Count; seconds: number }[] = [];
for (const { name, run } of stages) {
  const begun = performance.now();
  console.log(`\n── ${name}`);
  const count = await run().catch((error: unknown): Count => {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  rows.push({ name, count, seconds: (performance.now() - begun) / 1000 });
}
fs.rmSync(results, { recursive: true, force: true });
report();

function report(): void {
  const total = sum(rows.map(({ count }) => count));
  console.log(`\n${"stage".padEnd(12)}${"passed".padStart(8)}${"failed".padStart(8)}${"skipped".padStart(8)}${"seconds".padStart(9)}`);
  for (const { name, count, seconds } of rows) {
    const numbers = [count.passed, count.failed, count.skipped].map((number) => String(number).padStart(8)).join("");
    console.log(`${name.padEnd(12)}${numbers}${seconds.toFixed(1).padStart(9)}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** One program, one check: it passes when it ends well. Its words are shown when it does not. */
async function check(program: string, ...args: string[]): Promise<Count> {
  if (program.startsWith("typescript")) {
    const { code, output } = await runNode(["node_modules/next/dist/bin/next", "typegen"], env);
    if (code !== 0) throw new Error(output);
  }
  const { code, output } = await runNode([path.join("node_modules", program), ...args], env);
  if (code !== 0) console.log(output.trim());
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function build(): Promise<Count> {
  await buildSite(console.log);
  return { passed: 1, failed: 0, skipped: 0 };
}

async function tests(project: string): Promise<Count> {
  const file = path.join(results, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const { code, output } = await runNode(["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters], env);
  if (code !== 0) console.log(output.trim());
  return countTests(file, code === 0);
}

async function browserTests(): Promise<Count> {
  const file = path.join(results, "browser.json");
  const { code, output } = await runNode(["node_modules/@playwright/test/cli.js", "test", "--reporter=line,json"], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  if (code !== 0) console.log(output.trim());
  return countBrowserTests(file, code === 0);
}

function rooms(): string[] {
  return ["app", "components", "lib", "prisma", "seed", "e2e", "proxy.ts"].filter((room) => fs.existsSync(room));
}
