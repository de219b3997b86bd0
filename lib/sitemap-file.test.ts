/** Guarantees that a sitemap is the protocol's XML whatever its addresses hold, and comes in pieces. */
import { describe, expect, it } from "vitest";
import { sitemapPieces } from "./sitemap-file";

const whole = (kind: "index" | "part", addresses: readonly string[]) =>
  [...sitemapPieces({ kind, addresses, changed: "2026-08-26" })].join("");

describe("sitemapPieces", () => {
  it("writes a part", () => {
    expect(whole("part", ["https://rules.example.org/fields/a&b<c>\"d'"])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' +
        "<url><loc>https://rules.example.org/fields/a&amp;b&lt;c&gt;&quot;d&apos;</loc><lastmod>2026-08-26</lastmod></url>\n</urlset>\n",
    );
  });

  it("writes an index", () => {
    expect(whole("index", ["https://rules.example.org/sitemaps/rules-1.xml"])).toContain(
      "<sitemap><loc>https://rules.example.org/sitemaps/rules-1.xml</loc><lastmod>2026-08-26</lastmod></sitemap>",
    );
  });

  it("keeps every address and its order over pieces", () => {
    const addresses = Array.from({ length: 2500 }, (_, index) => `https://rules.example.org/rules/${index}`);
    const pieces = [...sitemapPieces({ kind: "part", addresses, changed: "2026-08-26" })];
    expect(pieces.length).toBe(5);
    expect([...pieces.join("").matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address)).toEqual(addresses);
  });
});
