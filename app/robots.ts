/** What crawlers may read: pages, but not their many states, searches or files. */
import type { MetadataRoute } from "next";

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/search", "/*?*open=", "/*?*vendor=", "/*?*platform=", "/*?*order=", "/*.csv", "/*.json"],
    },
  };
}
