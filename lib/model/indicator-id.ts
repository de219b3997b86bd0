/** Names an indicator: (field, operator, value), compared without case unless it says otherwise; the same in the database, in URLs and in links. */
import { createHash } from "node:crypto";
import { type ClausePart, comparesCase, type Predicate } from "./predicate.ts";
import { shortKey } from "./row-key.ts";

/** What an indicator is: compared without case unless caseSensitive. Of its lane only this is part of it: a placeholder is no value. */
export type IndicatorParts = Pick<Predicate, "field" | "operator" | "value" | "caseSensitive" | "lane">;

/** First 63 bits of the sha256 of the parts, each bounded, so that ("ab", "c") differs from ("a", "bc"). Positive, for BIGINT. */
export function hash63(...parts: readonly (string | null)[]): bigint {
  let bounded = ""; // one update instead of many: this runs a million times in an ingest
  for (const part of parts) bounded += part === null ? "-;" : `${part.length}:${part}`;
  return createHash("sha256").update(bounded).digest().readBigUInt64BE(0) >> 1n;
}

export function indicatorId(indicator: IndicatorParts): bigint {
  const { field, operator, value } = indicator;
  const cased = comparesCase(indicator);
  return hash63(
    indicator.lane === "placeholder" ? "placeholder" : "indicator",
    field,
    operator,
    cased ? value : value.toLowerCase(),
    cased ? "1" : "0",
  );
}

/** The indicator's name in URLs; null for a test of presence, which looks for no value. */
export function indicatorKey(part: Pick<ClausePart, "field" | "operator" | "caseSensitive" | "lane">, value: string): string | null {
  if (part.operator === "exists" || part.operator === "missing" || part.operator === "fieldref") return null;
  return shortKey(String(indicatorId({ ...part, value })));
}
