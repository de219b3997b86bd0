/** Events: the list, and one event with its fields, techniques and analytics, against independent SQL. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

const current = "join snapshot n on n.id = s.snapshot_id and n.status = 'current'";
const grouped = (figure: number | undefined) => (figure ?? -1).toLocaleString("en-US");
const sysmon1 = "WinEventLog:Sysmon/1";

test("the first row is the event that most rules read @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ event: string; rules: number }>(
    `select e as event, count(*)::int as rules from snapshot_rule s ${current} cross join unnest(s.event_ids) e
     where s.vendor = 'sigma' group by 1 order by 2 desc, 1 limit 1`,
  );
  await page.goto("/events?vendor=sigma");
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText(rows[0]?.event.replace(/^.*\//, "") ?? "?");
  await expect(first).toContainText(grouped(rows[0]?.rules));
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
  await first.getByRole("link", { name: grouped(rows[0]?.rules), exact: true }).click();
  await expect(page.getByRole("main")).toContainText(`${grouped(rows[0]?.rules)} of`);
});

test("shows what analytics ask for and no rule reads @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ events: number }>(
    `select count(distinct e)::int as events from snapshot n join analytic_log_source l on l.attack_version_id = n.attack_version_id
     cross join unnest(l.event_ids) e where n.status = 'current'
       and not exists (select from snapshot_rule s where s.snapshot_id = n.id and e = any(s.event_ids))`,
  );
  await page.goto("/events");
  await page.getByRole("link", { name: "asked for, unread" }).click();
  await expect(page.getByRole("main")).toContainText(`${grouped(rows[0]?.events)} events that no rule reads`);
  const lines = (await (await page.request.get("/events.csv?show=unread")).text()).trim().split("\r\n");
  expect(lines.length - 1).toBe(rows[0]?.events);
});

test("one event: rules, fields and techniques are as counted from its rules @phone @no-javascript", async ({ page, database }) => {
  const { rows: fields } = await database.query<{ field: string; rules: number; all: number }>(
    `select p.field, count(distinct s.rule_id)::int as rules,
       (select count(*)::int from snapshot_rule s ${current} where '${sysmon1}' = any(s.event_ids)) as all
     from snapshot_rule s ${current} join predicate p on p.rule_id = s.rule_id
     where '${sysmon1}' = any(s.event_ids) and p.polarity = 'match' and p.lane = 'behavior' group by 1 order by 2 desc, 1 limit 1`,
  );
  await page.goto(`/events/${sysmon1}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A process was created");
  await expect(page.getByRole("main")).toContainText(`${grouped(fields[0]?.all)} of`);
  const table = page.getByRole("table", { name: /Fields used with it/ });
  const row = table.getByRole("row").nth(1);
  await expect(row).toContainText(fields[0]?.field ?? "?");
  const { rows: technique } = await database.query<{ id: string; rules: number }>(
    `select g.technique_id as id, count(distinct s.rule_id)::int as rules from snapshot_rule s ${current}
     join snapshot_tag g on g.snapshot_id = s.snapshot_id and g.rule_id = s.rule_id and g.technique_id is not null
     where '${sysmon1}' = any(s.event_ids) group by 1 order by 2 desc, 1 limit 1`,
  );
  const techniques = page
    .getByRole("table", { name: /^Techniques/ })
    .getByRole("row")
    .nth(1);
  await expect(techniques).toContainText(technique[0]?.id ?? "?");
  await expect(techniques.getByRole("link", { name: `${grouped(technique[0]?.rules)} rules, show them` })).toBeVisible();
  await row.getByRole("link", { name: `${grouped(fields[0]?.rules)} rules, show them` }).click();
  await page.getByRole("link", { name: "The same as a page" }).click();
  await expect(page.getByRole("main")).toContainText(`${grouped(fields[0]?.rules)} of`);
});

test("an event that nobody knows answers 404 with near ids; another spelling leads to it", async ({ request }) => {
  const missing = await request.get("/events/WinEventLog:Sysmon/999");
  expect(missing.status()).toBe(404);
  expect(await missing.text()).toContain("/events/WinEventLog:Sysmon/1");
  const turned = await request.get("/events/wineventlog:sysmon/1", { maxRedirects: 0 });
  expect(turned.status()).toBe(308);
  expect(turned.headers().location).toContain(`/events/${sysmon1}`);
});

test("files say what the tables do", async ({ request }) => {
  const fields = await (await request.get(`/events/tables/fields.csv?event=${sysmon1}`)).text();
  expect(fields).toMatch(/^field,lane,rules,sigma,/);
  expect((await request.get(`/events/tables/nothing.csv?event=${sysmon1}`)).status()).toBe(404);
  expect((await request.get("/events/tables/fields.csv?event=None")).status()).toBe(404);
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/events?q=sysmon");
  await expectAccessibleInBothThemes(page);
  await page.goto(`/events/${sysmon1}?open=f-process.name`);
  await expectAccessibleInBothThemes(page);
});
