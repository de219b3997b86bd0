/** Detection strategies: the list with its verdicts, and one strategy with the rules that read each log source. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

const grouped = (figure: number | undefined) => (figure ?? -1).toLocaleString("en-US");

/** Rules of T1046 that read the event, counted from tags. */
const here = (event: string) =>
  `select count(distinct s.rule_id)::int as rules from snapshot n join snapshot_rule s on s.snapshot_id = n.id
   join snapshot_tag g on g.snapshot_id = n.id and g.rule_id = s.rule_id and (g.technique_id = 'T1046' or g.technique_id like 'T1046.%')
   where n.status = 'current' and '${event}' = any(s.event_ids)`;

test("lists every strategy of the version, filters and sorts @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ strategies: number; analytics: number }>(
    `select (select count(*)::int from detection_strategy d where d.attack_version_id = n.attack_version_id) as strategies,
       (select count(*)::int from analytic a where a.attack_version_id = n.attack_version_id and a.strategy_id = 'DET0376') as analytics
     from snapshot n where n.status = 'current'`,
  );
  await page.goto("/strategies");
  await expect(page.getByRole("main")).toContainText(`${grouped(rows[0]?.strategies)} strateg`);
  await page.getByLabel("Strategy or technique contains").fill("T1046");
  await page.getByRole("button", { name: "Filter" }).click();
  const row = page.getByRole("row").nth(1);
  await expect(row).toContainText("DET0376");
  const [analytics, full, part, none] = await row
    .getByRole("cell")
    .evaluateAll((cells) => cells.slice(-4).map((cell) => Number(cell.textContent?.replace(/\D/g, "") || 0)));
  expect(analytics).toBe(rows[0]?.analytics);
  expect((full ?? 0) + (part ?? 0) + (none ?? 0)).toBe(analytics);
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("one strategy: each log source with the rules here that read it @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ rules: number }>(here("WinEventLog:Sysmon/1"));
  const { rows: all } = await database.query<{ rules: number }>(
    "select count(*)::int as rules from snapshot n join snapshot_rule s on s.snapshot_id = n.id where n.status = 'current' and 'WinEventLog:Sysmon/1' = any(s.event_ids)",
  );
  await page.goto("/strategies/DET0376");
  await expect(page.getByRole("link", { name: /T1046 Network Service Discovery/ })).toBeVisible();
  const row = page
    .getByRole("table", { name: /^Windows/ })
    .getByRole("row")
    .nth(1);
  await expect(row).toContainText("EventCode=1");
  await expect(row.getByRole("link", { name: new RegExp(`^${grouped(all[0]?.rules)} rules?, show`) }).last()).toBeVisible();
  await row
    .getByRole("link", { name: new RegExp(`^${grouped(rows[0]?.rules)} rules?, show`) })
    .first()
    .click();
  await page.getByRole("link", { name: "The same as a page" }).click();
  await expect(page.getByRole("main")).toContainText(`${grouped(rows[0]?.rules)} of`);
  await page.goto("/strategies/DET0376");
  await expect(page.getByRole("main")).toContainText("ScanRateThreshold");
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("a mutable element shows what rules do there, and each number leads to the rules @phone @no-javascript", async ({
  page,
  database,
}) => {
  await page.goto("/strategies/DET0376");
  const tools = page.getByRole("table", { name: /^KnownScannerExeList allow-list/ });
  const row = tools.getByRole("row").filter({ hasText: "netscan.exe" }).first();
  const link = row.getByRole("link", { name: /list them$/ });
  const rules = Number((await link.textContent())?.replace(/\D/g, ""));
  const { rows } = await database.query<{ rules: number }>(
    `select count(distinct p.rule_id)::int as rules from snapshot n
     join snapshot_tag g on g.snapshot_id = n.id and (g.technique_id = 'T1046' or g.technique_id like 'T1046.%')
     join predicate p on p.rule_id = g.rule_id and p.polarity = 'match' and p.field = 'process.name' and p.operator = 'eq' and p.value = 'netscan.exe'
     where n.status = 'current'`,
  );
  expect(rules).toBe(rows[0]?.rules);
  await link.click();
  await expect(page.getByRole("main")).toContainText(`${grouped(rules)} of`);
  await page.goto("/strategies/DET0376");
  await expect(page.getByRole("table", { name: /^ScanRateThreshold threshold/ }).getByRole("row")).not.toHaveCount(0);
});

test("a gap's number is the strategies that it leads to", async ({ page }) => {
  await page.goto("/strategies");
  const cell = page
    .getByRole("table", { name: "Gaps" })
    .getByRole("row", { name: /^Discovery/ })
    .getByRole("link", { name: / of / })
    .first();
  const unread = Number((await cell.textContent())?.split("/")[0]);
  expect(unread).toBeGreaterThan(0);
  await cell.click();
  await expect(page.getByRole("main")).toContainText(`${grouped(unread)} strateg`);
  await expect(page.getByRole("link", { name: /tactic: TA0007/ })).toBeVisible();
});

test("the list and the page judge alike", async ({ page, request }) => {
  const rows: { id: string; analytics: number; read_in_full: number; read_in_part: number; not_read: number }[] = await (
    await request.get("/strategies.json?vendor=sigma")
  ).json();
  for (const { id, analytics, read_in_full: full, read_in_part: part, not_read: none } of rows.slice(0, 6)) {
    await page.goto(`/strategies/${id}?vendor=sigma`);
    await expect(page.getByRole("main")).toContainText(`${full} of ${analytics}; ${part} in part, ${none} not`);
  }
});

test("ids in another spelling, and of analytics, lead to the page; unknown ones answer 404 with near ids", async ({ request }) => {
  const turned = await request.get("/strategies/det0376", { maxRedirects: 0 });
  expect([turned.status(), turned.headers().location]).toEqual([308, expect.stringContaining("/strategies/DET0376")]);
  const analytic = await request.get("/strategies/AN1057", { maxRedirects: 0 });
  expect([analytic.status(), analytic.headers().location]).toEqual([308, expect.stringContaining("/strategies/DET0376#AN1057")]);
  const missing = await request.get("/strategies/DET9999");
  expect(missing.status()).toBe(404);
  expect(await missing.text()).toMatch(/\/strategies\/DET\d{4}/);
});

test("files hold every log source and every element", async ({ request }) => {
  expect(await (await request.get("/strategies/DET0376/sources.csv")).text()).toContain("AN1057,Windows,WinEventLog:Sysmon,EventCode=1,");
  expect(await (await request.get("/strategies/DET0376/elements.csv")).text()).toContain("AN1057,Windows,ScanRateThreshold,");
  expect((await request.get("/strategies/DET0376/nothing.csv")).status()).toBe(404);
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/strategies?q=T10");
  await expectAccessibleInBothThemes(page);
  await page.goto("/strategies/DET0376?open=l-AN1057-0");
  await expectAccessibleInBothThemes(page);
});
