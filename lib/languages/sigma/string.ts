/**
 * Sigma string values: wildcards, escapes, and the encodings that modifiers ask for.
 * Source: https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#escaping and pySigma's SigmaString.
 */
import { anyOne, anyRun, type Pattern, type PatternPart } from "../../expression/expression.ts";

/**
 * Decodes a Sigma value: `*` and `?` are wildcards, a backslash escapes them and itself, any other backslash is plain.
 * @returns the pattern's parts; a value without wildcards is one text (or nothing, for the empty value)
 */
export function parseSigmaString(text: string): Pattern {
  const parts: PatternPart[] = [];
  let plain = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? "";
    const next = text[index + 1];
    if (character === "\\" && (next === "*" || next === "?" || next === "\\")) {
      plain += next;
      index += 1;
    } else if (character === "*" || character === "?") {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(character === "*" ? anyRun : anyOne);
    } else plain += character;
  }
  if (plain) parts.push(plain);
  return parts;
}

/** The pattern's text when it holds no wildcard, else null. */
export function plainText(pattern: Pattern): string | null {
  if (pattern.length === 0) return "";
  const [only] = pattern;
  return pattern.length === 1 && typeof only === "string" ? only : null;
}

const dashes = ["-", "/", "–", "—", "―"];
const dashPlace = /\B[-/]\b/g;
const maximumVariants = 625;

/** `windash`: each option dash (or slash) in all its spellings; the written form comes first. */
export function dashVariants(pattern: Pattern): readonly Pattern[] {
  const places = pattern.reduce((sum, part) => sum + (typeof part === "string" ? [...part.matchAll(dashPlace)].length : 0), 0);
  if (places === 0) return [pattern];
  const choices = dashes.length ** places <= maximumVariants ? places : 1;
  const variants: Pattern[] = [];
  for (let number = 0; number < dashes.length ** choices; number += 1) {
    let place = 0;
    variants.push(
      pattern.map((part) =>
        typeof part !== "string"
          ? part
          : part.replace(dashPlace, (written) => {
              const digit = Math.floor(number / dashes.length ** (choices === 1 ? 0 : place)) % dashes.length;
              place += 1;
              const own = dashes.indexOf(written);
              return digit === 0 ? written : (dashes[digit <= own ? digit - 1 : digit] ?? written);
            }),
      ),
    );
  }
  return variants;
}

const textEncoder = new TextEncoder();

/** Bytes of a text in one of the encodings that `utf16le`, `wide`, `utf16be` and `utf16` (with byte order mark) name. */
export function encode(text: string, encoding: "utf8" | "utf16le" | "utf16be" | "utf16"): Uint8Array {
  if (encoding === "utf8") return textEncoder.encode(text);
  const units = encoding === "utf16" ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(units.length * 2);
  for (let index = 0; index < units.length; index += 1) {
    const unit = units.charCodeAt(index);
    const [low, high] = [unit & 0xff, unit >> 8];
    bytes[index * 2] = encoding === "utf16be" ? high : low;
    bytes[index * 2 + 1] = encoding === "utf16be" ? low : high;
  }
  return bytes;
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Base64 of the bytes, as `base64` asks. */
export function base64(bytes: Uint8Array): string {
  return toBase64(bytes);
}

/** `base64offset`: the parts of the base64 text that do not depend on what stands before and after, for the three offsets. */
export function base64Offsets(bytes: Uint8Array): readonly string[] {
  const startOffsets = [0, 2, 3];
  const endOffsets = [0, -3, -2];
  return [0, 1, 2].map((offset) => {
    const padded = new Uint8Array(bytes.length + offset).fill(0x20, 0, offset);
    padded.set(bytes, offset);
    const end = endOffsets[(bytes.length + offset) % 3] ?? 0;
    return toBase64(padded).slice(startOffsets[offset], end === 0 ? undefined : end);
  });
}
