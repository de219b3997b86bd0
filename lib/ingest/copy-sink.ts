/** Takes rows in COPY's text format as they come, keeps few of them in memory, and sends them over one connection in turn. */
import type pg from "pg";
import { copyLines } from "../db/copy.ts";
import { type ContentTable, contentColumns, contentTables } from "./content-rows.ts";

/** Bytes held before they are sent. */
const heldLimit = 4 * 1024 * 1024;

export class CopySink {
  readonly #client: pg.ClientBase;
  readonly #targets: Readonly<Partial<Record<ContentTable, string>>>;
  readonly #held = new Map<ContentTable, Uint8Array[]>();
  #size = 0;
  #sending: Promise<void> = Promise.resolve();

  /** @param targets where a table's rows go when not to the table of that name */
  constructor(client: pg.ClientBase, targets: Readonly<Partial<Record<ContentTable, string>>>) {
    this.#client = client;
    this.#targets = targets;
  }

  /** Resolves once there is room again; rejects with what the database says, also of rows given before. */
  async add(lines: Readonly<Record<ContentTable, Uint8Array>>): Promise<void> {
    for (const table of contentTables) {
      const chunk = lines[table];
      if (chunk.length === 0) continue;
      this.#held.set(table, [...(this.#held.get(table) ?? []), chunk]);
      this.#size += chunk.length;
    }
    if (this.#size >= heldLimit) await this.flush();
  }

  /** Sends what is held. */
  flush(): Promise<void> {
    const held = [...this.#held];
    this.#held.clear();
    this.#size = 0;
    this.#sending = this.#sending.then(async () => {
      for (const [table, chunks] of held) await copyLines(this.#client, this.#targets[table] ?? table, contentColumns[table], chunks);
    });
    return this.#sending;
  }
}
