/** The two themes, for looking at a page in both; and what no page may do in either. */
import AxeBuilder from "@axe-core/playwright";
import { type Page, test } from "@playwright/test";
import { expect, expectAccessible } from "./test";

/** Checks the page as it stands for WCAG 2.2 A and AA; in the dark theme only what the theme can change, as long tables take long. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  if (test.info().project.name === "no-javascript") return; // axe is a script
  test.slow();
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(" ")}`))).toEqual([]);
}

/** Pixels that the page reaches beyond the window: it never scrolls sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
