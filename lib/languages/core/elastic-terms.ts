/**
 * What kuery and Lucene mean by `field:value`, which depends on the field: words anywhere in analysed text, ranges of addresses, and
 * otherwise the whole value, in which case counts. https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql
 */
import { and, anyRun, type Expression, type Literal, type Pattern, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import { isAddressField, isRange, isTextField } from "./elastic-text-fields.ts";
import { plainText } from "./pattern.ts";

export interface Term {
  readonly field: string | null;
  readonly pattern: Pattern;
  readonly raw: Literal["raw"];
  readonly span: Span;
}

export function termTest({ field, pattern, raw, span }: Term): Expression {
  const content = contentOf(field, pattern);
  return content ? predicate({ field, ...content, raw, span }) : and([]);
}

/** Null: a lone star in any field, which is every event. */
function contentOf(field: string | null, pattern: Pattern): Pick<Literal, "operator" | "value" | "caseSensitive"> | null {
  const plain = plainText(pattern);
  if (pattern.length > 0 && pattern.every((part) => part === anyRun))
    return field === null ? null : { operator: "exists", value: "", caseSensitive: false };
  if (field === null) return { operator: "keyword", value: printed(trimRuns(pattern)), caseSensitive: false };
  if (plain === "") return { operator: "missing", value: "", caseSensitive: false };
  if (isTextField(field)) {
    const inner = trimRuns(pattern);
    const text = plainText(inner);
    if (text !== null) return { operator: "contains", value: text, caseSensitive: false };
    return { operator: "wildcard", value: [anyRun, ...inner, anyRun], caseSensitive: false };
  }
  if (plain === null) return { operator: "wildcard", value: pattern, caseSensitive: true };
  if (isAddressField(field) && isRange(plain)) return { operator: "cidr", value: plain, caseSensitive: false };
  return { operator: "eq", value: plain, caseSensitive: isWord(plain) };
}

/** Numbers and booleans have no case. */
const isWord = (text: string): boolean => !/^(-?\d+(\.\d+)?|true|false)$/.test(text);

function trimRuns(pattern: Pattern): Pattern {
  const start = pattern[0] === anyRun ? 1 : 0;
  const end = pattern.length - (pattern.length > 1 && pattern.at(-1) === anyRun ? 1 : 0);
  return pattern.slice(start, end);
}

const printed = (pattern: Pattern): string => pattern.map((part) => (typeof part === "string" ? part : part.wildcard)).join("");
