/** The marks of a rule's source: numbered in source order, one letter a kind, the same in source, tree and table. */
import type { Diagnostic, Span } from "@/lib/model/diagnostic";
import type { LogicNode, LogicScope } from "@/lib/model/normalized-rule";
import type { ClausePart } from "@/lib/model/predicate";
import type { RulePredicate } from "@/lib/model/rule-view";

/** S selector, M match, X exclude, T threshold, ? not understood. */
export type MarkLetter = "S" | "M" | "X" | "T" | "?";

export interface Mark {
  readonly letter: MarkLetter;
  readonly number: number;
  readonly span: Span;
  /** Position of the predicate, or index of the diagnostic for what was not understood. */
  readonly target: { readonly predicate: number } | { readonly diagnostic: number };
}

export interface Marks {
  readonly all: readonly Mark[];
  readonly ofPredicate: ReadonlyMap<number, Mark>;
  readonly ofDiagnostic: ReadonlyMap<number, Mark>;
}

const classes: Readonly<Record<MarkLetter, string>> = { S: "sl", M: "mt", X: "ex", T: "th", "?": "un" };

/** The class that draws the mark's line. */
export function markClass(letter: MarkLetter): string {
  return classes[letter];
}

/** `M3`, as printed everywhere. */
export function markName({ letter, number }: Mark): string {
  return `${letter}${number}`;
}

/** The id of the mark's row below the source. */
export function markAnchor({ number }: Mark): string {
  return `p${number}`;
}

/** What the predicate does in its rule. */
export function roleOf({ lane, polarity, role }: RulePredicate): string {
  if (role === "exclusion") return "exclusion";
  const does = polarity === "exclude" ? "exclude" : lane === "behavior" ? "match" : lane;
  return `${does}, ${role}`;
}

/** Predicates as parts of a row; a test of presence has no value to show. */
export function partsOf(predicates: readonly RulePredicate[]): readonly ClausePart[] {
  return predicates.map(({ field, operator, value, caseSensitive, lane }) => ({
    ...{ field, operator, caseSensitive, lane },
    values: operator === "exists" || operator === "missing" ? [] : [value],
  }));
}

function letterOf({ lane, polarity }: RulePredicate): MarkLetter {
  if (polarity === "exclude") return "X";
  if (lane === "threshold") return "T";
  return lane === "selector" ? "S" : "M";
}

/** Diagnostics that the logic keeps as text that was not understood. */
function opaqueIn(node: LogicNode): readonly number[] {
  switch (node.kind) {
    case "all":
    case "any":
      return node.children.flatMap(opaqueIn);
    case "not":
      return opaqueIn(node.child);
    case "opaque":
      return [node.diagnostic];
    case "predicate":
      return [];
  }
}

/** Numbers a rule's predicates and the parts that were not understood, in source order. */
export function marksOf(predicates: readonly RulePredicate[], scopes: readonly LogicScope[], diagnostics: readonly Diagnostic[]): Marks {
  const opaque = [...new Set(scopes.flatMap(({ logic }) => opaqueIn(logic)))].flatMap((index) => {
    const diagnostic = diagnostics[index];
    return diagnostic ? [{ letter: "?" as const, span: diagnostic.span ?? ([0, 0] as const), target: { diagnostic: index } }] : [];
  });
  const known = predicates.map((predicate) => ({
    letter: letterOf(predicate),
    span: predicate.span,
    target: { predicate: predicate.position },
  }));
  const all = [...known, ...opaque]
    .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
    .map((mark, index): Mark => ({ ...mark, number: index + 1 }));
  return {
    all,
    ofPredicate: new Map(all.flatMap((mark) => ("predicate" in mark.target ? [[mark.target.predicate, mark] as const] : []))),
    ofDiagnostic: new Map(all.flatMap((mark) => ("diagnostic" in mark.target ? [[mark.target.diagnostic, mark] as const] : []))),
  };
}
