/** One predicate as its author wrote it, put back on one line in the manner of its language. */

export interface RawText {
  readonly field: string | null;
  readonly operator: string;
  readonly value: string;
}

/** Sigma hangs modifiers on the field and ends it with a colon; the query languages put the operator between. */
export function rawText(language: string, { field, operator, value }: RawText): string {
  if (field === null) return value === "" ? operator : value;
  if (language !== "sigma") return [field, operator, value].filter((word) => word !== "").join(" ");
  const modifiers = operator === "" || operator === "eq" || operator === ":" ? "" : operator.startsWith("|") ? operator : `|${operator}`;
  return `${field}${modifiers}: ${value}`;
}
