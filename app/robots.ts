/** What crawlers may read: pages, but not their many states, searches or files; and where all pages are listed. */
import type { MetadataRoute } from "next";
import { paths } from "@/lib/routes";
import { siteOrigin } from "./site-origin";

export default async function robots(): Promise<MetadataRoute.Robots> {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/search", "/*?*open=", "/*?*vendor=", "/*?*platform=", "/*?*order=", "/*.csv", "/*.json"],
    },
    sitemap: `${await siteOrigin()}${paths.sitemap}`,
  };
}
