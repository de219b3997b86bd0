/** The list of rules: facets with counts under the other filters, text, order, pages, files, and two rules side by side. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

const current = "join snapshot n on n.id = s.snapshot_id and n.status = 'current'";
const grouped = (figure: number | undefined) => (figure ?? -1).toLocaleString("en-US");

test("counts each choice under the other filters @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ level: string; rules: number; all: number }>(
    `select coalesce(s.level, 'none') as level, count(*)::int as rules, sum(count(*)) over ()::int as all from snapshot_rule s ${current}
     join rule r on r.id = s.rule_id where 'windows' = any(r.platforms) and exists (select from predicate p where p.rule_id = r.id
       and p.field = 'process.command_line' and p.polarity = 'match' and p.lane = 'behavior') group by 1 order by 2 desc, 1`,
  );
  expect(rows.length).toBeGreaterThan(1);
  await page.goto("/rules?platform=windows&field=process.command_line");
  await expect(page.getByRole("main")).toContainText(`${grouped(rows[0]?.all)} of`);
  const levels = page.getByRole("region", { name: "Level" });
  for (const { level, rules } of rows.slice(0, 8)) {
    await expect(
      levels.getByRole("link", { name: `${level === "none" ? "not stated" : level} ${grouped(rules)}`, exact: true }),
    ).toBeVisible();
  }
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
  const [first, second] = rows.filter(({ level }) => level !== "none");
  await levels.getByRole("link", { name: new RegExp(`^${first?.level} `) }).click();
  await expect(page).toHaveURL(new RegExp(`level=${first?.level}`));
  await expect(page.getByRole("main")).toContainText(`${grouped(first?.rules)} of`);
  await expect(levels.getByRole("link", { name: `${second?.level} ${grouped(second?.rules)}`, exact: true })).toBeVisible();
  await levels.getByRole("link", { name: new RegExp(`^${second?.level} `) }).click();
  await expect(page.getByRole("main")).toContainText(`${grouped((first?.rules ?? 0) + (second?.rules ?? 0))} of`);
  await page.getByRole("link", { name: `Remove level: ${first?.level}` }).click();
  await expect(page.getByRole("main")).toContainText(`${grouped(second?.rules)} of`);
});

test("filters titles, sorts and pages @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ title: string; total: number }>(
    `select s.title, count(*) over ()::int as total from snapshot_rule s ${current} where s.title ilike '%power%' order by lower(s.title) limit 1`,
  );
  await page.goto("/rules");
  await page.getByLabel("Title contains").fill("power");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/q=power/);
  await expect(page.getByRole("main")).toContainText(`${grouped(rows[0]?.total)} of`);
  await page.getByRole("columnheader", { name: "Rule", exact: true }).getByRole("link").click();
  await expect(page.getByRole("row").nth(1)).toContainText(rows[0]?.title ?? "?");
  await page.goto("/rules?page=2");
  await expect(page.getByRole("navigation", { name: "Pages of rules" })).toContainText("51–100 of");
});

test("the files hold the rows that the page shows, all of them", async ({ request, database }) => {
  const { rows } = await database.query<{ rules: number }>(
    `select count(*)::int as rules from snapshot_rule s ${current}
     join technique_rule t on t.snapshot_id = s.snapshot_id and t.rule_id = s.rule_id and t.technique_id = 'T1059' where s.vendor = 'sigma'`,
  );
  const query = "vendor=sigma&technique=T1059";
  const lines = (await (await request.get(`/rules.csv?${query}`)).text()).trim().split("\r\n");
  expect(lines.length - 1).toBe(rows[0]?.rules);
  expect(await (await request.get(`/rules.json?${query}`)).json()).toHaveLength(rows[0]?.rules ?? -1);
});

test("an opened number of a technique leads to the same rules as a page @no-javascript", async ({ page }) => {
  await page.goto("/techniques/T1059.001");
  for (const section of ["fields", "indicators", "exclusions", "events"]) {
    const table = page.getByRole("table").and(page.locator(`[aria-labelledby="${section}"]`));
    const number = table.getByRole("link", { name: /rules?, show them/ }).first();
    const rules = /^[\d,]+/.exec((await number.getAttribute("aria-label")) ?? "")?.[0];
    await number.click();
    await page.getByRole("link", { name: "The same as a page" }).click();
    await expect(page, section).toHaveURL(/\/rules\?.*technique=T1059\.001/);
    await expect(page.getByRole("main"), section).toContainText(`${rules} of`);
    await page.goto("/techniques/T1059.001");
  }
});

test("says what it could not use, and what to lift when nothing is left @no-javascript", async ({ page }) => {
  await page.goto("/rules?level=hihg&since=yesterday");
  await expect(page.getByRole("status")).toContainText("level=hihg is unknown");
  await expect(page.getByRole("status")).toContainText("since=yesterday is unknown");
  await page.goto("/rules?event=Nothing:Here/1");
  await expect(page.getByRole("table")).toContainText("No rule is left. Remove: event: Nothing:Here/1");
});

test("two rules side by side: shared, alone and excluded add up @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ a: string; b: string; title: string; shared: number }>(
    `select x.key as a, y.key as b, y.title, count(*)::int as shared from
       (select distinct s.key, s.title, s.rule_id, p.indicator_id from snapshot_rule s ${current} join predicate p on p.rule_id = s.rule_id
        where p.polarity = 'match' and p.role <> 'branch') x
     join (select distinct s.key, s.title, s.rule_id, p.indicator_id from snapshot_rule s ${current} join predicate p on p.rule_id = s.rule_id
        where p.polarity = 'match' and p.role <> 'branch') y on y.indicator_id = x.indicator_id and y.key > x.key
     group by 1, 2, 3 having count(*) between 2 and 9 order by 4 desc, 1, 2 limit 1`,
  );
  const pair = rows[0];
  await page.goto(`/rules/${pair?.a}?with=${pair?.b}`);
  await expect(page.getByRole("table", { name: /Both test/ }).getByRole("row")).toHaveCount((pair?.shared ?? -2) + 1);
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
  await expectAccessibleInBothThemes(page);
  await page.goto(`/rules/${pair?.a}`);
  await page.getByLabel("Side by side with").fill(pair?.b ?? "");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(pair?.title ?? "?");
  await page.goto(`/rules/${pair?.a}?with=no+such+rule`);
  await expect(page.getByRole("status")).toContainText("with=no such rule names no other rule");
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/rules?level=high&q=process");
  await expectAccessibleInBothThemes(page);
});
