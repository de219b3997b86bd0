/** A technique's page: its figures against independent SQL, the rules behind a count, its state in the address. */
import type pg from "pg";
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

const t1046 = `from snapshot s join snapshot_tag g on g.snapshot_id = s.id and g.technique_id ~ '^T1046([.]|$)'
  join snapshot_rule r on r.snapshot_id = s.id and r.rule_id = g.rule_id where s.status = 'current'`;

async function one<Row extends pg.QueryResultRow>(database: pg.Client, sql: string): Promise<Row> {
  const { rows } = await database.query<Row>(sql);
  const [row] = rows;
  if (!row) throw new Error(`Nothing came back for ${sql}`);
  return row;
}

test("the figures are those of the catalog @phone @no-javascript", async ({ page, database }) => {
  const figures = await one<{ rules: number; families: number; complete: number; vendors: number }>(
    database,
    `select count(distinct r.rule_id)::int as rules, count(distinct r.family_id)::int as families, count(distinct r.vendor)::int as vendors,
       (count(distinct r.rule_id) filter (where r.outcome = 'complete'))::int as complete ${t1046}`,
  );
  await page.goto("/techniques/T1046");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Network Service Discovery");
  const figure = (term: string) => page.locator("dl.figs > div", { hasText: term }).locator("b").first();
  await expect(figure("Rules")).toHaveText(String(figures.rules));
  await expect(figure("Families")).toHaveText(String(figures.families));
  await expect(figure("Vendors")).toHaveText(String(figures.vendors));
  await expect(figure("Read completely")).toHaveText(String(figures.complete));
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("its sections stand in the order in which the page is read", async ({ page }) => {
  await page.goto("/techniques/T1046");
  const titles = await page.getByRole("heading", { level: 2 }).allTextContents();
  expect(titles.map((title) => title.replace("#", ""))).toEqual([
    "Detection strategy",
    "Events covered",
    "Fields filtered most",
    "Indicators",
    "Exclusions",
    "Thresholds",
    "Rules under this technique",
  ]);
});

test("a count opens the rules behind it, and they are as many @phone @no-javascript", async ({ page }) => {
  await page.goto("/techniques/T1046");
  const table = page.getByRole("table", { name: "Indicators" });
  const why = table.getByRole("link", { name: /rules?, show them$/ }).first();
  const number = Number(await why.textContent());
  await why.click();
  await expect(page).toHaveURL(/[?&]open=i-[0-9a-z]+#i-/);
  await expect(table.locator("tr.sub li")).toHaveCount(number);
  await table.locator("tr.sub li a").first().click();
  await expect(page).toHaveURL(/\/rules\//);
});

test("what rules only exclude is no indicator", async ({ page, database }) => {
  const excluded = await database.query<{ field: string | null; operator: string; value: string }>(
    `select distinct p.field, p.operator, p.value from snapshot s join snapshot_tag g on g.snapshot_id = s.id and g.technique_id = 'T1046'
     join predicate p on p.rule_id = g.rule_id where s.status = 'current' and p.polarity = 'exclude' and not exists (
       select 1 from snapshot_tag h join predicate q on q.rule_id = h.rule_id and q.polarity = 'match' and q.indicator_id = p.indicator_id
       where h.snapshot_id = s.id and h.technique_id = 'T1046')`,
  );
  const rows: { field: string | null; operator: string; value: string }[] = await (
    await page.request.get("/techniques/T1046/indicators.json?lane=behavior")
  ).json();
  const name = ({ field, operator, value }: { field: string | null; operator: string; value: string }) => `${field} ${operator} ${value}`;
  const shown = new Set(rows.map(name));
  expect(excluded.rows.length).toBeGreaterThan(0);
  expect(excluded.rows.map(name).filter((excludedName) => shown.has(excludedName))).toEqual([]);
});

test("the vendor filter reaches every figure, and its chip removes it @no-javascript", async ({ page, database }) => {
  const { rules } = await one<{ rules: number }>(
    database,
    `select count(distinct r.rule_id)::int as rules ${t1046} and r.vendor = 'sigma'`,
  );
  await page.goto("/techniques/T1046?vendor=sigma");
  await expect(page.locator("dl.figs dd b").first()).toHaveText(String(rules));
  await page.getByRole("link", { name: "Remove vendor: Sigma" }).click();
  await expect(page).toHaveURL("/techniques/T1046");
});

test("what the address says wrongly is said @no-javascript", async ({ page }) => {
  await page.goto("/techniques/T1046?vendor=sgima&order=up");
  const notices = page.getByRole("status");
  await expect(notices).toContainText("vendor=sgima is unknown");
  await expect(notices).toContainText("order=up is unknown; showing score");
  await notices.getByRole("link").first().click();
  await expect(page).toHaveURL("/techniques/T1046");
});

test("the name lens shows Sigma's names, and stays in the address", async ({ page }) => {
  await page.goto("/techniques/T1046");
  await page.getByRole("navigation", { name: "Field names" }).getByRole("link", { name: "Sigma" }).click();
  await expect(page).toHaveURL(/names=sigma/);
  await expect(page.getByRole("table", { name: "Fields filtered most" })).toContainText("CommandLine");
});

test("files hold what is shown", async ({ request }) => {
  for (const table of ["strategy", "events", "fields", "indicators", "exclusions", "thresholds", "rules"]) {
    const csv = await request.get(`/techniques/T1046/${table}.csv`);
    const json = await request.get(`/techniques/T1046/${table}.json`);
    expect(csv.headers()["content-type"], table).toContain("text/csv");
    expect(Array.isArray(await json.json()), table).toBe(true);
  }
  expect((await request.get("/techniques/T1046/nothing.csv")).status()).toBe(404);
});

test("is accessible, with a row open @phone", async ({ page }) => {
  await page.goto("/techniques/T1046");
  const href = await page
    .getByRole("table", { name: "Indicators" })
    .getByRole("link", { name: /show them$/ })
    .first()
    .getAttribute("href");
  await page.goto(href ?? "");
  await expectAccessibleInBothThemes(page);
});
