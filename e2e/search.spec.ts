/** Search: from anywhere by `/`, an id straight to its page, names by a part, values as a whole. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes } from "./support/themes";

test("/ leads to the box, and an id to its page", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("/");
  await page.keyboard.type("t1046");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/techniques/T1046");
});

test("finds techniques, values and rules @phone @no-javascript", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search the catalog" }).fill("Network Service Discovery");
  await page.getByRole("searchbox", { name: "Search the catalog" }).press("Enter");
  await expect(page.getByRole("table", { name: "Techniques" })).toContainText("T1046");
});

test("an exact value says how many rules look for it", async ({ page, database }) => {
  const { rows } = await database.query<{ value: string; rules: number }>(
    `select i.value, count(distinct p.rule_id)::int as rules from snapshot s join snapshot_rule r on r.snapshot_id = s.id
     join predicate p on p.rule_id = r.rule_id and p.polarity = 'match' and p.lane = 'behavior' and p.operator = 'eq'
     join indicator i on i.id = p.indicator_id where s.status = 'current' and i.value ~ '^[a-z]+[.]exe$' and p.role <> 'branch'
     group by 1, i.id order by 2 desc, 1 limit 1`,
  );
  await page.goto(`/search?q=${rows[0]?.value}`);
  await expect(page.getByRole("table", { name: "Values" })).toContainText(String(rows[0]?.rules));
});

test("a page is a plain document: one script of ours, no client runtime", async ({ page }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.resourceType()));
  await page.goto("/techniques/T1046");
  await expect(page.locator("script:not([type='application/ld+json'])")).toHaveCount(1);
  expect(requests).not.toContain("script");
});

test("a link that changes a table stays at its place of the page", async ({ page }) => {
  await page.goto("/techniques/T1046");
  const opener = page.locator("a.why").last();
  await opener.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  await opener.click();
  await expect(page).toHaveURL(/open=/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeCloseTo(before, -1);
});

test("nothing found is said", async ({ page }) => {
  await page.goto("/search?q=zzzzzz");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nothing found for zzzzzz");
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/search?q=network");
  await expectAccessibleInBothThemes(page);
});
