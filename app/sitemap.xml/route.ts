/** The index of the sitemap: one part a kind of page. */
import { getCatalog } from "@/lib/queries/catalog";
import { findParts } from "@/lib/queries/sitemap";
import { paths } from "@/lib/routes";
import { sitemapResponse } from "@/lib/sitemap-file";
import { siteOrigin } from "../site-origin";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const [{ snapshot }, origin] = await Promise.all([getCatalog(), siteOrigin()]);
  const parts = await findParts(snapshot);
  return sitemapResponse({ kind: "index", addresses: parts.map((part) => `${origin}${paths.sitemapPart(part)}`), changed: snapshot.date });
}
