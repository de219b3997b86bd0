/** Indicators: search by part, whole value and path; one indicator's page; figures against independent SQL. */
import type pg from "pg";
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

interface Wide {
  readonly id: string;
  readonly field: string;
  readonly value: string;
  readonly rules: number;
  readonly vendors: number;
  readonly techniques: number;
}

/** The indicator of behaviour with most rules, among those that no rule has in a branch or excludes: what they count is plain. */
async function widest(database: pg.Client): Promise<Wide> {
  const { rows } = await database.query<Wide>(
    `select p.indicator_id::text as id, max(p.field) as field, max(p.value) as value, count(distinct r.rule_id)::int as rules,
       count(distinct r.vendor)::int as vendors, count(distinct g.technique_id)::int as techniques
     from snapshot s join snapshot_rule r on r.snapshot_id = s.id join predicate p on p.rule_id = r.rule_id
     left join snapshot_tag g on g.snapshot_id = s.id and g.rule_id = r.rule_id
     where s.status = 'current' and p.lane = 'behavior' and p.operator = 'eq' and p.field = 'process.name'
     group by 1 having bool_and(p.polarity = 'match' and p.role <> 'branch') order by rules desc, 1 limit 1`,
  );
  const [row] = rows;
  if (!row) throw new Error("The bundled catalog has no plain indicator.");
  return row;
}

