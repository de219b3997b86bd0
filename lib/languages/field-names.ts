/** The name lens: what a canonical field is called in each vocabulary, from the field maps; unknown names stay canonical. */
import { groupBy } from "../model/group-by.ts";
import { eqlFields } from "./eql/fields.ts";
import { kustoFields } from "./kusto/fields.ts";
import type { FieldRow } from "./language.ts";
import { sigmaFields } from "./sigma/fields.ts";
import { splFields } from "./spl/fields.ts";

/** Vocabularies with a field map, by the name that the lens has in URLs. A new language adds its map here. */
const maps = {
  sigma: { label: "Sigma", rows: sigmaFields, ownNames: false },
  splunk: { label: "Splunk", rows: splFields, ownNames: false },
  kusto: { label: "Kusto", rows: kustoFields, ownNames: false },
  // Canonical names are Elastic's own: its map only tells what else it calls them.
  elastic: { label: "Elastic", rows: eqlFields, ownNames: true },
} as const satisfies Record<string, { label: string; rows: readonly FieldRow[]; ownNames: boolean }>;

export interface FieldName {
  /** In the chosen vocabulary, or canonical where that has no name. */
  readonly shown: string;
  /** The names in the other vocabularies, for a tooltip; absent when there are none. */
  readonly others?: string;
}

export type FieldNaming = (canonical: string) => FieldName;

/** Raw names by canonical name; those that hold in every log source come first. */
function namesByField(rows: readonly FieldRow[]): ReadonlyMap<string, readonly string[]> {
  const ordered = [...rows].sort((a, b) => Number(a.where !== undefined) - Number(b.where !== undefined));
  return new Map([...groupBy(ordered, (row) => row.canonical)].map(([field, found]) => [field, [...new Set(found.map(({ raw }) => raw))]]));
}

const names = new Map(
  Object.entries(maps).map(([id, { label, rows, ownNames }]) => [id, { label, ownNames, byField: namesByField(rows) }]),
);

/** How fields are named under a lens (`canonical`, `sigma`, …). */
export function fieldNaming(lens: string): FieldNaming {
  const chosen = names.get(lens);
  return (canonical) => {
    const shown = (chosen?.ownNames ? null : chosen?.byField.get(canonical)?.[0]) ?? canonical;
    const others = [...names].flatMap(([id, { label, byField }]) => {
      const found = id === lens ? [] : (byField.get(canonical)?.slice(0, 4) ?? []);
      return found.length > 0 ? [`${label} ${found.join(", ")}`] : [];
    });
    const all = shown === canonical ? others : [`canonical ${canonical}`, ...others];
    return all.length > 0 ? { shown, others: all.join(" · ") } : { shown };
  };
}
