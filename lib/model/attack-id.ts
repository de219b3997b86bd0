/**
 * ATT&CK identifiers: every branded id in the catalog was checked by this file, and one map says how each kind looks.
 * Source of the shapes: https://attack.mitre.org/resources/faq/ and the external ids of the published STIX bundles.
 */

/** One row a kind: its exact pattern, an example, and what people call it. Types and messages derive from here. */
const ATTACK_ID_KINDS = {
  technique: { noun: "technique", pattern: /^T\d{4}(?:\.\d{3})?$/, shape: "T####", example: "T1059 or T1059.001" },
  tactic: { noun: "tactic", pattern: /^TA\d{4}$/, shape: "TA####", example: "TA0007" },
  strategy: { noun: "detection strategy", pattern: /^DET\d{4,5}$/, shape: "DET####", example: "DET0376" },
  analytic: { noun: "analytic", pattern: /^AN\d{4,5}$/, shape: "AN####", example: "AN1057" },
  dataComponent: { noun: "data component", pattern: /^DC\d{4,5}$/, shape: "DC####", example: "DC0032" },
} as const;

export type AttackIdKind = keyof typeof ATTACK_ID_KINDS;

declare const attackIdBrand: unique symbol;

/** A string that parseAttackId (or parseTechniqueTag) found to be an id of kind K, in its canonical upper-case spelling. */
export type AttackId<K extends AttackIdKind> = string & { readonly [attackIdBrand]: K };

export type TechniqueId = AttackId<"technique">;
export type TacticId = AttackId<"tactic">;
export type StrategyId = AttackId<"strategy">;
export type AnalyticId = AttackId<"analytic">;
export type DataComponentId = AttackId<"dataComponent">;

/**
 * The id that `text` spells exactly, whatever its letter case (`ta0007` gives `TA0007`), or null.
 * For tags and URLs in other spellings of a technique use parseTechniqueTag.
 */
export function parseAttackId<K extends AttackIdKind>(kind: K, text: string): AttackId<K> | null {
  const id = text.trim().toUpperCase();
  return ATTACK_ID_KINDS[kind].pattern.test(id) ? (id as AttackId<K>) : null;
}

/** One sentence for people: why `text` is not an id of this kind, with an example of one that is. */
export function attackIdMessage(kind: AttackIdKind, text: string): string {
  const { noun, shape, example } = ATTACK_ID_KINDS[kind];
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `"${shown}" is not an ATT&CK ${noun} id (${shape}, such as ${example}).`;
}

/**
 * A technique id inside other text. Before it: no letter and no digit (so not `2024T1046`). After it: not more digits
 * (so neither `T10461` nor `T1059.1`) and no letter.
 */
const TECHNIQUE_IN_TEXT = /(?<![a-z0-9])t(\d{4})(?:(?:[._/-]|%2f)(\d{3}))?(?![a-z0-9])(?!(?:[._/-]|%2f)\d)/gi;

/**
 * Every technique id that `text` names, in order, each once: `attack.t1059.001`, `T1059/001`, `t1059_001`,
 * `https://attack.mitre.org/techniques/T1059/001/`, `T1059.001 - PowerShell`, and lists of these.
 */
export function findTechniqueIds(text: string): readonly TechniqueId[] {
  const found = new Set<TechniqueId>();
  for (const [, parent, sub] of text.matchAll(TECHNIQUE_IN_TEXT)) {
    found.add((sub === undefined ? `T${parent}` : `T${parent}.${sub}`) as TechniqueId);
  }
  return [...found];
}

/** The one technique that a tag names in any spelling (see findTechniqueIds); null when it names none, or several. */
export function parseTechniqueTag(text: string): TechniqueId | null {
  const ids = findTechniqueIds(text);
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

/** The technique above a sub-technique (`T1059.001` gives `T1059`); null for a technique that is not a sub-technique. */
export function parentTechniqueId(id: TechniqueId): TechniqueId | null {
  const dot = id.indexOf(".");
  return dot < 0 ? null : (id.slice(0, dot) as TechniqueId);
}
