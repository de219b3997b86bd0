/** The table of techniques: counts, sorting, filtering and files by plain addresses. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

test("sorted by rules, the first row is the technique with most of them @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ id: string; name: string; rules: number }>(
    `select t.id, t.name, count(distinct g.rule_id)::int as rules from snapshot s
     join technique t on t.attack_version_id = s.attack_version_id and not t.revoked and not t.deprecated
     join snapshot_tag g on g.snapshot_id = s.id and (g.technique_id = t.id or g.technique_id like t.id || '.%')
     where s.status = 'current' group by 1, 2 order by 3 desc, 1 limit 1`,
  );
  await page.goto("/techniques?order=-rules");
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText(rows[0]?.id ?? "?");
  await expect(first).toContainText(rows[0]?.rules.toLocaleString("en-US") ?? "?");
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("filters by text and tactic, without scripts too @no-javascript", async ({ page }) => {
  await page.goto("/techniques");
  await page.getByLabel("Id or name contains").fill("Network Service Disc");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/q=Network/);
  await expect(page.getByRole("row").nth(1)).toContainText("T1046");
  await page.goto("/techniques?tactic=TA0007&sub=0");
  await expect(page.getByRole("row").nth(1)).toContainText("Discovery");
  await page.goto("/techniques?q=zzzz");
  await expect(page.getByRole("table")).toContainText("No technique has “zzzz” in its id or name.");
});

test("the CSV holds every row, not only the page", async ({ request, database }) => {
  const { rows } = await database.query<{ all: number }>(
    `select count(*)::int as all from snapshot s join technique t on t.attack_version_id = s.attack_version_id
     and not t.revoked and not t.deprecated where s.status = 'current'`,
  );
  const lines = (await (await request.get("/techniques.csv")).text()).trim().split("\r\n");
  expect(lines.length - 1).toBe(rows[0]?.all);
  expect(lines[0]).toMatch(/^id,name,tactics,rules,/);
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/techniques");
  await expectAccessibleInBothThemes(page);
});
