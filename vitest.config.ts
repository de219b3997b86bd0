// Two projects: unit tests touch nothing outside the process; database tests share one embedded server and get a database a file.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const tests = ["lib/**/*.test.ts", "components/**/*.test.{ts,tsx}", "app/**/*.test.{ts,tsx}", "prisma/**/*.test.ts", "seed/**/*.test.ts"];
const databaseTests = ["{lib,app,prisma}/**/*.db.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { resolve: { alias }, test: { name: "unit", include: tests, exclude: databaseTests, testTimeout: 60_000 } },
      {
        resolve: { alias },
        test: {
          name: "database",
          include: databaseTests,
          globalSetup: ["lib/db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
