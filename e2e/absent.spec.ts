/** What is not there: real statuses, readable without JavaScript, and never a zero for an error. */
import { addressOf } from "./support/servers";
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes } from "./support/themes";

test.use({ expectsErrors: true });

test("an unknown technique answers 404 with near ids @phone @no-javascript", async ({ page }) => {
  const response = await page.goto("/techniques/T1999");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The catalog has no technique T1999.");
  await expect(page.getByRole("main").getByRole("listitem").first()).toContainText(/^T\d{4}/);
  await expectAccessibleInBothThemes(page);
});

test("an unknown rule and an unknown page answer 404 @no-javascript", async ({ page }) => {
  expect((await page.goto("/rules/none"))?.status()).toBe(404);
  expect((await page.goto("/nowhere"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page.");
});

test("another spelling of an id leads to its page", async ({ request }) => {
  const response = await request.get("/techniques/t1046", { maxRedirects: 0 });
  expect(response.status()).toBe(308);
  expect(response.headers().location).toContain("/techniques/T1046");
});

test("a revoked id leads to what replaced it, and the page says so", async ({ page, database }) => {
  const { rows } = await database.query<{ id: string; successor: string }>(
    `select t.id, t.revoked_by_id as successor from snapshot s join technique t on t.attack_version_id = s.attack_version_id
     join technique u on u.attack_version_id = t.attack_version_id and u.id = t.revoked_by_id and not u.revoked
     where s.status = 'current' and t.revoked order by 1 limit 1`,
  );
  test.skip(rows.length === 0, "the bundled ATT&CK facts hold no revoked technique");
  await page.goto(`/techniques/${rows[0]?.id}`);
  await expect(page).toHaveURL(new RegExp(`/techniques/${rows[0]?.successor}`));
  await expect(page.getByRole("status")).toContainText(`ATT&CK revoked ${rows[0]?.id}`);
});

test("while the database is away every page answers 503 with a sentence @phone @no-javascript", async ({ page }) => {
  for (const path of [
    "/",
    "/techniques",
    "/techniques/T1046",
    "/rules",
    "/rules/x",
    "/events",
    "/events/WinEventLog:Sysmon/1",
    "/strategies",
    "/strategies/DET0376",
    "/sources",
    "/search?q=nmap",
    "/techniques/T1046/indicators.csv",
    "/fields",
    "/fields/process.name",
    "/indicators?q=nmap",
    "/indicators/x",
    "/exclusions",
  ]) {
    const response = await page.goto(`${addressOf("away")}${path}`);
    expect(response?.status(), path).toBe(503);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("The catalog’s database does not answer");
    await expect(page.getByRole("main")).not.toContainText(/\b0\b/);
  }
  await expectAccessibleInBothThemes(page);
});

test("a catalog without rules says so @no-javascript", async ({ page }) => {
  const response = await page.goto(addressOf("empty"));
  expect(response?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The catalog holds no rules yet");
});
