/** Looks up canonical fields: a raw name means what the most specific row for the rule's log source says. */
import type { FieldRow, Language, LogSource } from "../languages/language.ts";

export interface FieldContext {
  readonly logSource: LogSource;
  readonly eventCodes: ReadonlySet<string>;
}

const indexes = new WeakMap<Language, ReadonlyMap<string, readonly FieldRow[]>>();

function indexOf(language: Language): ReadonlyMap<string, readonly FieldRow[]> {
  const known = indexes.get(language);
  if (known) return known;
  const index = new Map<string, FieldRow[]>();
  for (const row of language.fields) {
    const key = language.fieldsCaseSensitive ? row.raw : row.raw.toLowerCase();
    const rows = index.get(key);
    if (rows) rows.push(row);
    else index.set(key, [row]);
  }
  indexes.set(language, index);
  return index;
}

function fits(row: FieldRow, { logSource, eventCodes }: FieldContext): boolean {
  const { where } = row;
  if (!where) return true;
  if (where.product !== undefined && where.product !== logSource.product) return false;
  if (where.category !== undefined && where.category !== logSource.category) return false;
  if (where.service !== undefined && where.service !== logSource.service) return false;
  if (where.name !== undefined && !logSource.names.includes(where.name)) return false;
  return where.eventCode === undefined || eventCodes.has(where.eventCode);
}

/** Whether the language's map knows the raw name, wherever that is. */
export function hasFieldRow(language: Language, raw: string): boolean {
  return indexOf(language).has(language.fieldsCaseSensitive ? raw : raw.toLowerCase());
}

/**
 * The row that gives a raw field its canonical name here, or null when the field is unmapped. Where case does not part names, a row of the very
 * spelling still comes before the others: eventType of one log is not EventType of another.
 */
export function findFieldRow(language: Language, raw: string, context: FieldContext): FieldRow | null {
  const rows = indexOf(language).get(language.fieldsCaseSensitive ? raw : raw.toLowerCase()) ?? [];
  const weight = (row: FieldRow) => Object.keys(row.where ?? {}).length + (row.raw === raw ? 10 : 0);
  let best: FieldRow | null = null;
  for (const row of rows) if (fits(row, context) && (!best || weight(row) > weight(best))) best = row;
  return best;
}
