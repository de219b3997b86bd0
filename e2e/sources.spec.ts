/** Sources: each corpus with its licence, and a ledger that adds up. */
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

test("the ledger adds up and says as many rules as the catalog has @phone @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ label: string; discovered: number; complete: number }>(
    `select o.label, l.discovered, l.complete from snapshot s join source_ledger l on l.snapshot_id = s.id join source o on o.id = l.source_id
     where s.status = 'current' and l.discovered = l.complete + l.partial + l.unsupported + l.invalid`,
  );
  const all = await database.query("select 1 from snapshot s join source_ledger l on l.snapshot_id = s.id where s.status = 'current'");
  expect(rows.length).toBe(all.rows.length);
  await page.goto("/sources");
  const ledger = page.getByRole("table", { name: "Ledger" });
  for (const { label, discovered } of rows) {
    await expect(ledger.getByRole("row", { name: label }).first()).toContainText(discovered.toLocaleString("en-US"));
  }
  expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
});

test("names MITRE as its terms ask", async ({ page }) => {
  await page.goto("/sources");
  await expect(page.getByRole("contentinfo")).toContainText(
    "ATT&CK © The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
  );
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/sources");
  await expectAccessibleInBothThemes(page);
});
