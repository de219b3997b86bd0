// How Next.js builds the site: one self-contained folder (.next/standalone) that `npm start` serves.
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = fileURLToPath(new URL(".", import.meta.url));

const config: NextConfig = {
  output: "standalone",
  // Both roots are said aloud: a stray package-lock.json in a folder above would otherwise move the output.
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  // proxy.ts rewrites: normalized, 127.0.0.1 becomes localhost, and a rewrite to the site itself would go out over the network.
  skipProxyUrlNormalize: true,
  reactStrictMode: true,
  // Title and description stand in the head for everybody: without the client runtime nothing would move them there.
  htmlLimitedBots: /.*/,
  // `npm test` checks types as a stage of its own; a reader's first start should not pay for it a second time.
  typescript: { ignoreBuildErrors: true },
  // The official Kusto parser sets globals when loaded, which bundling breaks; pg has optional native parts.
  serverExternalPackages: ["@kusto/language-service-next", "pg"],
};

export default config;
