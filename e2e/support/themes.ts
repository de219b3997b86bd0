/** The two themes, for looking at a page in both. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./test";

/** Checks the page as it stands for WCAG 2.2 A and AA, light and dark. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
}

/** Nothing reaches beyond the window: the page itself never scrolls sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
