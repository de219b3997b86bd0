/** The document: fonts, the look, and the one script, which sets the theme before the first paint. Pages bring the running head with their own state. */
import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { pageScript } from "@/components/ui/page-script";
import { siteOrigin } from "./site-origin";

/** Canonical links and pictures are absolute. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: new URL(await siteOrigin()),
    title: { default: "Rulescape: detection rules, by ATT&CK technique", template: "%s · Rulescape" },
    description: "What public detection rules look for, leave out and count, by ATT&CK technique and across vendors.",
    openGraph: { siteName: "Rulescape", type: "website" },
    twitter: { card: "summary_large_image" },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfcfb" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1214" },
  ],
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this program, run before the first paint */}
        <script data-own="" dangerouslySetInnerHTML={{ __html: pageScript }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
