/** Lowers search text to an expression. Comparison rules: https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Search */
import { and, type Expression, type Pattern, predicate } from "../../expression/expression.ts";
import type { Operator } from "../../model/predicate.ts";
import { plainText } from "../core/pattern.ts";
import { allOf, anyOf, broken, type Context, noteBound, noteSource, notOf } from "./context.ts";
import { type Lowered, withoutDataSet } from "./environment.ts";
import { lowerMark, valueOfMark } from "./lower-mark.ts";
import { markPattern } from "./macros.ts";
import type { SearchNode, Written } from "./search-expression.ts";
import { type FieldTest, testAny, testField } from "./test-field.ts";
import { decodeString, searchPattern } from "./tokens.ts";

/** Fields that say where events are kept, not what they say; with case, for `eventType` is another field than `eventtype`. */
export const sourceFields = new Set([
  "index",
  "sourcetype",
  "source",
  "eventtype",
  "datamodel",
  "nodename",
  "splunk_server",
  "savedsearch",
]);
/** Fields that bound the time of the search. */
const timeFields = new Set(
  "earliest latest _index_earliest _index_latest starttime endtime startdaysago enddaysago starthoursago endhoursago startminutesago now timeformat _time _indextime".split(
    " ",
  ),
);
const comparisons: Readonly<Record<string, Operator>> = { "<": "lt", "<=": "lte", ">": "gt", ">=": "gte" };

/** Lowers a search expression; `negated` tells subsearches whether an odd number of NOTs stands above them. */
export function lowerSearch(node: SearchNode, context: Context, negated = false): Lowered {
  switch (node.kind) {
    case "and":
      return allOf(withoutRepeats(node.children).map((child) => lowerSearch(child, context, negated)));
    case "or":
      return anyOf(withoutRepeats(node.children).map((child) => lowerSearch(child, context, negated)));
    case "not":
      return notOf(lowerSearch(node.child, context, !negated));
    case "compare":
      return lowerCompare(node, context);
    case "in":
      return lowerIn(node, context);
    case "keyword":
      return lowerKeyword(node.value, context);
    case "term":
      return lowerTerm(node.value, context);
    case "mark":
      return lowerMark(node.call, node.value, context);
    case "subsearch":
      return context.subsearch(node.range, { negated }, context);
    case "nothing":
      return null;
    case "broken":
      return broken(node.problem, context);
  }
}

const manyChildren = 200;

/** A word that stands twice says nothing more; only long texts are searched for such words, which would cost most there. */
function withoutRepeats(children: readonly SearchNode[]): readonly SearchNode[] {
  if (children.length < manyChildren) return children;
  const seen = new Set<string>();
  return children.filter((child) => child.kind !== "keyword" || seen.size < seen.add(child.value.text).size);
}

/** A value that is a macro's call and nothing else. */
const wholeMark = new RegExp(`^${markPattern.source}$`);

type Comparison = Extract<SearchNode, { kind: "compare" }>;

/** The name of a field without quotes around it. */
export function fieldName(written: string): string {
  const single = /^'(.*)'$/.exec(written)?.[1];
  return single ?? decodeString(written);
}

function lowerIn({ field, values }: Extract<SearchNode, { kind: "in" }>, context: Context): Lowered {
  const name = fieldName(field.text);
  const binding = context.environment.resolve(name);
  if (binding.kind !== "cases")
    return anyOf(values.map((value) => lowerCompare({ kind: "compare", field, operator: "=", value }, context, "IN")));
  const asked = values.map((value): FieldTest => {
    const text = decodeString(value.text);
    return { ...valueTest(text), caseSensitive: false, rawOperator: "IN", rawValue: text, span: context.span(value) };
  });
  return testAny(name, binding, asked, context);
}

