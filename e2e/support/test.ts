// What every spec starts from: a page that may not complain, an accessibility check, and a connection for independent SQL.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import pg from "pg";
import { openEmbedded } from "../../lib/db/embedded";
import { dataOf } from "./servers";

type WorkerFixtures = {
  /** The database of the site with the bundled catalog, for counting by other SQL than the site's own. */
  database: pg.Client;
};

type TestFixtures = {
  /** Set to true in a test that provokes errors on purpose (404 and 503 pages are logged by the browser). */
  expectsErrors: boolean;
  quietConsole: undefined;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  expectsErrors: [false, { option: true }],
  quietConsole: [
    async ({ page, expectsErrors }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
      await use(undefined);
      if (!expectsErrors) expect(complaints, "the browser's console has no errors").toEqual([]);
    },
    { auto: true },
  ],
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const server = await openEmbedded(dataOf("catalog"));
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await use(client);
      await client.end();
      await server.close();
    },
    { scope: "worker" },
  ],
});

/** Fails with the list of violations of WCAG 2.2 A and AA on the page as it stands. Needs JavaScript: not for @no-javascript tests. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(" ")) }))).toEqual([]);
}

export { expect };
