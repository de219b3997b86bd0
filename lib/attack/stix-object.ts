/**
 * Guarded reading of STIX objects: whatever a bundle holds, these return bounded, well-formed values of the promised type,
 * and report what was not. Object shapes: https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html
 */
import { type AttackId, type AttackIdKind, parseAttackId } from "../model/attack-id.ts";
import type { TroubleLog } from "./bundle-diagnostics.ts";

/** An object with the two fields that STIX requires of every object; nothing else of it is trusted. */
export interface StixObject {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Longest texts kept. The longest description published so far has 4,680 characters, the longest name 120. */
export const TEXT_LIMITS = { line: 500, description: 50_000 } as const;
const LIST_LIMIT = 5_000;

const ATTACK_SOURCES = new Set(["mitre-attack", "mitre-mobile-attack", "mitre-ics-attack", "mitre-pre-attack"]);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `value` as a STIX object; null, with a report, when it is none. */
export function asStixObject(value: unknown, log: TroubleLog): StixObject | null {
  if (isRecord(value) && typeof value.id === "string" && typeof value.type === "string") return value as StixObject;
  log.report("bad-object", isRecord(value) ? "an object without id or type" : `a ${value === null ? "null" : typeof value}`);
  return null;
}

/** Control characters (PostgreSQL refuses NUL) and lone surrogates (not encodable as UTF-8); line breaks and tabs stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;

/** A field's text, trimmed, storable and at most `limit` long; empty when absent or of another type (the latter reported). */
export function readText(object: Readonly<Record<string, unknown>>, field: string, limit: number, where: string, log: TroubleLog): string {
  const value = object[field];
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") {
    log.report("bad-field", `${where} ${field}`);
    return "";
  }
  if (value.length > limit) log.report("bad-field", `${where} ${field}`);
  return value.slice(0, limit).replace(UNSTORABLE, "").trim();
}

/** One line of text: a name, a shortname, a version. */
export function readLine(object: StixObject, field: string, log: TroubleLog): string {
  return readText(object, field, TEXT_LIMITS.line, object.id, log).replace(/\s+/g, " ");
}

/** A list field; empty when absent or not a list (the latter reported), cut at 5,000 entries. */
export function readList(object: StixObject, field: string, log: TroubleLog): readonly unknown[] {
  const value = object[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    log.report("bad-field", `${object.id} ${field}`);
    return [];
  }
  if (value.length > LIST_LIMIT) log.report("bad-field", `${object.id} ${field}`);
  return value.slice(0, LIST_LIMIT);
}

/** The records of a list field; other entries are reported. */
export function readRecords(object: StixObject, field: string, log: TroubleLog): readonly Readonly<Record<string, unknown>>[] {
  return readList(object, field, log).filter((entry): entry is Readonly<Record<string, unknown>> => {
    if (isRecord(entry)) return true;
    log.report("bad-field", `${object.id} ${field}`);
    return false;
  });
}

/** The texts of a list field, each once, as ordered; other entries are reported. */
export function readTexts(object: StixObject, field: string, log: TroubleLog): readonly string[] {
  const texts = readList(object, field, log).map((entry) => readText({ entry }, "entry", TEXT_LIMITS.line, `${object.id} ${field}`, log));
  return [...new Set(texts.filter((text) => text !== ""))];
}

/** An ISO 8601 instant, or empty. */
export function readInstant(object: StixObject, field: string, log: TroubleLog): string {
  const text = readLine(object, field, log);
  if (text === "" || (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)))) return text;
  log.report("bad-field", `${object.id} ${field}`);
  return "";
}

/** Whether MITRE took the object out of use. */
export function readRetirement(object: StixObject): { readonly revoked: boolean; readonly deprecated: boolean } {
  return { revoked: object.revoked === true, deprecated: object.x_mitre_deprecated === true };
}

/** The ATT&CK id among the external references; null, with a report, when none is valid for `kind`. */
export function readAttackId<K extends AttackIdKind>(kind: K, object: StixObject, log: TroubleLog): AttackId<K> | null {
  for (const reference of readRecords(object, "external_references", log)) {
    const { source_name: source, external_id: text } = reference;
    if (typeof source !== "string" || typeof text !== "string" || !ATTACK_SOURCES.has(source)) continue;
    const id = parseAttackId(kind, text);
    if (id !== null) return id;
  }
  log.report("no-attack-id", object.id);
  return null;
}
