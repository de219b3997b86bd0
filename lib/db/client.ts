// The site's connection: one pool that Prisma and hand-written SQL share. A failure is thrown, never kept: the next query tries again.
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { z } from "zod";
import { env, SetupError } from "@/lib/env";
import { Prisma, PrismaClient } from "./generated/client";

/** A statement with its values apart; pieces nest, so a WHERE clause can be put together without quoting anything. */
export type Sql = Prisma.Sql;
export const { sql, join, empty, raw } = Prisma;

const BIGINT = 20;

/** count(*) is a bigint, which pg hands over as text: no count here comes near 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => (id === BIGINT ? Number : pg.types.getTypeParser(id, format as "text")),
};

type Connection = { pool: pg.Pool; prisma: PrismaClient };

// Next.js loads a module once for each kind of route; a pool for each would use up the server's connections.
const shared = globalThis as { rulescapeConnection?: Connection };

function connection(): Connection {
  shared.rulescapeConnection ??= connect();
  return shared.rulescapeConnection;
}

function connect(): Connection {
  const { DATABASE_URL: url } = env();
  if (!url) throw new SetupError("DATABASE_URL is not set; `npm start` sets it for the site.");
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    // A page that takes longer is a mistake; without a limit, a few of them would hold every connection.
    statement_timeout: 5000,
    // Pages only read, and /check stores nothing: a way to write would be a mistake too.
    options: "-c default_transaction_read_only=on",
    keepAlive: true,
  });
  // An idle connection that breaks is replaced when next needed; unheard, the event would end the process.
  pool.on("error", () => {});
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

/** The Prisma client; connects with its first query. */
export function prisma(): PrismaClient {
  return connection().prisma;
}

/** Runs a statement and checks every row against its schema: a column that changed its type fails here and not on a page. */
export async function rows<T>(row: z.ZodType<T>, statement: Sql): Promise<T[]> {
  const result = await connection().pool.query({ text: statement.text, values: statement.values, types });
  return result.rows.map((found) => row.parse(found));
}

/** As rows, for a statement that finds at most one. */
export async function firstRow<T>(row: z.ZodType<T>, statement: Sql): Promise<T | null> {
  return (await rows(row, statement))[0] ?? null;
}

/** Closes every connection. Tests and short commands need it; the site keeps its own until it ends. */
export async function disconnect(): Promise<void> {
  const open = shared.rulescapeConnection;
  delete shared.rulescapeConnection;
  await open?.prisma.$disconnect();
  await open?.pool.end();
}
