/** Fields: the list and one field's page, their figures against independent SQL, names, states and files. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

const tested = `from snapshot s join snapshot_rule r on r.snapshot_id = s.id join predicate p on p.rule_id = r.rule_id
  where s.status = 'current' and p.polarity = 'match'`;

test("the field that most rules test comes first, with their number by vendor @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ field: string; rules: number; sigma: number; splunk: number }>(
    `select p.field, count(distinct r.rule_id)::int as rules, (count(distinct r.rule_id) filter (where r.vendor = 'sigma'))::int as sigma,
       (count(distinct r.rule_id) filter (where r.vendor = 'splunk'))::int as splunk
     ${tested} and p.lane = 'behavior' and p.field is not null group by 1 order by 2 desc, 1 limit 1`,
  );
  const [most] = rows;
  await page.goto("/fields");
  const first = page.getByRole("table", { name: "Fields" }).getByRole("row").nth(1);
  await expect(first.getByRole("rowheader")).toHaveText(most?.field ?? "?");
  await expect(first.getByRole("link", { name: /show them$/ })).toHaveText(String(most?.rules));
  await expect(first.locator(".vc").nth(0)).toHaveText(String(most?.sigma));
  await expect(first.locator(".vc").nth(1)).toHaveText(String(most?.splunk));
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("unmapped names and selectors stand apart from behaviour", async ({ request, database }) => {
  const { rows } = await database.query<{ field: string; lane: string; mapped: boolean }>(
    `select p.field, p.lane, bool_or(p.mapped) as mapped ${tested} and p.field is not null group by 1, 2`,
  );
  const names = (keep: (row: (typeof rows)[number]) => boolean) =>
    rows
      .filter(keep)
      .map(({ field }) => field)
      .sort();
  const shown = async (show: string) =>
    ((await (await request.get(`/fields.json?show=${show}`)).json()) as { field: string }[]).map(({ field }) => field).sort();
  expect(await shown("behavior")).toEqual(names(({ lane, mapped }) => lane === "behavior" && mapped));
  expect(await shown("unmapped")).toEqual(names(({ lane, mapped }) => lane === "behavior" && !mapped));
  expect(await shown("selector")).toEqual(names(({ lane }) => lane === "selector"));
});

test("filters by text, vendor and platform, and says what is in force @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ rules: number }>(
    `select count(distinct r.rule_id)::int as rules ${tested} and p.field = 'process.command_line' and p.lane = 'behavior'
     and r.vendor = 'splunk' and exists (select from rule u where u.id = r.rule_id and 'windows' = any(u.platforms))`,
  );
  await page.goto("/fields?vendor=splunk&platform=windows");
  await page.getByLabel("Field contains").fill("command_line");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/q=command_line/);
  const row = page.getByRole("row", { name: /^process\.command_line/ }).first();
  await expect(row.getByRole("link", { name: /show them$/ })).toHaveText(String(rows[0]?.rules));
  await page.getByRole("link", { name: "Remove name: command_line" }).click();
  await expect(page).toHaveURL("/fields?vendor=splunk&platform=windows");
  await page.goto("/fields?q=zzzz");
  await expect(page.getByRole("table")).toContainText("No rule tests such a field with “zzzz” in its name.");
});

test("a count opens the rules behind it, and they are as many @phone @no-javascript", async ({ page }) => {
  await page.goto("/fields?order=rules");
  const table = page.getByRole("table", { name: "Fields" });
  const why = table.getByRole("link", { name: /rules?, show them$/ }).first();
  const number = Number(await why.textContent());
  await why.click();
  await expect(page).toHaveURL(/open=f-/);
  await expect(table.locator("tr.sub li")).toHaveCount(number);
});

test("one field: figures, names, operators and values are those of the catalog @phone @no-javascript", async ({ page, database }) => {
  const count = async (sql: string) => (await database.query<{ n: number }>(sql)).rows[0]?.n;
  const field = `${tested} and p.field = 'process.name' and p.lane = 'behavior'`;
  await page.goto("/fields/process.name");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("process.name");
  const figure = (term: string) => page.locator("dl.figs > div", { hasText: term }).locator("b").first();
  await expect(figure("Rules")).toHaveText(String(await count(`select count(distinct r.rule_id)::int as n ${field}`)));
  await expect(figure("Families")).toHaveText(String(await count(`select count(distinct r.family_id)::int as n ${field}`)));
  await expect(figure("Techniques")).toHaveText(
    String(
      await count(
        `select count(distinct g.technique_id)::int as n ${field.replace("where", "join snapshot_tag g on g.snapshot_id = s.id and g.rule_id = r.rule_id where")}`,
      ),
    ),
  );
  const row = (table: string, name: RegExp) => page.getByRole("table", { name: table }).getByRole("row", { name }).first();
  const image = await count(`select count(distinct r.rule_id)::int as n ${field} and r.vendor = 'sigma' and p.raw_field = 'Image'`);
  await expect(row("Names", /^Sigma Image /)).toContainText(String(image));
  await expect(row("Names", /^Sigma Image /)).toContainText("pySigma ecs_windows");
  const eq = await count(`select count(distinct r.rule_id)::int as n ${field} and p.operator = 'eq'`);
  await expect(row("Operators", /^eq /).getByRole("link")).toHaveText(String(eq));
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("values of a field lead to their own pages, and files are safe to open", async ({ page, request }) => {
  await page.goto("/fields/process.command_line");
  await page.getByRole("table", { name: "Values" }).locator("a.vl").first().click();
  await expect(page).toHaveURL(/\/indicators\/[0-9a-z]+$/);
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  for (const table of ["names", "operators", "values", "exclusions", "techniques"]) {
    const csv = await request.get(`/fields/process.command_line/${table}.csv`);
    expect(csv.headers()["content-type"], table).toContain("text/csv");
    expect(Array.isArray(await (await request.get(`/fields/process.command_line/${table}.json`)).json()), table).toBe(true);
  }
  const values: { value: string }[] = await (await request.get("/fields/process.command_line/values.json")).json();
  const dashed = values.filter(({ value }) => value.startsWith("-"));
  expect(dashed.length).toBeGreaterThan(0);
  const csv = await (await request.get("/fields/process.command_line/values.csv")).text();
  expect(csv).toContain(`'${dashed[0]?.value.split('"')[0]}`);
  expect(csv).not.toMatch(/(^|,)[=+\-@]/m);
  expect((await request.get("/fields/process.command_line/nothing.csv")).status()).toBe(404);
});

test("names with signs in them have pages too", async ({ request, database }) => {
  const { rows } = await database.query<{ field: string }>(
    `select distinct p.field ${tested} and p.field ~ '[^a-zA-Z0-9_.]' order by 1 limit 8`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { field } of rows) expect((await request.get(`/fields/${encodeURIComponent(field)}`)).status(), field).toBe(200);
});

test("what the address says wrongly is said, and a page past the end is the last @no-javascript", async ({ page }) => {
  await page.goto("/fields/process.name?order=up&values=999");
  await expect(page.getByRole("status")).toContainText("order=up is unknown; showing score");
  await expect(page.getByRole("table", { name: "Values" }).getByRole("row").nth(1)).toContainText("process.name");
});

test.describe("an unknown field", () => {
  test.use({ expectsErrors: true });
  test("answers 404 with near names, a vendor's name among them @no-javascript", async ({ page }) => {
    const response = await page.goto("/fields/CommandLine");
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("The catalog has no field CommandLine.");
    await page.getByRole("main").getByRole("listitem").filter({ hasText: "process.command_line" }).first().getByRole("link").click();
    await expect(page).toHaveURL("/fields/process.command_line");
  });
});

test("both are accessible @phone", async ({ page }) => {
  await page.goto("/fields");
  await expectAccessibleInBothThemes(page);
  await page.goto("/fields/process.name?open=o-eq");
  await expectAccessibleInBothThemes(page);
});
