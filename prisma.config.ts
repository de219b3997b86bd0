// What every `npx prisma …` command reads. The schema engine is the WASM build behind prisma/schema-engine.mjs, so that no command
// downloads a native binary. `npm start` applies migrations by itself (lib/db/migrate.ts) and never runs the Prisma command line.
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("prisma/schema-engine.mjs", import.meta.url));
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= "1";

// No DATABASE_URL: a name that nothing answers to. generate, validate and format never connect.
const url = process.env.DATABASE_URL ?? "postgresql://rulescape@127.0.0.1:1/rulescape";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url },
});
