// Creates, drops and borrows databases for the schema engine; connects with pg, as the WASM engine cannot.
import { randomUUID } from "node:crypto";
import pg from "pg";

/** Runs work with one connection and always closes it. @template T @param {string} url @param {(client: pg.Client) => Promise<T>} work */
export async function withClient(url, work) {
  const target = new URL(url);
  target.search = ""; // Prisma's own parameters mean nothing to pg
  const client = new pg.Client({ connectionString: target.href, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The maintenance database of the same server, and the name of the one meant. @param {string} url @returns {[string, string]} */
function administration(url) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  target.pathname = "/postgres";
  target.search = "";
  return [target.href, name];
}

/** @param {string} url */
export async function createDatabase(url) {
  const [admin, databaseName] = administration(url);
  await withClient(admin, (client) => client.query(`create database ${client.escapeIdentifier(databaseName)}`)).catch((error) => {
    if (!["42P04", "23505"].includes(error.code)) throw error; // it exists already
  });
  return { databaseName };
}

/** @param {string} url */
export async function dropDatabase(url) {
  const [admin, name] = administration(url);
  await withClient(admin, (client) => client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`));
}

/** A database to throw away beside the one meant. @param {string} url */
export async function createShadow(url) {
  const shadow = new URL(url);
  shadow.pathname = `/prisma_migrate_shadow_db_${randomUUID()}`;
  shadow.search = "";
  await createDatabase(shadow.href);
  return { url: shadow.href, drop: () => dropDatabase(shadow.href) };
}
