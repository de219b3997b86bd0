/**
 * Reads metadata of any kind into text, lists and dates: whatever a file puts under a key, the reader answers with a bounded value or
 * nothing, and says so in a diagnostic. It never throws and never trusts a key's name (`__proto__` is a key like any other).
 */
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import { splitAuthors } from "./authors.ts";
import { parseDate } from "./dates.ts";

/** Bounds on what the catalog keeps of one rule's metadata. */
export const metadataLimits = { title: 500, line: 2_000, description: 20_000, items: 200 } as const;

/**
 * One mapping of a file: the plain values under a key in file order (a key written twice has two), never the prototype's.
 * Plain values are text, numbers, booleans, dates, null, arrays of these, and other maps.
 */
export interface PlainMap {
  readonly kind: "map";
  all(key: string): readonly unknown[];
  keys(): readonly string[];
}

const nothing: readonly unknown[] = [];

/** A view of an object's own keys as a PlainMap; nested objects become maps when they are read. */
export function plainMap(object: object): PlainMap {
  return {
    kind: "map",
    all: (key) => (Object.hasOwn(object, key) ? [(object as Record<string, unknown>)[key]] : nothing),
    keys: () => Object.keys(object),
  };
}

/** A map that holds nothing. */
export const emptyMap: PlainMap = { kind: "map", all: () => nothing, keys: () => [] };

/** NUL and lone surrogates cannot be stored as text: each becomes U+FFFD, so that every offset stays where it was. */
export function cleanText(text: string): string {
  return /[\0\uD800-\uDFFF]/.test(text)
    ? text.replace(/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD")
    : text;
}

/** The text of a scalar value; null for everything else. Numbers are decimal, dates ISO. */
export function scalarText(value: unknown): string | null {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return null;
}

/** The value as a map when it is one, else null. */
export function asMap(value: unknown): PlainMap | null {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Date) return null;
  return (value as Partial<PlainMap>).kind === "map" && typeof (value as Partial<PlainMap>).all === "function"
    ? (value as PlainMap)
    : plainMap(value);
}

/**
 * Answers for one rule's metadata. Every refusal (a value of the wrong kind, one cut to its bound) is added to `diagnostics` as
 * `metadata-unreadable`; `prefix` names a nested map in messages (`tags.`).
 */
export class MetadataReader {
  readonly #map: PlainMap;
  readonly #diagnostics: Diagnostic[];
  readonly #prefix: string;

  constructor(map: PlainMap, diagnostics: Diagnostic[], prefix = "") {
    this.#map = map;
    this.#diagnostics = diagnostics;
    this.#prefix = prefix;
  }

  /** True when the key is there with a value other than null. */
  has(key: string): boolean {
    return this.#last(key) !== null;
  }

  /** Text of several lines, trimmed, at most `limit` characters; the last value wins; null when missing, empty or not a scalar. */
  text(key: string, limit: number = metadataLimits.description): string | null {
    const value = this.#last(key);
    if (value === null) return null;
    const found = scalarText(value);
    return found === null ? this.#refuse(key, "not a text") : this.#bounded(key, found.trim(), limit) || null;
  }

  /** Text on one line: runs of white space are one space. */
  line(key: string, limit: number = metadataLimits.line): string | null {
    const found = this.text(key);
    return found === null ? null : this.#bounded(key, oneLine(found), limit);
  }

  /** One lower-case word such as a level or a status, without what follows it. */
  word(key: string): string | null {
    const [word] = /[a-z][a-z0-9_ -]*/.exec(this.line(key)?.toLowerCase() ?? "") ?? [];
    return word?.trim() ?? null;
  }

  /** Lines of a list; a lone scalar is a list of one, a list in the list is part of it; values of a key written twice follow each other. */
  list(key: string): readonly string[] {
    const items: string[] = [];
    for (const value of this.#items(key)) {
      if (value === null || value === undefined) continue;
      const item = scalarText(value) ?? pairText(value);
      if (item === null) this.#refuse(key, "an item is not a text");
      else if (item.trim() !== "") items.push(this.#bounded(key, oneLine(item), metadataLimits.line));
    }
    return items;
  }

  /** ISO date `YYYY-MM-DD` from any spelling that parseDate knows. */
  date(key: string): string | null {
    const value = this.#last(key);
    return value === null ? null : (parseDate(scalarText(value) ?? "") ?? this.#refuse(key, "not a date"));
  }

  /** People from one text with commas, or from a list. */
  authors(key: string): readonly string[] {
    return this.list(key).flatMap(splitAuthors).slice(0, metadataLimits.items);
  }

  /** The reader of a nested map; an empty one when there is none. */
  map(key: string): MetadataReader {
    return new MetadataReader(asMap(this.#last(key)) ?? emptyMap, this.#diagnostics, `${this.#prefix}${key}.`);
  }

  /** Readers of the maps in a list. */
  maps(key: string): readonly MetadataReader[] {
    const maps = this.#items(key).flatMap((value) => asMap(value) ?? []);
    return maps.map((map) => new MetadataReader(map, this.#diagnostics, `${this.#prefix}${key}.`));
  }

  #last(key: string): unknown {
    return this.#map.all(key).findLast((value) => value !== null && value !== undefined) ?? null;
  }

  #items(key: string): readonly unknown[] {
    const values = (this.#map.all(key) as unknown[]).flat(2);
    if (values.length > metadataLimits.items) this.#refuse(key, `cut to ${metadataLimits.items} of ${values.length} items`);
    return values.slice(0, metadataLimits.items);
  }

  #bounded(key: string, text: string, limit: number): string {
    if (text.length <= limit) return text;
    this.#refuse(key, `cut to ${limit} of ${text.length} characters`);
    return cleanText(text.slice(0, limit));
  }

  #refuse(key: string, why: string): null {
    if (this.#diagnostics.length >= metadataLimits.items) return null;
    this.#diagnostics.push(diagnose("metadata-unreadable", "info", null, `${this.#prefix}${key}: ${why}`));
    return null;
  }
}

/** Runs of white space are one space. */
export function oneLine(text: string): string {
  return /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, " ").trim() : text.trim();
}

/** Each value once, in order. */
export function unique<Value>(values: Iterable<Value>): readonly Value[] {
  return [...new Set(values)];
}

/** `- Note: text` without quotes is a map of one pair in YAML, and a sentence to its author: the sentence. */
function pairText(value: unknown): string | null {
  const map = asMap(value);
  const [key, ...others] = map?.keys() ?? [];
  const [inner] = key === undefined ? [] : (map?.all(key) ?? []);
  const text = inner === null || inner === undefined ? "" : scalarText(inner);
  return key === undefined || others.length > 0 || text === null ? null : `${key}: ${text}`;
}
