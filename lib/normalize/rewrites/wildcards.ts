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

/**
 * Prints a pattern with `*` and `?`, text as it is: `C:\\Users\\*`, as its author reads it. What would read as a wildcard and is none stands in
 * brackets, as in every glob (`[*]`, `[?]`, and `[[]` before what looks like one), so that two patterns never print alike.
 */
export function printPattern(pattern: Pattern): string {
  if (pattern.some((part) => typeof part === "string" && /[*?[]/.test(part))) return printQuoted(pattern);
  let printed = "";
  for (const part of pattern) printed += typeof part === "string" ? part : part.wildcard;
  return printed;
}

function printQuoted(pattern: Pattern): string {
  const characters = pattern.flatMap((part): readonly PatternPart[] => (typeof part === "string" ? [...part] : [part]));
  const plain = characters.map((part) => (typeof part === "string" ? part : part.wildcard));
  return characters
    .map((part, index) => {
      if (typeof part !== "string") return part.wildcard;
      const looksQuoted = ["*", "?", "["].includes(plain[index + 1] ?? "") && plain[index + 2] === "]";
      return part === "*" || part === "?" || (part === "[" && looksQuoted) ? `[${part}]` : part;
    })
    .join("");
}
