// `npm run dev`: Next.js's development server on a migrated database with the bundled catalog.
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { env } from "@/lib/env";
import { ended, reportFailure, startNode } from "./child-process";
import { loadCatalogWhenEmpty } from "./load-catalog";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

try {
  const { HOST, PORT } = env();
  const database = await openDatabase();
  try {
    await migrate(database.url);
    await loadCatalogWhenEmpty(database.url, (message) => console.error(message), stop.signal);
    const args = ["node_modules/next/dist/bin/next", "dev", "--hostname", HOST, "--port", String(PORT)];
    const next = startNode(args, { env: { ...process.env, DATABASE_URL: database.url }, stdio: ["pipe", "inherit", "inherit"] });
    stop.signal.addEventListener("abort", () => next.kill("SIGTERM"));
    await ended(next);
  } finally {
    await database.close();
  }
} catch (error) {
  reportFailure(error);
}
process.exit();
