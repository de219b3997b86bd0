/**
 * Panther's macros for the event's own time, which stand in its Snowflake queries as functions.
 * https://docs.panther.com/search/data-explorer#macros
 */
import type { CallNode } from "./tree.ts";

/** Whether the function bounds the event's own time. */
export const isMacroOfTime = (name: string): boolean => /^p_occurs_(?:since|between|around|after|before)$/.test(name);

const units: Readonly<Record<string, string>> = { s: "s", m: "m", h: "h", d: "d", w: "w" };

/** How far `p_occurs_since('1 day')`, `p_occurs_since(3600)` reaches back; null when the text does not tell. */
export function macroWindow({ name, arguments: [first] }: CallNode): string | null {
  if (name !== "p_occurs_since" || first?.kind !== "value") return null;
  const [, count = "", unit = "s"] = /^\s*(\d+)\s*([a-z]?)/i.exec(first.text) ?? [];
  const letter = units[unit.toLowerCase() || "s"];
  return Number(count) > 0 && letter ? `${Number(count)}${letter}` : null;
}