test("a value is found as a whole, by a part of it, and by a whole path @phone @no-javascript", async ({ page, database }) => {
  const { value, rules } = await widest(database);
  const figure = page
    .getByRole("row", { name: /process\.name/ })
    .filter({ hasText: value })
    .first()
    .getByRole("link", { name: /show them$/ });
  await page.goto("/indicators");
  await page.getByLabel("Value", { exact: true }).fill(value);
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/q=/);
  await expect(figure).toHaveText(String(rules));
  await page.goto(`/indicators?q=${encodeURIComponent(value.slice(1))}&field=process.name&operator=eq`);
  await expect(figure).toHaveText(String(rules));
  await page.goto(`/indicators?q=${encodeURIComponent(`C:\\Tools\\${value}`)}&as=path`);
  await expect(figure).toHaveText(String(rules));
  await page.goto(`/indicators?q=${encodeURIComponent(value.slice(1))}&as=exact&field=process.name`);
  await expect(page.getByRole("table")).toContainText(`No rule looks for a value that is exactly “${value.slice(1)}” in process.name.`);
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("without a query the widest reach comes first, and selectors stand apart", async ({ request }) => {
  interface Line {
    readonly field: string | null;
    readonly lane: string;
    readonly rules: number;
  }
  const behavior: Line[] = await (await request.get("/indicators.json")).json();
  expect(behavior.length).toBeGreaterThan(100);
  expect(behavior.map(({ rules }) => rules)).toEqual(behavior.map(({ rules }) => rules).sort((a, b) => b - a));
  expect(new Set(behavior.map(({ lane }) => lane))).toEqual(new Set(["behavior"]));
  const selectors: Line[] = await (await request.get("/indicators.json?lane=selector")).json();
  expect(selectors.some(({ field }) => field === "event.code")).toBe(true);
  expect(behavior.some(({ field }) => field === "event.code")).toBe(false);
});

test("one indicator: its figures are those of the catalog, and each opens its rules @phone @no-javascript", async ({ page, database }) => {
  const wide = await widest(database);
  await page.goto(`/indicators?q=${encodeURIComponent(wide.value)}&as=exact&field=process.name&operator=eq`);
  await page.locator("a.vl").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(wide.value);
  const figure = (term: string) => page.locator("dl.figs > div", { hasText: term }).locator("b").first();
  await expect(figure("Rules")).toHaveText(String(wide.rules));
  await expect(figure("Vendors")).toHaveText(String(wide.vendors));
  await expect(figure("Techniques")).toHaveText(String(wide.techniques));
  await expect(page.getByRole("table", { name: /^Rules/ }).getByRole("row")).toHaveCount(wide.rules + 1);
  const table = page.getByRole("table", { name: "Techniques" });
  const why = table.getByRole("link", { name: /show them$/ }).first();
  const number = Number(await why.textContent());
  await why.click();
  await expect(table.locator("tr.sub li")).toHaveCount(number);
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("what stands in the same rules, and who excludes it, agree with the predicates", async ({ request, database }) => {
  const { rows } = await database.query<{ id: string; field: string; value: string; together: number }>(
    `select q.indicator_id::text as id, max(q.field) as field, max(q.value) as value, count(distinct r.rule_id)::int as together
     from snapshot s join snapshot_rule r on r.snapshot_id = s.id
     join predicate p on p.rule_id = r.rule_id and p.field = 'process.name' and p.operator = 'eq' and lower(p.value) = 'powershell.exe' and not p.case_sensitive
       and p.polarity = 'match' and p.role in ('required', 'alternative')
     join predicate q on q.rule_id = r.rule_id and q.indicator_id <> p.indicator_id and q.polarity = 'match' and q.role in ('required', 'alternative')
       and q.lane = 'behavior' and q.operator = 'eq' and q.field = 'process.name'
     where s.status = 'current' group by 1 order by 4 desc, 1 limit 1`,
  );
  const found: { id: string }[] = await (
    await request.get("/indicators.json?q=powershell.exe&as=exact&field=process.name&operator=eq")
  ).json();
  const companions: { value: string; field: string; operator: string; rules_with_both: number }[] = await (
    await request.get(`/indicators/${found[0]?.id}/companions.json`)
  ).json();
  const [most] = rows;
  expect(companions.find(({ field, operator, value }) => field === most?.field && operator === "eq" && value === most.value)).toMatchObject(
    {
      rules_with_both: most?.together,
    },
  );
  const excluded = await database.query<{ id: string; value: string; rules: number }>(
    `select max(p.value) as value, count(distinct r.rule_id)::int as rules from snapshot s join snapshot_rule r on r.snapshot_id = s.id
     join predicate p on p.rule_id = r.rule_id and p.polarity = 'exclude' and p.role = 'exclusion' and p.field = 'process.parent.name' and p.operator = 'eq'
     where s.status = 'current' group by p.indicator_id order by 2 desc, 1 limit 1`,
  );
  const value = excluded.rows[0]?.value ?? "";
  const lines: { row: string; rules: number }[] = await (
    await request.get(`/exclusions.json?field=process.parent.name&q=${encodeURIComponent(value)}`)
  ).json();
  const rules = [...new Map(lines.map(({ row, rules: number }) => [row, number])).values()];
  expect(rules.reduce((sum, number) => sum + number, 0)).toBeGreaterThanOrEqual(excluded.rows[0]?.rules ?? 1);
});

test("vendor filter, notices and files @no-javascript", async ({ page, request }) => {
  await page.goto("/indicators?vendor=splunk&as=sound");
  await expect(page.getByRole("status")).toContainText("as=sound is unknown; showing part");
  await expect(page.getByRole("row").nth(1).locator(".vc").first()).toHaveText("–");
  const [first]: { id: string }[] = await (await request.get("/indicators.json")).json();
  for (const table of ["techniques", "tactics", "groups", "companions", "exclusions", "rules"]) {
    const csv = await request.get(`/indicators/${first?.id}/${table}.csv`);
    expect(csv.headers()["content-type"], table).toContain("text/csv");
    expect(Array.isArray(await (await request.get(`/indicators/${first?.id}/${table}.json`)).json()), table).toBe(true);
  }
  expect((await request.get("/indicators/zzzz")).status()).toBe(404);
  expect((await request.get("/indicators/no%20id")).status()).toBe(404);
});

test("both are accessible @phone", async ({ page, request }) => {
  await page.goto("/indicators?q=powershell");
  await expectAccessibleInBothThemes(page);
  const [first]: { id: string }[] = await (await request.get("/indicators.json?q=powershell.exe&as=exact")).json();
  await page.goto(`/indicators/${first?.id}`);
  await expectAccessibleInBothThemes(page);
});
