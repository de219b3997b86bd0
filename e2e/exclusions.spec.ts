/** Exclusions over the whole catalog: counted by rule, compound ones whole, filtered by field, value, technique and vendor. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

interface Line {
  readonly row: string;
  readonly group: number;
  readonly part: number;
  readonly part_kind: string;
  readonly field: string | null;
  readonly value: string;
  readonly rules: number;
}

test("most rules come first, and a count opens them @phone @no-javascript", async ({ page, request }) => {
  const lines: Line[] = await (await request.get("/exclusions.json")).json();
  const rules = lines.map((line) => line.rules);
  expect(rules).toEqual([...rules].sort((a, b) => b - a));
  await page.goto("/exclusions");
  const table = page.getByRole("table", { name: "Exclusions" });
  const why = table.getByRole("link", { name: /show them$/ }).first();
  await expect(why).toHaveText(String(rules[0]));
  await why.click();
  await expect(page).toHaveURL(/open=x-/);
  await expect(table.locator("tr.sub li")).toHaveCount(rules[0] ?? -1);
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("a value that rules exclude only together with another never stands alone", async ({ request, database }) => {
  const { rows } = await database.query<{ field: string; value: string }>(
    `with parts as (
       select r.rule_id, x.value -> 'parts' as parts from snapshot s join snapshot_rule r on r.snapshot_id = s.id join rule u on u.id = r.rule_id
       cross join jsonb_array_elements(u.exclusions) x where s.status = 'current')
     select p.field, lower(p.value) as value from parts cross join jsonb_array_elements(parts.parts) e
     join predicate p on p.rule_id = parts.rule_id and p.position = e::int
     where p.field is not null and p.operator not in ('exists', 'missing')
     group by 1, 2 having min(jsonb_array_length(parts.parts)) > 1 order by 1, 2`,
  );
  const lines: Line[] = await (await request.get("/exclusions.json")).json();
  const partsOf = new Map<string, Set<number>>();
  for (const { row, group, part } of lines) {
    const key = `${row} ${group}`;
    partsOf.set(key, (partsOf.get(key) ?? new Set()).add(part));
  }
  const alone = new Set(
    lines
      .filter(({ row, group }) => partsOf.get(`${row} ${group}`)?.size === 1)
      .map(({ field, value }) => `${field} ${value.toLowerCase()}`),
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(alone.size).toBeGreaterThan(0);
  expect(rows.map(({ field, value }) => `${field} ${value}`).filter((name) => alone.has(name))).toEqual([]);
});

test("compound exclusions stand under one bracket @no-javascript", async ({ page }) => {
  await page.goto("/exclusions?kind=compound");
  const row = page.getByRole("table").getByRole("row").nth(1);
  await expect(row.locator(".all .p")).not.toHaveCount(0);
  await expect(row.locator(".all .p").nth(1)).toContainText(/and /);
});

test("filters by field, technique and vendor, and each chip lifts its filter @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ field: string; technique: string; values: number }>(
    `select p.field, split_part(g.technique_id, '.', 1) as technique, count(distinct p.indicator_id)::int as values
     from snapshot s join snapshot_rule r on r.snapshot_id = s.id and r.vendor = 'sigma' join predicate p on p.rule_id = r.rule_id and p.role = 'exclusion' and p.field is not null
     join snapshot_tag g on g.snapshot_id = s.id and g.rule_id = r.rule_id and g.technique_id is not null
     where s.status = 'current' group by 1, 2 order by 3 desc, 1, 2 limit 1`,
  );
  const { field = "", technique = "" } = rows[0] ?? {};
  await page.goto("/exclusions?vendor=sigma");
  await page.getByLabel("Field", { exact: true }).fill(field);
  await page.getByLabel("Technique", { exact: true }).fill(technique.toLowerCase());
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("navigation", { name: "Filters in force" })).toContainText(`technique: ${technique}`);
  const body = page.getByRole("table").locator("tbody > tr");
  expect(await body.count()).toBeGreaterThan(0);
  for (const text of await body.allTextContents()) expect(text).toContain(field);
  await page.getByRole("link", { name: `Remove technique: ${technique}` }).click();
  await expect(page).toHaveURL(`/exclusions?vendor=sigma&field=${field}`);
});

test("nothing found says so, and wrong addresses say what is shown instead @no-javascript", async ({ page }) => {
  await page.goto("/exclusions?q=zzzzzz&technique=T10");
  await expect(page.getByRole("status")).toContainText("technique=T10 is unknown; showing every technique");
  await expect(page.getByRole("table")).toContainText("No rule excludes a value with “zzzzzz”.");
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/exclusions");
  await expectAccessibleInBothThemes(page);
});
