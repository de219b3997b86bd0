/** The event codes and names that a rule's scopes select, together and for each log source: they narrow both the field map and the events. */
import type { Expression } from "../expression/expression.ts";
import type { Language, LogSource, Reading, Scope } from "../languages/language.ts";
import { canonicalFields } from "./canonical-fields.ts";
import { findFieldRow } from "./field-map.ts";

export const nowhere: LogSource = { product: null, category: null, service: null, names: [] };

/** Where a rule's scopes say which table they read, a table's events are those that its own scopes select. Each scope is walked once. */
export function codesBySource(all: ReadonlySet<string>, language: Language, reading: Reading): (logSource: LogSource) => readonly string[] {
  const codesOf = makeCodeReader(language, reading);
  const byName = new Map<string, Set<string>>();
  for (const scope of reading.scopes) {
    const names = scope.logSource?.names ?? [];
    const codes = names.length > 0 ? codesOf([scope]) : nothing;
    for (const name of names) {
      const known = byName.get(name);
      if (known) for (const code of codes) known.add(code);
      else byName.set(name, new Set(codes));
    }
  }
  if (byName.size === 0) return () => [...all];
  return ({ names }) => [...new Set(names.flatMap((name) => [...(byName.get(name) ?? [])]))];
}

const nothing: ReadonlySet<string> = new Set();

/** What reads the codes that scopes select. */
export function makeCodeReader(language: Language, reading: Reading): (scopes: readonly Scope[]) => ReadonlySet<string> {
  const context = { logSource: reading.logSources[0] ?? nowhere, eventCodes: new Set<string>() };
  const telling = new Map<string, boolean>();
  const tells = (field: string): boolean => {
    const known = telling.get(field);
    if (known !== undefined) return known;
    const row = findFieldRow(language, field, context);
    const names = (row && canonicalFields.get(row.canonical)?.namesEvent) ?? false;
    telling.set(field, names);
    return names;
  };
  const collect = (node: Expression, negated: boolean, codes: Set<string>): void => {
    if (node.kind === "not") collect(node.child, !negated, codes);
    else if (node.kind === "and" || node.kind === "or") for (const child of node.children) collect(child, negated, codes);
    else if (node.kind === "predicate" && !negated) {
      const { field, operator, value } = node.literal;
      if (field !== null && operator === "eq" && typeof value === "string" && tells(field)) codes.add(value);
    }
  };
  return (scopes) => {
    const codes = new Set<string>();
    for (const scope of scopes) collect(scope.expression, false, codes);
    return codes;
  };
}
