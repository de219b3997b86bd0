/** Who says that a raw name means a canonical field: rows of the field maps, and paths whose file name the field is. */
import { fieldMaps } from "../languages/field-maps.ts";
import type { FieldRow } from "../languages/language.ts";
import type { LanguageId, VendorId } from "../model/vendor.ts";
import { type CanonicalField, canonicalFields } from "./canonical-fields.ts";

export interface FieldSource {
  readonly vendor: VendorId;
  /** As the map spells it. */
  readonly name: string;
  readonly authorities: readonly string[];
  /** Log sources where the name has this meaning; empty: everywhere. */
  readonly places: readonly string[];
  /** The path whose file name it is, when the name holds a whole path. */
  readonly basenameOf: string | null;
}

/** What the catalog knows of a canonical field; null for a name that no list describes. */
export function describeField(field: string): CanonicalField | null {
  return canonicalFields.get(field) ?? null;
}

/** Who says that the canonical name itself is the field's; nobody, for a name outside every list. */
export function canonicalAuthority(field: string): readonly string[] {
  const origin = canonicalFields.get(field)?.origin;
  return origin === undefined ? [] : [origin === "ECS" ? "ECS field reference" : "Elastic integrations and modules"];
}

const paths = [...canonicalFields.values()].filter(({ basename }) => basename !== undefined);

/** Path fields, and the fields that hold the file name alone. */
export const pathFields: readonly string[] = [...canonicalFields.values()].filter(({ kind }) => kind === "path").map(({ name }) => name);
export const basenameFields: readonly string[] = paths.flatMap(({ basename }) => basename ?? []);

function placeOf({ where }: FieldRow): string | null {
  if (!where) return null;
  const { product, category, service, name, eventCode } = where;
  return [name, product, category, service, eventCode === undefined ? undefined : `event ${eventCode}`].filter(Boolean).join(" ");
}

/** Every raw name that the maps give the field, once a vendor. */
export function fieldSources(field: string): readonly FieldSource[] {
  const meanings = new Map<string, string | null>([[field, null]]);
  for (const { name, basename } of paths) if (basename === field) meanings.set(name, name);
  return fieldMaps.flatMap(({ vendor, caseSensitive, rows }) => {
    const found = new Map<string, FieldSource>();
    for (const row of rows) {
      const basenameOf = meanings.get(row.canonical);
      if (basenameOf === undefined) continue;
      const key = `${basenameOf} ${caseSensitive ? row.raw : row.raw.toLowerCase()}`;
      const known = found.get(key) ?? { vendor, name: row.raw, authorities: [], places: [], basenameOf };
      const place = placeOf(row);
      found.set(key, {
        ...known,
        authorities: [...new Set([...known.authorities, row.authority])],
        places: place === null ? known.places : [...new Set([...known.places, place])],
      });
    }
    return [...found.values()];
  });
}

/** The rows of the maps that give the field this name in the language. */
export function sourcesOfName(sources: readonly FieldSource[], language: LanguageId | string, name: string): readonly FieldSource[] {
  const map = fieldMaps.find(({ languages }) => (languages as readonly string[]).includes(language));
  if (!map) return [];
  const spelled = (text: string) => (map.caseSensitive ? text : text.toLowerCase());
  const asked = new Set([name, map.prefixed ? name.slice(name.lastIndexOf(".") + 1) : name].map(spelled));
  return sources.filter((source) => source.vendor === map.vendor && asked.has(spelled(source.name)));
}
