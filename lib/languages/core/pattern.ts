/** Patterns from decoded pieces: adjacent text is joined, so that equal patterns are equal data. */
import { anyOne, anyRun, type Pattern, type PatternPart } from "../../expression/expression.ts";

/** Joins adjacent text and leaves empty text out. */
export function joinPattern(pieces: readonly PatternPart[]): Pattern {
  const parts: PatternPart[] = [];
  for (const piece of pieces) {
    const before = parts.at(-1);
    if (piece === "") continue;
    if (typeof piece === "string" && typeof before === "string") parts[parts.length - 1] = before + piece;
    else parts.push(piece);
  }
  return parts;
}

/** The text of a pattern without wildcards, else null. */
export function plainText(pattern: Pattern): string | null {
  const [only = ""] = pattern;
  return pattern.length <= 1 && typeof only === "string" ? only : null;
}

/** Reads plain decoded text with the wildcards that the language has: `*` for any run, `?` for any one. */
export function globPattern(text: string, one = true): Pattern {
  return joinPattern(
    [...text.matchAll(/[*?]|[^*?]+/gs)].map(([piece]) => (piece === "*" ? anyRun : piece === "?" && one ? anyOne : piece)),
  );
}

/** The same where a backslash takes a character literally (ES|QL LIKE). */
export function escapedGlobPattern(text: string): Pattern {
  const pieces = text.matchAll(/\\([\\*?])|([*?])|([^*?\\]+|\\)/gs);
  return joinPattern(
    [...pieces].map(([, escaped, wild, plain]) => (wild === "*" ? anyRun : wild === "?" ? anyOne : (escaped ?? plain ?? ""))),
  );
}
