/**
 * A regex that only says literal text is rewritten to what it says (normalization §4): contains, eq, starts_with, ends_with, one alternative
 * for each of at most 64 literals. Works on the syntax tree (https://github.com/eslint-community/regexpp), never on strings.
 * `.*` stands for any text, line breaks included: what rules match are lines. Between two literals it stays a regex, as written.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { anyRun, type PatternPart } from "../../expression/expression.ts";
import type { Operator } from "../../model/predicate.ts";
import { simplifyPattern } from "./wildcards.ts";

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

/** One of the finitely many things that a pattern says: literals and any text, and whether the subject begins or ends with it. */
interface Word {
  readonly parts: readonly PatternPart[];
  readonly starts: boolean;
  readonly ends: boolean;
}

/** Null: more than a reader can list, or something else than literals. */
type Words = readonly Word[] | null;

const nothing: Word = { parts: [], starts: false, ends: false };
const anything: Words = [{ ...nothing, parts: [anyRun] }];

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
  const scoped = wholeGroup(pattern);
  const words = wordsOfAny(scoped?.alternatives ?? pattern.alternatives);
  const alternatives = new Map<string, LiteralText>();
  for (const word of words ?? []) {
    const text = textOf(word, anchored);
    if (!text) return null;
    alternatives.set(`${text.operator} ${text.value}`, text);
  }
  if (alternatives.size === 0) return null;
  return { alternatives: [...alternatives.values()], ignoreCase: scoped !== null || (flags?.[1]?.includes("i") ?? false) };
}

/** `(?i:…)` around the whole pattern says the same as `(?i)` before it. */
function wholeGroup({ alternatives: [only, ...more] }: AST.Pattern): AST.Group | null {
  const [element, ...rest] = only?.elements ?? [];
  if (more.length > 0 || rest.length > 0 || element?.type !== "Group" || !element.modifiers) return null;
  const { add, remove } = element.modifiers;
  return add.raw === "i" && remove === null ? element : null;
}

function textOf({ parts, starts, ends }: Word, anchored: boolean): LiteralText | null {
  const before = starts || anchored ? [] : [anyRun];
  const after = ends || anchored ? [] : [anyRun];
  const { operator, value } = simplifyPattern([...before, ...parts, ...after]);
  if (/[\ud800-\udfff]/u.test(value)) return null; // half of a character, from a class that lists its halves
  return operator === "eq" || operator === "contains" || operator === "starts_with" || operator === "ends_with"
    ? { operator, value }
    : null;
}

function wordsOfAny(alternatives: readonly AST.Alternative[]): Words {
  const words: Word[] = [];
  for (const { elements } of alternatives) {
    const more = wordsOfSequence(elements);
    if (!more || words.length + more.length > maximumLiterals) return null;
    words.push(...more);
  }
  return words;
}

function wordsOfSequence(elements: readonly AST.Element[]): Words {
  let words: readonly Word[] = [nothing];
  for (const element of elements) {
    const next = wordsOf(element);
    const joined = next && product(words, next);
    if (!joined) return null;
    words = joined;
  }
  return words;
}

function product(left: readonly Word[], right: readonly Word[]): Words {
  if (left.length * right.length > maximumLiterals) return null;
  const words = left.flatMap((first) => right.map((second) => join(first, second)));
  return words.some((word) => word === null) ? null : (words as Word[]);
}

/** Null where text stands before a start or after an end, or grows too long. */
function join(first: Word, second: Word): Word | null {
  if ((second.starts && first.parts.length > 0) || (first.ends && second.parts.length > 0)) return null;
  const parts = [...first.parts];
  for (const part of second.parts) {
    const before = parts.at(-1);
    if (typeof before === "string" && typeof part === "string") parts[parts.length - 1] = before + part;
    else if (typeof part === "string" || part !== before) parts.push(part);
  }
  const tooLong = parts.some((part) => typeof part === "string" && part.length > maximumLength);
  return tooLong ? null : { parts, starts: first.starts || second.starts, ends: first.ends || second.ends };
}

const literal = (code: number): Word => ({ ...nothing, parts: [String.fromCodePoint(code)] });

function wordsOf(element: AST.Element): Words {
  if (isAnything(element)) return anything;
  switch (element.type) {
    case "Character":
      return [literal(element.value)];
    case "Assertion":
      if (element.kind === "start") return [{ ...nothing, starts: true }];
      return element.kind === "end" ? [{ ...nothing, ends: true }] : null;
    case "Group":
      return element.modifiers ? null : wordsOfAny(element.alternatives);
    case "CapturingGroup":
      return wordsOfAny(element.alternatives);
    case "Quantifier":
      return wordsOfQuantifier(element);
    case "CharacterClass":
      return wordsOfClass(element);
    default:
      return null;
  }
}

/** Any text at all: `.*`, `.*?`, `[\s\S]*`, and groups of these. */
function isAnything(element: AST.Element): boolean {
  if (element.type === "Quantifier") {
    const { min, max, element: inner } = element;
    return max > 0 && ((min === 0 && max === Number.POSITIVE_INFINITY && isAnyCharacter(inner)) || isAnything(inner));
  }
  if (element.type !== "CapturingGroup" && (element.type !== "Group" || element.modifiers)) return false;
  return element.alternatives.some(({ elements }) => elements.length > 0 && elements.every(isAnything));
}

function isAnyCharacter(element: AST.Element): boolean {
  if (element.type === "CharacterSet") return element.kind === "any";
  if (element.type !== "CharacterClass" || element.negate) return false;
  const sets = element.elements.flatMap((part) => (part.type === "CharacterSet" && part.kind !== "property" ? [part] : []));
  return sets.some((set) => sets.some((other) => other.kind === set.kind && other.negate !== set.negate));
}

function wordsOfQuantifier({ min, max, element }: AST.Quantifier): Words {
  if (max > maximumRepeats) return null;
  const unit = wordsOf(element);
  if (!unit) return null;
  const words: Word[] = [];
  let repeated: Words = [nothing];
  for (let count = 0; count <= max; count += 1) {
    if (count >= min) words.push(...repeated);
    if (words.length > maximumLiterals) return null;
    if (count === max) break;
    repeated = product(repeated, unit);
    if (!repeated) return null;
  }
  return words;
}

function wordsOfClass(characterClass: AST.CharacterClass): Words {
  if (characterClass.negate) return null;
  const words: Word[] = [];
  for (const element of characterClass.elements) {
    if (element.type === "Character") words.push(literal(element.value));
    else if (element.type === "CharacterClassRange" && element.max.value - element.min.value < maximumLiterals) {
      for (let code = element.min.value; code <= element.max.value; code += 1) words.push(literal(code));
    } else return null;
    if (words.length > maximumLiterals) return null;
  }
  return words;
}
