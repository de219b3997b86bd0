/** Keeps a page number inside its list: a number past the end gives the last page, never an empty table that looks like nothing found. */

interface Asked {
  readonly offset: number;
  readonly limit: number | null;
}

/** Asks for a page, and for the last one when the list ends before it. */
export async function withinPages<Query extends Asked, Found extends { readonly rows: readonly unknown[]; readonly total: number }>(
  query: Query,
  find: (query: Query) => Promise<Found>,
): Promise<Found> {
  const found = await find(query);
  if (found.rows.length > 0 || query.offset === 0 || query.limit === null) return found;
  const first = await find({ ...query, offset: 0 });
  const last = Math.max(0, Math.ceil(first.total / query.limit) - 1) * query.limit;
  return last === 0 ? first : find({ ...query, offset: last });
}
