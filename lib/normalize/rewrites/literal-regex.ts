/**
 * A regex that only says literal text is rewritten to what it says (normalization §4): contains, eq, starts_with, ends_with,
 * or a finite set of at most 64 literals. Works on the syntax tree (https://github.com/eslint-community/regexpp), never on strings.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import type { Operator } from "../../model/predicate.ts";

export interface LiteralText {
  readonly operator: Extract<Operator, "eq" | "contains" | "starts_with" | "ends_with">;
  readonly value: string;
}

export interface LiteralRegex {
  readonly alternatives: readonly LiteralText[];
  readonly ignoreCase: boolean;
}

const maximumLiterals = 64;
const maximumLength = 4096;
const maximumRepeats = 8;
const parser = new RegExpParser({ ecmaVersion: 2025 });

/**
 * Reads a regex as literals.
 * @param source the pattern as written; leading inline flags such as `(?i)` are understood
 * @param anchored true when the engine matches the whole subject
 * @returns null when the pattern says more than a finite set of literals, or is not understood
 */
export function readLiteralRegex(source: string, anchored: boolean): LiteralRegex | null {
  if (source.length > maximumLength) return null;
  const flags = /^\(\?([imsux-]+)\)/.exec(source);
  if (flags?.[1] && /[xm-]/.test(flags[1])) return null;
  let pattern: AST.Pattern;
  try {
    pattern = parser.parsePattern(source.slice(flags?.[0].length ?? 0));
  } catch {
    return null; // not a pattern of this grammar: it stays a regex, as written
  }
  const alternatives: LiteralText[] = [];
  for (const alternative of pattern.alternatives) {
    const texts = readAlternative(alternative, anchored);
    if (!texts || alternatives.length + texts.length > maximumLiterals) return null;
    alternatives.push(...texts);
  }
  if (alternatives.length === 0 || alternatives.some(({ value }) => value === "")) return null;
  return { alternatives, ignoreCase: flags?.[1]?.includes("i") ?? false };
}

const isAnchor = (element: AST.Element | undefined, kind: "start" | "end"): boolean =>
  element?.type === "Assertion" && element.kind === kind;

/** `.*`, captured or not: any text, which before or after an unanchored literal says nothing. */
function isAnything(element: AST.Element | undefined): boolean {
  if (element?.type === "CapturingGroup" || element?.type === "Group") {
    const [only, ...others] = element.alternatives;
    return others.length === 0 && only?.elements.length === 1 && isAnything(only.elements[0]);
  }
  return (
    element?.type === "Quantifier" &&
    element.min === 0 &&
    element.max === Number.POSITIVE_INFINITY &&
    element.element.type === "CharacterSet" &&
    element.element.kind === "any"
  );
}

function readAlternative(alternative: AST.Alternative, anchored: boolean): readonly LiteralText[] | null {
  let elements = [...alternative.elements];
  let startsFixed = anchored || isAnchor(elements[0], "start");
  let endsFixed = anchored || isAnchor(elements.at(-1), "end");
  if (isAnchor(elements[0], "start")) elements = elements.slice(1);
  if (isAnchor(elements.at(-1), "end")) elements = elements.slice(0, -1);
  while (isAnything(elements[0])) {
    elements = elements.slice(1);
    startsFixed = false;
  }
  while (isAnything(elements.at(-1))) {
    elements = elements.slice(0, -1);
    endsFixed = false;
  }
  const texts = enumerateSequence(elements);
  if (!texts) return null;
  const operator = startsFixed && endsFixed ? "eq" : startsFixed ? "starts_with" : endsFixed ? "ends_with" : "contains";
  return [...new Set(texts)].map((value) => ({ operator, value }));
}

function enumerateSequence(elements: readonly AST.Element[]): readonly string[] | null {
  let texts: readonly string[] = [""];
  for (const element of elements) {
    const next = enumerateElement(element);
    if (!next || texts.length * next.length > maximumLiterals) return null;
    texts = texts.flatMap((text) => next.map((more) => text + more));
  }
  return texts;
}

function enumerateElement(element: AST.Element): readonly string[] | null {
  switch (element.type) {
    case "Character":
      return [String.fromCodePoint(element.value)];
    case "Group":
    case "CapturingGroup": {
      if (element.type === "Group" && element.modifiers) return null;
      const all = element.alternatives.map((alternative) => enumerateSequence(alternative.elements));
      return all.some((texts) => texts === null) ? null : all.flatMap((texts) => texts ?? []);
    }
    case "Quantifier":
      return enumerateQuantifier(element);
    case "CharacterClass":
      return enumerateClass(element);
    default:
      return null;
  }
}

function enumerateQuantifier(quantifier: AST.Quantifier): readonly string[] | null {
  if (quantifier.max > maximumRepeats) return null;
  const unit = enumerateElement(quantifier.element);
  if (!unit) return null;
  const texts: string[] = [];
  let repeated: readonly string[] = [""];
  for (let count = 0; count <= quantifier.max; count += 1) {
    if (count >= quantifier.min) texts.push(...repeated);
    if (texts.length > maximumLiterals) return null;
    if (count === quantifier.max) break;
    if (repeated.length * unit.length > maximumLiterals) return null;
    repeated = repeated.flatMap((text) => unit.map((more) => text + more));
  }
  return texts;
}

function enumerateClass(characterClass: AST.CharacterClass): readonly string[] | null {
  if (characterClass.negate) return null;
  const texts: string[] = [];
  for (const element of characterClass.elements) {
    if (element.type === "Character") texts.push(String.fromCodePoint(element.value));
    else if (element.type === "CharacterClassRange" && element.max.value - element.min.value < maximumLiterals) {
      for (let code = element.min.value; code <= element.max.value; code += 1) texts.push(String.fromCodePoint(code));
    } else return null;
    if (texts.length > maximumLiterals) return null;
  }
  return texts;
}
