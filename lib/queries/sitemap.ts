/** What crawlers are told of: every page of the current snapshot, in parts that the sitemaps protocol allows. */
import "server-only";
import { z } from "zod";
import { rows, type Sql, sql } from "@/lib/db/client";
import type { SnapshotView } from "@/lib/model/catalog-view";
import { shortKey } from "@/lib/model/row-key";
import { routes } from "@/lib/routes";

/** Addresses in a part, by the protocol: https://www.sitemaps.org/protocol.html */
export const longestPart = 50_000;
/** Rules that look for an indicator whose page is worth a crawler's time: most are looked for by one, and stand on its page. */
const leastReach = 3;

interface Kind {
  /** Ids of pages, in an order that two requests share. */
  readonly ids: (snapshot: SnapshotView) => Sql;
  readonly href: (id: string) => string;
}

const kinds: Readonly<Record<string, Kind>> = {
  techniques: {
    ids: ({ attackVersionId }) =>
      sql`select id from technique where attack_version_id = ${attackVersionId} and not revoked and not deprecated`,
    href: (id) => routes.technique(id),
  },
  rules: { ids: ({ id }) => sql`select key as id from snapshot_rule where snapshot_id = ${id}`, href: (key) => routes.rule(key) },
  // A segment of dots is no segment: no address leads there.
  fields: {
    ids: ({ id }) =>
      sql`select distinct field as id from field_reach where snapshot_id = ${id} and segment_id = 0 and lane <> 'threshold' and field !~ '^[.]*$'`,
    href: (name) => routes.field(name),
  },
  indicators: {
    ids: ({ id }) => sql`select indicator_id::text as id from indicator_text where snapshot_id = ${id} and rules >= ${leastReach}`,
    href: (id) => routes.indicator(shortKey(id)),
  },
  events: {
    ids: ({ id }) => sql`select value as id from rule_facet where snapshot_id = ${id} and facet = 'event'
      union select event_id from log_source_reading where snapshot_id = ${id} and event_id <> ''`,
    href: (id) => routes.event(id),
  },
  strategies: {
    ids: ({ attackVersionId }) => sql`select id from detection_strategy where attack_version_id = ${attackVersionId}`,
    href: (id) => routes.strategy(id),
  },
};

const standingPart = "pages-1";
/** Pages that are there whatever the catalog holds. */
const standing = [
  ...[routes.home(), routes.techniques(), routes.fields(), routes.indicators(), routes.exclusions()],
  ...[routes.rules(), routes.events(), routes.strategies(), routes.sources()],
];

/** The names of all parts: `rules-1`. */
export async function findParts(snapshot: SnapshotView): Promise<readonly string[]> {
  const counts = Object.entries(kinds).map(
    ([kind, { ids }]) => sql`select ${kind}::text as kind, count(*)::int as pages from (${ids(snapshot)}) k`,
  );
  const found = await rows(
    z.object({ kind: z.string(), pages: z.number() }),
    counts.reduce((all, one) => sql`${all} union all ${one}`),
  );
  const parts = found.map(({ kind, pages }) =>
    Array.from({ length: Math.ceil(pages / longestPart) }, (_, index) => `${kind}-${index + 1}`),
  );
  return [standingPart, ...parts.flat()];
}

/** The addresses of a part, without the origin; null for a name that no part has. */
export async function findAddresses(snapshot: SnapshotView, part: string): Promise<readonly string[] | null> {
  if (part === standingPart) return standing;
  const [, name = "", number = ""] = /^([a-z]+)-([1-9]\d{0,3})$/.exec(part) ?? [];
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return null;
  const offset = (Number(number) - 1) * longestPart;
  const found = await rows(
    z.object({ id: z.string() }),
    sql`select id from (${kind.ids(snapshot)}) k order by id offset ${offset} limit ${longestPart}`,
  );
  return found.length === 0 ? null : found.map(({ id }) => kind.href(id));
}
