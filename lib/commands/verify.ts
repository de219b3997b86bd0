// `npm run verify`: counts the current snapshot a second time, from raw predicates, and fails when a published number differs.
import pg from "pg";
import { openDatabase } from "@/lib/db/embedded";
import { SetupError } from "@/lib/env";
import { recount } from "@/lib/statistics/recount";

const shown = 20;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function main(): Promise<number> {
  const database = await openDatabase();
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    const { rows } = await client.query<{ id: number }>("select id from snapshot where status = 'current'");
    const snapshot = rows[0]?.id;
    if (snapshot === undefined) {
      console.error("There is no snapshot to verify; run npm run ingest first.");
      return 1;
    }
    const { rules, compared, differences } = await recount(client, snapshot);
    const figures = `${compared.toLocaleString("en-US")} figures of ${rules.toLocaleString("en-US")} rules (snapshot ${snapshot})`;
    if (differences.length === 0) {
      console.log(`Verified: ${figures} are as recounted from raw predicates.`);
      return 0;
    }
    console.error(`${differences.length.toLocaleString("en-US")} of ${figures} differ from a recount:`);
    for (const { table, key, published, recounted } of differences.slice(0, shown))
      console.error(`  ${table} ${key}: published ${published}, recounted ${recounted}`);
    if (differences.length > shown) console.error("  …");
    return 1;
  } finally {
    await client.end();
    await database.close();
  }
}
