/** A rule's page: metadata, every predicate marked where it stands, logic in words, family. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

const complete = `select r.key, r.title, u.query_text as text, (select count(*)::int from predicate p where p.rule_id = r.rule_id) as predicates
  from snapshot s join snapshot_rule r on r.snapshot_id = s.id join rule u on u.id = r.rule_id
  where s.status = 'current' and r.outcome = 'complete' and jsonb_array_length(u.exclusions) > 0 order by r.key limit 1`;

type Row = { key: string; title: string; text: string; predicates: number };

test("the source is the author's text, with each predicate numbered @phone @no-javascript", async ({ page, database }) => {
  const [rule] = (await database.query<Row>(complete)).rows;
  await page.goto(`/rules/${rule?.key}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(rule?.title ?? "?");
  const source = await page.locator("pre.src").evaluate((pre) => {
    const copy = pre.cloneNode(true) as HTMLElement;
    for (const number of copy.querySelectorAll(".mn")) number.remove();
    return copy.textContent ?? "";
  });
  expect(source.replace(/\s+/g, " ").trim()).toBe(rule?.text.replace(/\s+/g, " ").trim());
  await expect(page.getByRole("table", { name: "Predicates" }).locator("tbody tr")).toHaveCount(Math.min(100, rule?.predicates ?? 0));
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("a mark leads to its row, and its file has all predicates", async ({ page, database }) => {
  const [rule] = (await database.query<Row>(complete)).rows;
  await page.goto(`/rules/${rule?.key}`);
  await page.locator("pre.src mark a").first().click();
  await expect(page).toHaveURL(/#p1$/);
  const json = await (await page.request.get(`/rules/${rule?.key}/predicates.json`)).json();
  expect(json).toHaveLength(rule?.predicates ?? -1);
});

test("says what was not understood", async ({ page, database }) => {
  const { rows } = await database.query<{ key: string }>(
    `select r.key from snapshot s join snapshot_rule r on r.snapshot_id = s.id where s.status = 'current' and r.outcome <> 'complete' order by r.key limit 1`,
  );
  test.skip(rows.length === 0, "the bundled catalog is read completely");
  await page.goto(`/rules/${rows[0]?.key}`);
  await expect(page.getByRole("region", { name: "Not understood" }).locator(".nu").first()).toBeVisible();
});

test("is accessible @phone", async ({ page, database }) => {
  const [rule] = (await database.query<Row>(complete)).rows;
  await page.goto(`/rules/${rule?.key}`);
  await expectAccessibleInBothThemes(page);
});

test("marks a predicate whose field an event of the rule does not carry", async ({ page, database }) => {
  const { rows } = await database.query<{ key: string }>(
    `select s.key from snapshot n join snapshot_rule s on s.snapshot_id = n.id join predicate p on p.rule_id = s.rule_id
     where n.status = 'current' and 'WinEventLog:Security/4688' = any(s.event_ids) and p.field = 'process.pe.original_file_name'
     order by s.key limit 1`,
  );
  await page.goto(`/rules/${rows[0]?.key}`);
  const row = page.getByRole("table", { name: "Predicates" }).getByRole("row").filter({ hasText: "process.pe.original_file_name" }).first();
  await expect(row).toContainText("not in Security 4688");
});
