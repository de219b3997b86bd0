/** Search: from anywhere by `/`, an id straight to its page, exact hits first, misspelt words, every kind with its count, hostile texts. */
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { expectAccessibleInBothThemes, sidewaysOverflow } from "./support/themes";

/** The first table of results, which holds the exact hits. */
const firstTable = (page: Page) => page.locator("main table").first();

test("/ leads to the box, and an id to its page", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("/");
  await page.keyboard.type("t1046");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/techniques/T1046");
});

test("finds techniques, values and rules @phone @no-javascript", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search the catalog" }).fill("Network Service Discovery");
  await page.getByRole("searchbox", { name: "Search the catalog" }).press("Enter");
  await expect(page.getByRole("table", { name: "Techniques" })).toContainText("T1046");
});

test("an exact value says how many rules look for it", async ({ page, database }) => {
  const { rows } = await database.query<{ value: string; rules: number }>(
    `select i.value, count(distinct p.rule_id)::int as rules from snapshot s join snapshot_rule r on r.snapshot_id = s.id
     join predicate p on p.rule_id = r.rule_id and p.polarity = 'match' and p.lane = 'behavior' and p.operator = 'eq'
     join indicator i on i.id = p.indicator_id where s.status = 'current' and i.value ~ '^[a-z]+[.]exe$' and p.role <> 'branch'
     group by 1, i.id order by 2 desc, 1 limit 1`,
  );
  await page.goto(`/search?q=${rows[0]?.value}`);
  await expect(page.getByRole("table", { name: "Values" })).toContainText(String(rows[0]?.rules));
});

test("a page is a plain document: one script of ours, no client runtime", async ({ page }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.resourceType()));
  await page.goto("/techniques/T1046");
  await expect(page.locator("script:not([type='application/ld+json'])")).toHaveCount(1);
  expect(requests).not.toContain("script");
});

test("a link that changes a table stays at its place of the page", async ({ page }) => {
  await page.goto("/techniques/T1046");
  const opener = page.locator("a.why").last();
  await opener.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  await opener.click();
  await expect(page).toHaveURL(/open=/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeCloseTo(before, -1);
});

test("ids of strategies, analytics and rules lead to their pages @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ key: string; ownId: string; strategy: string; analytic: string }>(
    `select x.key, x.own_id as "ownId", a.strategy_id as strategy, a.id as analytic from snapshot s
     cross join lateral (select min(r.key) as key, u.own_id from snapshot_rule r join rule u on u.id = r.rule_id
       where r.snapshot_id = s.id and u.own_id ~ '^[0-9a-f]{8}-' group by 2 having count(*) = 1 order by 2 limit 1) x
     cross join lateral (select id, strategy_id from analytic where attack_version_id = s.attack_version_id order by id limit 1) a
     where s.status = 'current'`,
  );
  const [ids] = rows;
  if (!ids) throw new Error("The bundled catalog has no rule with an id, or no analytic.");
  for (const [text, path] of [
    [ids.strategy.toLowerCase(), `/strategies/${ids.strategy}`],
    [ids.analytic, `/strategies/${ids.strategy}#${ids.analytic}`],
    [ids.ownId.toUpperCase(), `/rules/${ids.key}`],
    [ids.key, `/rules/${ids.key}`],
  ] as const) {
    await page.goto(`/search?q=${text}`);
    await expect(page).toHaveURL(path);
  }
});

test("what is exactly the text comes first: event, field, rule and value @phone", async ({ page, database }) => {
  const { rows } = await database.query<{ title: string }>(
    "select title from snapshot s join snapshot_rule r on r.snapshot_id = s.id where s.status = 'current' group by 1 having count(*) = 1 order by length(title), 1 limit 1",
  );
  const title = rows[0]?.title ?? "";
  for (const [text, table, hit] of [
    ["4688", "events", "WinEventLog:Security/4688"],
    ["process.parent.name", "fields", "process.parent.name"],
    ["ParentImage", "fields", "process.parent.name"],
    [title, "rules", title],
    ["powershell.exe", "values", "powershell.exe"],
  ] as const) {
    await page.goto(`/search?q=${encodeURIComponent(text)}`);
    await expect(firstTable(page)).toHaveAttribute("aria-labelledby", table);
    await expect(firstTable(page).getByRole("row").nth(1)).toContainText(hit);
    expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
  }
});

