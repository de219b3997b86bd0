// Counts what a test runner reports. A runner that fails without naming a test counts as one failure: nothing fails unseen.
import fs from "node:fs";

export type Count = { passed: number; failed: number; skipped: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] };

/** From Vitest's JSON report; a file that could not be loaded has no tests to fail and counts as one. */
export function countTests(file: string, ended: boolean): Count {
  const report = read<VitestReport>(file);
  if (!report) return settle({ passed: 0, failed: 0, skipped: 0 }, ended);
  const broken = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return settle(count, ended);
}

/** From Playwright's JSON report; a test that passed only when repeated has failed. */
export function countBrowserTests(file: string, ended: boolean): Count {
  const report = read<PlaywrightReport>(file);
  if (!report) return settle({ passed: 0, failed: 0, skipped: 0 }, ended);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settle({ passed: expected, failed: unexpected + flaky, skipped }, ended);
}

export function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (all, { passed, failed, skipped }) => ({ passed: all.passed + passed, failed: all.failed + failed, skipped: all.skipped + skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );
}

/** A stage without a single test, or one that failed without saying which, is a failure of its own. */
function settle(count: Count, ended: boolean): Count {
  const unseen = count.failed === 0 && (!ended || count.passed === 0);
  return unseen ? { ...count, failed: 1 } : count;
}

function read<T>(file: string): T | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T) : undefined;
}
