// Browser tests against the production build. A test runs on a desktop; tagged @phone also at 390 px, tagged @no-javascript also without it.
import { defineConfig } from "@playwright/test";
import { findChromium } from "./e2e/support/chromium";
import { addressOf, servers } from "./e2e/support/servers";

const commands = /start\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: "list",
  webServer: servers,
  use: { baseURL: addressOf("catalog"), launchOptions: await findChromium(), trace: "retain-on-failure" },
  projects: [
    { name: "desktop", testIgnore: commands, use: { viewport: { width: 1440, height: 900 } } },
    { name: "phone", testIgnore: commands, grep: /@phone/, use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    {
      name: "no-javascript",
      testIgnore: commands,
      grep: /@no-javascript/,
      use: { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false },
    },
    { name: "commands", testMatch: commands, fullyParallel: false },
  ],
});
