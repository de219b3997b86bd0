/** One part of the sitemap: addresses of one kind of page, 50,000 at most. */
import { getCatalog } from "@/lib/queries/catalog";
import { findAddresses } from "@/lib/queries/sitemap";
import { sitemapResponse } from "@/lib/sitemap-file";
import { siteOrigin } from "../../site-origin";

export const dynamic = "force-dynamic";

export async function GET(_: Request, { params }: { readonly params: Promise<{ readonly part: string }> }): Promise<Response> {
  const [{ part }, { snapshot }, origin] = await Promise.all([params, getCatalog(), siteOrigin()]);
  const addresses = part.endsWith(".xml") ? await findAddresses(snapshot, part.slice(0, -".xml".length)) : null;
  if (addresses === null)
    return new Response("The sitemap has no such part.\n", { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8" } });
  return sitemapResponse({ kind: "part", addresses: addresses.map((address) => `${origin}${address}`), changed: snapshot.date });
}
