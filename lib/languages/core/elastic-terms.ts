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
  const plain = plainText(pattern);
  const make = (operator: Literal["operator"], value: string | Pattern, caseSensitive: boolean): Expression =>
    predicate({ field, operator, value, caseSensitive, raw, span });
  // a lone star in any field is every event
  if (pattern.length > 0 && pattern.every((part) => part === anyRun)) return field === null ? and([]) : make("exists", "", false);
  if (field === null) return make("keyword", printed(trimRuns(pattern)), false);
  if (plain === "") return make("missing", "", false);
  if (isTextField(field)) {
    const inner = trimRuns(pattern);
    const text = plainText(inner);
    return text === null ? make("wildcard", [anyRun, ...inner, anyRun], false) : make("contains", text, false);
  }
  if (plain === null) return make("wildcard", pattern, true);
  return isAddressField(field) && isRange(plain) ? make("cidr", plain, false) : make("eq", plain, isWord(plain));
}

/** Numbers and booleans have no case. */
const isWord = (text: string): boolean => !/^(-?\d+(\.\d+)?|true|false)$/.test(text);

function trimRuns(pattern: Pattern): Pattern {
  const start = pattern[0] === anyRun ? 1 : 0;
  const end = pattern.length - (pattern.length > 1 && pattern.at(-1) === anyRun ? 1 : 0);
  return pattern.slice(start, end);
}

const printed = (pattern: Pattern): string => pattern.map((part) => (typeof part === "string" ? part : part.wildcard)).join("");