function lowerCompare({ field, operator, value }: Comparison, context: Context, rawOperator = operator): Lowered {
  const name = fieldName(field.text);
  const bare = withoutDataSet(name);
  const text = decodeString(value.text);
  if (timeFields.has(bare)) {
    if (/earliest|start/.test(bare)) noteBound(text, context.findings);
    return null;
  }
  if ((sourceFields.has(bare) && !namesRule(bare, context)) || (bare === "Channel" && context.fromMacro(field))) {
    noteSource(`${bare.toLowerCase()}:${text.toLowerCase()}`, context);
    return null;
  }
  const span = context.span({ start: field.start, end: value.end });
  const written = /^"[\s\S]*"$/.test(value.text) ? value.text.slice(1, -1) : value.text;
  const base = { caseSensitive: false, rawOperator, rawValue: written, span: rawOperator === "IN" ? context.span(value) : span };
  const compared = comparisons[operator];
  const mark = wholeMark.exec(value.text)?.[1];
  const macro = mark === undefined ? null : valueOfMark(Number(mark), value, context);
  if (macro) {
    const placeholder = {
      ...base,
      operator: compared ?? "eq",
      value: macro.value,
      rawValue: `\`${macro.value}\``,
      placeholder: true,
    } as const;
    const lowered = testField(name, placeholder, context);
    return allOf([operator === "!=" ? notOf(lowered) : lowered, macro.problem]);
  }
  if (compared) return testField(name, { ...base, operator: compared, value: text }, context);
  const test = testField(name, { ...base, ...valueTest(text) }, context);
  return operator === "!=" ? notOf(test) : test;
}

const network = /^(?:\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}|[0-9a-f]*:[0-9a-f:]*\/\d{1,3})$/i;

/** In the Risk data model, `source` is the rule that raised the risk. */
function namesRule(bare: string, { sources }: Context): boolean {
  return bare === "source" && sources.some((name) => name.startsWith("datamodel:risk"));
}

/** Equality in search text: wildcards, networks, and the empty value. */
function valueTest(text: string): Pick<FieldTest, "operator" | "value"> {
  if (text === "") return { operator: "missing", value: "" };
  if (network.test(text)) return { operator: "cidr", value: text };
  const pattern = searchPattern(text);
  const plain = plainText(pattern);
  if (plain !== null) return { operator: "eq", value: plain };
  return pattern.length === 1 ? { operator: "exists", value: "" } : { operator: "wildcard", value: pattern };
}

/** `"<EventID>4688<"` in raw XML says what the field would. */
const eventIdElement = /^<?EventID>(\d+)<(?:\/EventID>)?$/i;

function lowerKeyword(value: Written, context: Context): Lowered {
  const text = decodeString(value.text);
  const code = eventIdElement.exec(text)?.[1];
  const span = context.span(value);
  if (code !== undefined) {
    return testField(
      "EventID",
      { operator: "eq", value: code, caseSensitive: false, rawOperator: "phrase", rawValue: text, span },
      context,
    );
  }
  return keyword(text, value.text.startsWith('"') ? "phrase" : "keyword", span);
}

/** A word or phrase anywhere in the event; wildcards at its ends say nothing more. */
function keyword(text: string, rawOperator: string, span: readonly [number, number], caseSensitive = false): Lowered {
  const pattern = searchPattern(text);
  const inner = pattern.slice(typeof pattern[0] === "string" ? 0 : 1, typeof pattern.at(-1) === "string" ? pattern.length : -1);
  const parts: Pattern = pattern.length === 1 && typeof pattern[0] !== "string" ? [] : inner;
  if (parts.length === 0) return null;
  const value = plainText(parts) ?? parts;
  return predicate({
    field: null,
    operator: "keyword",
    value,
    caseSensitive,
    raw: { field: null, operator: rawOperator, value: text },
    span,
  });
}

function lowerTerm(written: Written, context: Context): Lowered {
  const directive = /^(\w+)\s*\(\s*([\s\S]*?)\s*\)$/.exec(written.text);
  const name = directive?.[1]?.toUpperCase() ?? "TERM";
  const text = decodeString(directive?.[2] ?? "");
  const span = context.span(written);
  const pair = name === "TERM" ? /^([A-Za-z_][\w.{}:-]*)=([\s\S]+)$/.exec(text) : null;
  if (!pair?.[1] || !pair[2]) return keyword(text, name, span, name === "CASE");
  const quoted = decodeString(pair[2]);
  return testField(pair[1], { ...valueTest(quoted), caseSensitive: false, rawOperator: name, rawValue: quoted, span }, context);
}

/** Membership in a list that the rule does not hold. */
export function inList(fields: readonly string[], list: string, range: Written, context: Context): Expression {
  const span = context.span(range);
  if (fields.length === 0) {
    const placeholder = { field: null, operator: "keyword", value: list } as const;
    const raw = { field: null, operator: "lookup", value: list };
    return predicate({ ...placeholder, caseSensitive: false, lane: "placeholder", raw, span });
  }
  return and(
    fields.map((field) => {
      const name = withoutDataSet(field);
      const raw = { field, operator: "lookup", value: list };
      return predicate({ field: name, operator: "in_list", value: list, caseSensitive: false, lane: "placeholder", raw, span });
    }),
  );
}
