// The WASM schema engine with the pg adapter under it, mended where that adapter and the engine misunderstand each other.
import fs from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { createShadow } from "./engine-database.mjs";

/** @typedef {{ url: string, shadowUrl: string | undefined, datamodels: string[] }} EngineOptions */

const SYSTEM_CHAR = 18; // the object id of PostgreSQL's internal "char", and of text below
const TEXT = 25;

const wasmFile = createRequire(import.meta.url)
  .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
  .replace(/\.js$/, ".wasm");
const imports = /** @type {WebAssembly.Imports} */ (/** @type {unknown} */ ({ "./schema_engine_bg.js": glue }));
const { instance } = await WebAssembly.instantiate(fs.readFileSync(wasmFile), imports);
glue.__wbg_set_wasm(instance.exports);
/** @type {any} */ (instance.exports).__wbindgen_start();

/** The adapter refuses the internal "char" that the engine's catalogue queries return, and splits scripts at ";", which breaks $$ bodies. @param {any} queryable */
function mend(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (/** @type {unknown} */ query) => {
    /** @type {number[]} */
    let chars = [];
    queryable.performIO = async (/** @type {unknown} */ io) => {
      const result = await performIO(io);
      const isChar = (/** @type {any} */ field) => field.dataTypeID === SYSTEM_CHAR;
      chars = result.fields.flatMap((/** @type {any} */ field, /** @type {number} */ index) => (isChar(field) ? [index] : []));
      const asText = (/** @type {any} */ field) => Object.assign(Object.create(field), { dataTypeID: TEXT });
      return {
        ...result,
        rows: result.rows,
        fields: result.fields.map((/** @type {any} */ field) => (isChar(field) ? asText(field) : field)),
      };
    };
    const answer = await queryRaw(query);
    for (const index of chars) answer.columnTypes[index] = ColumnTypeEnum.Character;
    return answer;
  };
  if (queryable.executeScript)
    queryable.executeScript = (/** @type {string} */ sql) =>
      queryable
        .underlyingDriver()
        .query(sql)
        .then(() => undefined, queryable.onError);
  if (queryable.startTransaction) {
    const start = queryable.startTransaction.bind(queryable);
    queryable.startTransaction = async (/** @type {unknown} */ level) => mend(await start(level));
  }
  return queryable;
}

/** Remembers what it opened, and finds the shadow database by itself: the adapter's own way replays migrations onto the main one. */
class EnginePg extends PrismaPg {
  /** @type {any[]} */
  opened = [];

  /** @param {EngineOptions} options */
  constructor(options) {
    const target = options.url ? new URL(options.url) : undefined;
    const schema = target?.searchParams.get("schema") ?? undefined;
    target?.searchParams.delete("schema");
    super({ ...(target ? { connectionString: target.href } : {}), max: 1 }, schema ? { schema } : undefined);
    this.engineOptions = options;
  }

  /** @override */
  async connect() {
    const adapter = mend(await super.connect());
    this.opened.push(adapter);
    return adapter;
  }

  /** @override */
  async connectToShadowDb() {
    const given = this.engineOptions.shadowUrl;
    const shadow = given ? { url: given, drop: async () => {} } : await createShadow(this.engineOptions.url);
    const adapter = mend(await new PrismaPg({ connectionString: shadow.url, max: 1 }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await shadow.drop();
    };
    return adapter;
  }
}

/**
 * One engine and one connection for each call: the engine cannot open a second shadow database after applying migrations,
 * and closing the session lets go of the advisory lock.
 * @template T @param {EngineOptions} options @param {(engine: any) => Promise<T>} work
 */
export async function withEngine(options, work) {
  const factory = new EnginePg(options);
  const files = options.datamodels.map((file) => [file, fs.readFileSync(file, "utf8")]);
  try {
    const given = /** @type {any} */ ({ datamodels: files.length > 0 ? files : undefined });
    return await work(await glue.SchemaEngine.new(given, () => {}, bindMigrationAwareSqlAdapterFactory(factory)));
  } finally {
    await Promise.all(
      factory.opened.map((adapter) =>
        adapter
          .underlyingDriver()
          .end()
          .catch(() => {}),
      ),
    );
  }
}
