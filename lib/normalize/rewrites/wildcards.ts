/** Wildcards at the ends of a value become operators (normalization §4): `*x*` contains, `x*` starts_with, `*x` ends_with, `*` exists. */
import { anyRun, type Pattern, type PatternPart } from "../../expression/expression.ts";
import type { Operator } from "../../model/predicate.ts";

export interface Simplified {
  readonly operator: Operator;
  readonly value: string;
}

const isRun = (part: PatternPart | undefined): boolean => part === anyRun;

/** The operator and value that match exactly what the pattern matches. */
export function simplifyPattern(pattern: Pattern): Simplified {
  const parts = pattern.filter((part, index) => !(isRun(part) && isRun(pattern[index - 1])));
  if (parts.length === 0) return { operator: "missing", value: "" };
  const start = isRun(parts[0]) ? 1 : 0;
  const end = parts.length > 1 && isRun(parts.at(-1)) ? 1 : 0;
  const middle = parts.slice(start, parts.length - end);
  const [only] = middle;
  if (middle.length === 0) return { operator: "exists", value: "" };
  if (middle.length === 1 && typeof only === "string") {
    const operator = start && end ? "contains" : start ? "ends_with" : end ? "starts_with" : "eq";
    return { operator, value: only };
  }
  if (middle.length === 1 && (start || end)) return { operator: "exists", value: "" };
  return { operator: "wildcard", value: printPattern(parts) };
}

/** Prints a pattern with `*` and `?`; the same characters meant literally, and backslashes before them, are escaped. */
export function printPattern(pattern: Pattern): string {
  return pattern
    .map((part, index) => {
      if (typeof part !== "string") return part.wildcard;
      const escaped = part.replace(/(\\*)([*?])/g, (_, slashes: string, wildcard: string) => `${slashes}${slashes}\\${wildcard}`);
      const next = pattern[index + 1];
      return next !== undefined && typeof next !== "string" ? escaped.replace(/\\+$/, (slashes) => slashes + slashes) : escaped;
    })
    .join("");
}
