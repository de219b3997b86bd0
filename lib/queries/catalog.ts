/** The current snapshot and its segments: what every page's figures are counted in. */
import "server-only";
import { cache } from "react";
import { z } from "zod";
import { empty, firstRow, rows, type Sql, sql } from "@/lib/db/client";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView, Segment, Selection, SnapshotView } from "@/lib/model/catalog-view";
import type { Scope } from "@/lib/model/technique-view";
import { type VendorId, vendorIds } from "@/lib/model/vendor";

const snapshotRow = z.object({
  id: z.number(),
  date: z.string(),
  rules: z.number(),
  families: z.number(),
  attackVersion: z.string(),
  attackVersionId: z.number(),
});

export const vendorColumn = z.enum(vendorIds as [VendorId, ...VendorId[]]);

const segmentRow = z.object({ id: z.number(), vendor: vendorColumn, platforms: z.array(z.string()), rules: z.number() });

/** A snapshot never changes, so its segments are read once a process. */
const kept = new Map<number, readonly Segment[]>();

async function segmentsOf(snapshot: SnapshotView): Promise<readonly Segment[]> {
  const known = kept.get(snapshot.id);
  if (known) return known;
  const segments = await rows(
    segmentRow,
    sql`select s.id, s.vendor, s.platforms, count(r.rule_id)::int as rules
        from segment s join snapshot_rule r on r.snapshot_id = s.snapshot_id and r.segment_id = s.id
        where s.snapshot_id = ${snapshot.id} and s.id <> 0 group by 1, 2, 3 order by s.id`,
  );
  kept.clear();
  kept.set(snapshot.id, segments);
  return segments;
}

function count<K>(segments: readonly Segment[], keys: (segment: Segment) => readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const segment of segments) for (const key of keys(segment)) counts.set(key, (counts.get(key) ?? 0) + segment.rules);
  return counts;
}

/** The current snapshot, or null while the catalog has none. Asked once a request. */
export const getSnapshot = cache(
  (): Promise<SnapshotView | null> =>
    firstRow(
      snapshotRow,
      sql`select s.id, to_char(s.created_at at time zone 'utc', 'YYYY-MM-DD') as date, s.rules, s.families,
                 a.version as "attackVersion", a.id as "attackVersionId"
          from snapshot s join attack_version a on a.id = s.attack_version_id where s.status = 'current'`,
    ),
);

/** The catalog of the current snapshot. Throws when there is none: the proxy has answered 503 before a page asks. */
export const getCatalog = cache(async (): Promise<CatalogView> => {
  const snapshot = await getSnapshot();
  if (!snapshot) throw new Error("The catalog holds no snapshot yet.");
  const segments = await segmentsOf(snapshot);
  const vendors = count(segments, (segment) => [segment.vendor]);
  const platforms = count(segments, (segment) => segment.platforms);
  return {
    snapshot,
    segments,
    vendors: vendorIds.map((id) => ({ id, rules: vendors.get(id) ?? 0 })),
    platforms: [...platforms].map(([id, rules]) => ({ id, rules })).sort((a, b) => b.rules - a.rules || a.id.localeCompare(b.id)),
  };
});

/** The segments that a filter leaves; without a filter null, for which every figure is precomputed. */
export function select(catalog: CatalogView, filter: CatalogFilter): Selection {
  if (filter.vendors.length === 0 && filter.platforms.length === 0) return { segmentIds: null, rules: catalog.snapshot.rules };
  const chosen = catalog.segments.filter(
    ({ vendor, platforms }) =>
      (filter.vendors.length === 0 || filter.vendors.includes(vendor)) &&
      (filter.platforms.length === 0 || platforms.some((platform) => filter.platforms.includes(platform))),
  );
  return { segmentIds: chosen.map(({ id }) => id), rules: chosen.reduce((sum, { rules }) => sum + rules, 0) };
}

/** Rows of a statistics table that the selection sums: segment 0 for everything. */
export function inSegments(column: Sql, selection: Selection): Sql {
  return selection.segmentIds === null ? sql`${column} = 0` : sql`${column} = any(${[...selection.segmentIds]}::int[])`;
}

/** Rows of a technique's clauses, fields or events in a scope: one to which sub-techniques add no rule stands once, as `both`. */
export function inScope(column: Sql, scope: Scope): Sql {
  return sql`${column} in (${scope}, 'both')`;
}

/** Whether a row of log_source_reading is read by a rule of the selection. */
export function isRead(selection: Selection): Sql {
  return selection.segmentIds === null ? sql`rules > 0` : sql`segments && ${[...selection.segmentIds]}::int[]`;
}

/** Rules of the selection, as a condition on a rule's own segment. */
export function ruleInSelection(column: Sql, selection: Selection): Sql {
  return selection.segmentIds === null ? empty : sql`and ${column} = any(${[...selection.segmentIds]}::int[])`;
}
