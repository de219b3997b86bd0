/** The sitemap: valid by the protocol, named in robots.txt, and every address of a sample is a page whose canonical link is that address. */
import { expect, test } from "./support/test";

interface Entry {
  readonly loc: string;
  readonly lastmod: string;
}

test("robots.txt leads to an index, its parts to pages that answer under the address they are canonical for", async ({
  page,
  request,
  baseURL,
  database,
}) => {
  test.setTimeout(180_000);
  const robots = await (await request.get("/robots.txt")).text();
  const [, index = ""] = /^Sitemap: (.+)$/m.exec(robots) ?? [];
  expect(index).toBe(`${baseURL}/sitemap.xml`);
  await page.goto("/sources");

  /** Reads a file with a browser's XML parser, which takes nothing that is not well formed, and looks at every node. */
  const read = async (url: string, list: string, item: string): Promise<readonly Entry[]> => {
    const response = await request.get(url);
    expect(response.status(), url).toBe(200);
    expect(response.headers()["content-type"]).toContain("application/xml");
    const body = await response.body();
    expect(body.byteLength).toBeLessThan(50 * 1024 * 1024);
    const { problem, entries } = await page.evaluate(
      ([text, names]) => {
        const { documentElement: root } = new DOMParser().parseFromString(text, "application/xml");
        const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
        const is = (element: Element, name: string | undefined) => element.localName === name && element.namespaceURI === namespace;
        if (!is(root, names[0])) return { problem: root.outerHTML.slice(0, 200), entries: [] };
        const wrong = [...root.children].find(
          (element) =>
            !is(element, names[1]) ||
            element.children.length !== 2 ||
            !is(element.children[0] as Element, "loc") ||
            !is(element.children[1] as Element, "lastmod"),
        );
        const entries = [...root.children].map((element) => ({
          loc: element.children[0]?.textContent ?? "",
          lastmod: element.children[1]?.textContent ?? "",
        }));
        return { problem: wrong?.outerHTML ?? null, entries };
      },
      [body.toString("utf8"), [list, item]] as const,
    );
    expect(problem, url).toBeNull();
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.length).toBeLessThanOrEqual(50_000);
    for (const { loc, lastmod } of entries) {
      expect(loc.startsWith(`${baseURL}/`) && loc.length < 2048 && new URL(loc).href === new URL(loc, baseURL).href, loc).toBe(true);
      expect(lastmod).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    return entries;
  };

  const parts = await read(index, "sitemapindex", "sitemap");
  expect(parts.map(({ loc }) => loc.replace(/^.*\//, ""))).toEqual([
    ...["pages-1.xml", "techniques-1.xml", "rules-1.xml", "fields-1.xml", "indicators-1.xml", "events-1.xml", "strategies-1.xml"],
  ]);
  const { rows } = await database.query<{ rules: number; date: string }>(
    "select rules, to_char(created_at at time zone 'utc', 'YYYY-MM-DD') as date from snapshot where status = 'current'",
  );
  const seen = new Set<string>();
  for (const { loc: part, lastmod } of parts) {
    expect(lastmod).toBe(rows[0]?.date);
    const entries = await read(part, "urlset", "url");
    if (part.includes("rules-")) expect(entries.length).toBe(rows[0]?.rules);
    for (const { loc } of entries) {
      expect(seen.has(loc), loc).toBe(false);
      seen.add(loc);
    }
    const step = Math.max(1, Math.floor(entries.length / 9));
    for (const { loc } of entries.filter((_, place) => place % step === 0)) {
      const response = await request.get(loc, { maxRedirects: 0 });
      expect(response.status(), loc).toBe(200);
      const html = await response.text();
      const [, canonical = ""] = /<link rel="canonical" href="([^"]*)"/.exec(html) ?? [];
      const plain = (url: string) => new URL(url.replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", '"')).href;
      expect(plain(canonical), loc).toBe(new URL(loc).href);
    }
  }
});

test("a state of a page is canonical for the page without it", async ({ request, baseURL }) => {
  for (const path of [
    "/",
    "/techniques",
    "/fields",
    "/indicators",
    "/exclusions",
    "/rules",
    "/events",
    "/strategies",
    "/sources",
    "/techniques/T1046",
  ]) {
    const html = await (await request.get(`${path}?names=sigma&vendor=sigma`)).text();
    const [, canonical] = /<link rel="canonical" href="([^"]*)"/.exec(html) ?? [];
    expect(new URL(canonical ?? "").href).toBe(new URL(path, baseURL).href);
  }
});

test("a part that is not there is not found", async ({ request }) => {
  for (const part of ["rules-2.xml", "rules-1", "nothing-1.xml", "constructor-1.xml", "rules-0.xml"]) {
    expect((await request.get(`/sitemaps/${part}`)).status(), part).toBe(404);
  }
});