test("a misspelt word is taken for the one that rules use, and that is said", async ({ page }) => {
  await page.goto("/search?q=powershel");
  await expect(page.getByText("Did you mean")).toContainText("powershell");
  await expect(page.getByRole("table", { name: "Techniques" })).toContainText("PowerShell");
  await page.goto("/search?q=powrshell");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nothing found for powrshell");
  await expect(page.locator("main")).toContainText("Below is what powershell finds, which may have been meant");
  await expect(page.getByRole("table", { name: "Techniques" })).toContainText("PowerShell");
  await page.getByRole("main").getByRole("link", { name: "powershell", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Found for powershell");
});

test("rules by words of title, description and query: all of them, a page at a time @no-javascript", async ({ page, database }) => {
  const { rows } = await database.query<{ rules: number }>(
    `select count(*)::int as rules from snapshot s join snapshot_rule k on k.snapshot_id = s.id join rule r on r.id = k.rule_id
     where s.status = 'current' and concat_ws(' ', r.title, r.description, r.query_text) ~* '(^|[^a-z0-9])process'`,
  );
  const rules = rows[0]?.rules ?? 0;
  expect(rules).toBeGreaterThan(50);
  await page.goto("/search?q=process");
  const link = page.getByRole("link", { name: `all ${rules.toLocaleString("en-US")} rules` });
  await link.click();
  await expect(page).toHaveURL("/search?q=process&in=rules");
  await expect(page.getByRole("table")).toHaveCount(1);
  const found: string[] = [];
  for (;;) {
    found.push(
      ...(await page
        .getByRole("table", { name: "Rules" })
        .getByRole("rowheader")
        .getByRole("link")
        .evaluateAll((links) => links.map((one) => one.getAttribute("href") ?? ""))),
    );
    const next = page.getByRole("navigation", { name: "Pages of rules" }).getByRole("link", { name: /^next/ });
    if ((await next.count()) === 0) break;
    await next.click();
  }
  expect(new Set(found).size).toBe(rules);
  await page.goto("/search?q=process&in=rules&page=999");
  await expect(page.getByRole("table", { name: "Rules" }).getByRole("row").nth(1)).toBeVisible();
});

test("no text of a visitor breaks it", async ({ page }) => {
  const texts = [
    "%",
    "_",
    "%_\\",
    "'",
    '"',
    "';--",
    "a\0b",
    "\0",
    "\u202Eexe",
    "(((",
    ":*",
    "a & b",
    "<script>alert(1)</script>",
    "é",
    "漢字",
    "\ud83d\ude00",
    "ps",
    "a",
    "\\",
  ];
  for (const text of texts) {
    const response = await page.goto(`/search?q=${encodeURIComponent(text)}`);
    expect(response?.status(), text).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.goto(`/search?q=${"a".repeat(10_000)}`);
  await expect(page.locator(".notice")).toHaveCount(1);
  await expect(page.locator(".notice")).toContainText("at most 200 letters");
});

test("the start says what can be searched for, and nothing found says what is near @phone", async ({ page }) => {
  await page.goto("/search");
  await page.getByRole("link", { name: "Network Service Discovery" }).click();
  await expect(firstTable(page)).toHaveAttribute("aria-labelledby", "techniques");
  await page.goto("/search?q=zzzzzz");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nothing found for zzzzzz");
  await page.goto("/search?q=T1999");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nothing found for T1999");
  await expect(page.getByRole("main").getByRole("listitem").first()).toContainText(/^T\d{4}/);
});

test("is accessible @phone", async ({ page }) => {
  await page.goto("/search?q=network");
  await expectAccessibleInBothThemes(page);
});
