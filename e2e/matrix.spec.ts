/** Home: every technique of the matrix with its count, switches that are links, and a layer that the Navigator opens. */
import { navigatorLayer } from "../lib/model/navigator-layer";
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

test("a cell counts the rules of its technique and sub-techniques @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ id: string; name: string; rules: number }>(
    `select t.id, t.name, count(distinct g.rule_id)::int as rules from snapshot s
     join technique t on t.attack_version_id = s.attack_version_id and t.parent_id is null and not t.revoked and not t.deprecated
     join snapshot_tag g on g.snapshot_id = s.id and (g.technique_id = t.id or g.technique_id like t.id || '.%')
     where s.status = 'current' group by 1, 2 order by 3 desc, 1 limit 3`,
  );
  await page.goto("/?density=full");
  expect(rows.length).toBeGreaterThan(0);
  for (const { id, name, rules } of rows) {
    const cell = page.getByRole("main").locator(`a[href="/techniques/${id}"]`).first();
    await expect(cell).toContainText(rules.toLocaleString("en-US"));
    await expect(cell).toHaveAttribute("title", `${id} ${name}`);
  }
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("switches are plain addresses @no-javascript", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "families", exact: true }).click();
  await expect(page).toHaveURL(/[?&]count=families/);
  await expect(page.getByRole("link", { name: "families", exact: true })).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: "mini", exact: true }).click();
  await expect(page).toHaveURL(/density=mini/);
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Sigma/ })
    .click();
  await expect(page).toHaveURL(/vendor=sigma/);
  await page.getByRole("link", { name: "Remove vendor: Sigma" }).click();
  await expect(page).not.toHaveURL(/vendor=/);
});

test("a filtered matrix counts only that vendor", async ({ page, database }) => {
  const { rows } = await database.query<{ id: string; rules: number }>(
    `select t.technique_id as id, count(*)::int as rules from snapshot s join technique_rule t on t.snapshot_id = s.id
     join snapshot_rule r on r.snapshot_id = s.id and r.rule_id = t.rule_id and r.vendor = 'sigma'
     where s.status = 'current' and t.technique_id !~ '[.]' group by 1 order by 2 desc, 1 limit 1`,
  );
  await page.goto("/?vendor=sigma&density=full");
  const [top] = rows;
  await expect(page.locator(`main a[href="/techniques/${top?.id}?vendor=sigma"] b`).first()).toHaveText(String(top?.rules));
});

test("the Navigator layer scores what the matrix shows", async ({ request, database }) => {
  const layer = navigatorLayer.parse(await (await request.get("/navigator.json")).json());
  const { rows } = await database.query<{ rules: number }>(
    `select count(distinct g.rule_id)::int as rules from snapshot s join snapshot_tag g on g.snapshot_id = s.id
     and (g.technique_id = 'T1046' or g.technique_id like 'T1046.%') where s.status = 'current'`,
  );
  const cell = layer.techniques.find(({ techniqueID }) => techniqueID === "T1046");
  expect(cell?.score ?? 0).toBe(rows[0]?.rules);
  expect((await request.get(cell?.links[0]?.url ?? "")).status()).toBe(200);
});

for (const density of ["full", "mini"]) {
  test(`is accessible, ${density} @phone`, async ({ page }) => {
    await page.goto(`/?density=${density}`);
    await expectAccessibleInBothThemes(page);
  });
}
