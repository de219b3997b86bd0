/** The name lens: what a canonical field is called in each vocabulary, from the field maps; unknown names stay canonical. */
import { groupBy } from "../model/group-by.ts";
import { fieldMaps } from "./field-maps.ts";
import type { FieldRow } from "./language.ts";

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
  fieldMaps.map(({ vendor, label, rows, ownNames }) => [
    vendor as string,
    { label, ownNames: ownNames ?? false, byField: namesByField(rows) },
  ]),
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
