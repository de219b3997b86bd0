/** Operands that functions make of other operands. https://learn.microsoft.com/kusto/query/extract-json-function */
import type { Operand } from "./place.ts";
import { isScalar } from "./value.ts";

/** `extractjson("$.a.b", Column)` is Column.a.b. */
export function extracted(values: readonly Operand[]): Operand | null {
  const [path, column] = values;
  if (path?.kind !== "constant" || !isScalar(path.value) || column?.kind !== "field" || column.threshold) return null;
  const steps = path.value.text
    .replace(/^\$\.?/, "")
    .replace(/\.?\[\d+\]/g, "")
    .replace(/^\./, "");
  return /^[\w.]+$/.test(steps) ? { ...column, name: `${column.name}.${steps}`, raw: `${column.raw}.${steps}` } : null;
}

/** `array_length(make_set(f))` counts distinct values. */
export function aggregateOfSet(word: string, operand: Operand): Operand | null {
  if (word !== "array_length" && word !== "arraylength") return null;
  const threshold = operand.kind === "field" ? operand.threshold : undefined;
  const set = threshold?.aggregate;
  if (operand.kind !== "field" || !threshold || !set || !/^make_?(?:set|list)/.test(set.function)) return null;
  const aggregate = /set/.test(set.function) ? { function: "dc", field: set.field } : { function: "count", field: null };
  return { ...operand, threshold: { ...threshold, aggregate } };
}
