/** What a row of clauses says: the parts of its clauses, with the values that it folds joined. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { ClauseView } from "@/lib/model/clause-view";
import { groupBy } from "@/lib/model/group-by";
import { operators, type Polarity } from "@/lib/model/predicate";

export const clausePart = z.object({
  field: z.string().nullable(),
  operator: z.enum(operators),
  values: z.array(z.string()),
  caseSensitive: z.boolean(),
  lane: z.enum(["selector", "behavior", "threshold", "placeholder"]),
});

const clauseRow = z.object({
  fold: z.string(),
  parts: z.array(clausePart),
  exceptions: z.array(clausePart),
});

const isPlain = ({ parts, exceptions }: ClauseView): boolean => parts.length === 1 && exceptions.length === 0;

/** Plain literals of a fold become one part with all their values; clauses of several parts stay apart, as (a and b) or (c and d) must. */
function merge(clauses: readonly ClauseView[]): readonly ClauseView[] {
  const [first] = clauses;
  const [part] = first?.parts ?? [];
  if (first === undefined || part === undefined || !clauses.every(isPlain)) return clauses;
  const values = clauses.flatMap(({ parts }) => parts.flatMap((one) => one.values));
  return [{ parts: [{ ...part, values: [...new Set(values)] }], exceptions: [] }];
}

/** The clauses of each fold, by its id. */
export async function foldParts(
  catalog: CatalogView,
  polarity: Polarity,
  folds: readonly string[],
): Promise<Map<string, readonly ClauseView[]>> {
  if (folds.length === 0) return new Map();
  const found = await rows(
    clauseRow,
    sql`select r.fold_id::text as fold, c.parts, c.exceptions from clause_reach r join clause c on c.id = r.clause_id
        where r.snapshot_id = ${catalog.snapshot.id} and r.polarity = ${polarity} and r.fold_id = any(${[...folds]}::bigint[])
        order by r.fold_id, c.parts::text`,
  );
  return new Map([...groupBy(found, ({ fold }) => fold)].map(([fold, clauses]) => [fold, merge(clauses)]));
}
