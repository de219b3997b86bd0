/** The ledger of a snapshot: what became of everything that each source holds; a sum that does not come out fails the ingest. */
import type pg from "pg";

export interface LedgerRow {
  readonly source: string;
  readonly label: string;
  readonly files: number;
  /** Rules that the readers found, and files that gave none. */
  readonly discovered: number;
  readonly complete: number;
  readonly partial: number;
  readonly unsupported: number;
  readonly invalid: number;
  readonly predicates: number;
  /** Predicates with a field, and those of them whose field the map knows. */
  readonly fielded: number;
  readonly mapped: number;
  /** Diagnostic codes and how many rules or files have them. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** The ledger lost or invented something: a mistake of ours, and the snapshot must not become current. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
}

/** The rows of a snapshot in the order of its sources. */
export async function readLedger(client: pg.ClientBase, snapshot: number): Promise<readonly LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(
    `select l.source_id as source, s.label, l.files, l.discovered, l.complete, l.partial, l.unsupported, l.invalid,
       l.predicates, l.fielded, l.mapped, l.reasons
     from source_ledger l join source s on s.id = l.source_id where l.snapshot_id = $1 order by s.position`,
    [snapshot],
  );
  return rows;
}

/**
 * Checks that nothing was lost between a source's folder and the catalog.
 * @param files how many files were discovered, by source
 * @throws LedgerError that names the source and the figures
 */
export function checkLedger(ledger: readonly LedgerRow[], files: ReadonlyMap<string, number>): void {
  for (const [source, found] of files) {
    const row = ledger.find((line) => line.source === source);
    if ((row?.files ?? 0) !== found)
      throw new LedgerError(`The ledger of ${source} does not add up: ${found} files found, ${row?.files ?? 0} stored.`);
  }
  for (const { source, discovered, complete, partial, unsupported, invalid } of ledger) {
    if (discovered === complete + partial + unsupported + invalid) continue;
    const sum = `${complete} complete + ${partial} partial + ${unsupported} unsupported + ${invalid} invalid`;
    throw new LedgerError(`The ledger of ${source} does not add up: ${discovered} discovered, but ${sum}.`);
  }
}
