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

test("nothing found is said", async ({ page }) => {
  await page.goto("/search?q=zzzzzz");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nothing found for zzzzzz");
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/search?q=network");
  await expectAccessibleInBothThemes(page);
});
