/**
 * SPL's two vocabularies: search text (words, phrases, comparisons) and eval text (names, numbers, operators).
 * https://docs.splunk.com/Documentation/Splunk/latest/Search/Aboutsearchlanguagesyntax
 */
import { anyOne, anyRun, type Pattern } from "../../expression/expression.ts";
import { joinPattern } from "../core/pattern.ts";
import { makeTokenizer, type Token } from "../core/tokenizer.ts";

export type SearchKind = "mark" | "term" | "string" | "compare" | "punctuation" | "word" | "space" | "subsearch";
export type EvalKind = "mark" | "string" | "field" | "number" | "name" | "operator" | "space" | "subsearch";
export type SearchToken = Token<SearchKind>;
export type EvalToken = Token<EvalKind>;

const mark = { kind: "mark", pattern: /\uE000\d+\uE001/ } as const;
const space = { kind: "space", pattern: /\s+/, skip: true } as const;
const string = { kind: "string", pattern: /"(?:\\[\s\S]|[^"\\])*"/ } as const;

export const tokenizeSearch = makeTokenizer<SearchKind>([
  space,
  mark,
  { kind: "term", pattern: /(?:TERM|CASE)\s*\(\s*(?:"(?:\\[\s\S]|[^"\\])*"\s*|[^()"\s]+(?:\s+[^()"\s]+)*\s*)\)/i },
  string,
  { kind: "compare", pattern: /!=|<=|>=|==|=|<|>/ },
  { kind: "punctuation", pattern: /[()[\],|]/ },
  { kind: "word", pattern: /(?:\\[\\"]|\\|\{\}|'(?:[^'"\s|]*)'|[^\s"()[\],=<>!|\\\uE000\uE001]|!(?!=))+/ },
]);

export const tokenizeEval = makeTokenizer<EvalKind>([
  space,
  mark,
  string,
  { kind: "field", pattern: /'[^']*'/ },
  { kind: "number", pattern: /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.{:@])/ },
  { kind: "name", pattern: /(?:[\p{L}\p{N}_@$#]+|\{[^{}\s"]*\})(?:(?:\.|::?)(?=[\p{L}_@{])|[\p{L}\p{N}_@$#]+|\{[^{}\s"]*\})*/u },
  { kind: "operator", pattern: /==|!=|<=|>=|<>|[=<>!+\-*/%.(),|]/ },
]);

/** The text between the quotes; `\"` and `\\` are the only escapes, every other backslash is plain. */
export function decodeString(written: string): string {
  const inner = /^"[\s\S]*"$/.test(written) && written.length > 1 ? written.slice(1, -1) : written;
  return inner.replace(/\\(["\\])/g, "$1");
}

/** Decoded search text with its wildcards: `*` is always one, nothing escapes it. */
export function searchPattern(decoded: string): Pattern {
  return joinPattern([...decoded.matchAll(/\*|[^*]+/g)].map(([piece]) => (piece === "*" ? anyRun : piece)));
}

/**
 * LIKE text as written, with its wildcards: `%` any run, `_` any one character; a backslash takes their meaning away, and a backslash
 * that is written double is one in front of a wildcard (`"%\\\\Temp\\\\%"` holds \\Temp\\, as ESCU's own rules rely on).
 */
export function likePattern(written: string): Pattern {
  return joinPattern(
    [...written.matchAll(/\\[\\"%_]|[%_]|[^%_\\]+|\\/g)].map(([piece]) =>
      piece === "%" ? anyRun : piece === "_" ? anyOne : piece.length === 2 && piece.startsWith("\\") ? piece.slice(1) : piece,
    ),
  );
}
