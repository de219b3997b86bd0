/**
 * Lowers one Sigma detection item (field, modifiers, values) to an expression; every modifier of pySigma, chained in order.
 * Source: https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html
 */
import { and, anyRun, type Expression, type Literal, not, opaque, or, type Pattern, predicate } from "../../expression/expression.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { diagnose } from "../../model/diagnostic.ts";
import type { Operator } from "../../model/predicate.ts";
import type { DetectionNode, DetectionValue } from "./detection.ts";
import { base64, base64Offsets, dashVariants, encode, parseSigmaString, plainText } from "./string.ts";

type Item = Extract<DetectionNode, { kind: "item" }>;
type Encoding = Parameters<typeof encode>[1];

const encodings: Readonly<Record<string, Encoding>> = { wide: "utf16le", utf16le: "utf16le", utf16be: "utf16be", utf16: "utf16" };
const comparisons: Readonly<Record<string, Operator>> = { gt: "gt", gte: "gte", lt: "lt", lte: "lte" };
const affixes: Readonly<Record<string, Operator>> = { contains: "contains", startswith: "starts_with", endswith: "ends_with" };
const timeParts = new Set(["minute", "hour", "day", "week", "month", "year"]);
const known = new Set([
  ...Object.keys(encodings),
  ...Object.keys(comparisons),
  ...Object.keys(affixes),
  ...timeParts,
  "all",
  "cased",
  "re",
  "i",
  "m",
  "s",
  "ignorecase",
  "multiline",
  "dotall",
  "cidr",
  "base64",
  "base64offset",
  "windash",
  "expand",
  "fieldref",
  "exists",
  "neq",
]);

const environmentVariables = new Set(
  (
    "allusersprofile appdata commonprogramfiles commonprogramfiles(x86) commonprogramw6432 comspec computername driverdata homedrive homepath localappdata " +
    "logonserver number_of_processors os path pathext processor_architecture programdata programfiles programfiles(x86) programw6432 psmodulepath public " +
    "random sessionname systemdrive systemroot temp tmp userdomain username userprofile windir cd date time errorlevel"
  ).split(" "),
);

/** A value that a site must fill in: `%name%`, unless it is one of Windows's own variables. */
function isPlaceholder(text: string, expanded: boolean): boolean {
  const match = /^%([^%\s]+)%$/.exec(text);
  return match?.[1] !== undefined && (expanded || !environmentVariables.has(match[1].toLowerCase()));
}

/** Lowers an item. Unknown or misused modifiers give an opaque node; list values are alternatives, or parts with `all`. */
export function lowerItem(item: Item, diagnostics: Diagnostic[]): Expression {
  const modifiers = item.modifiers;
  const unknown = modifiers.find((name) => !known.has(name));
  if (unknown !== undefined) return opaque("modifier-unknown", item.span, `The modifier "${unknown}" is not defined`);
  if (item.values.length === 0) {
    diagnostics.push(
      diagnose("value-unreadable", "info", item.span, `"${item.field ?? "keywords"}" lists no values; they are to be filled in`),
    );
    return predicate(literal(item, { text: "", kind: "string", span: item.span }, "eq", "", { lane: "placeholder" }));
  }
  const values = item.values.map((value) => lowerValue(item, value));
  const linked = modifiers.includes("all") ? and(values) : or(values);
  return modifiers.includes("neq") ? not(linked) : linked;
}

function rawOperator(item: Item): string {
  const written = item.modifiers.filter((name) => name !== "all");
  return written.length > 0 ? written.join("|") : item.field === null ? "keyword" : "eq";
}

function literal(item: Item, value: DetectionValue, operator: Operator, text: string | Pattern, more: Partial<Literal> = {}): Literal {
  const raw = { field: item.field, operator: rawOperator(item), value: value.written ?? value.text ?? "null" };
  return { field: item.field, operator, value: text, caseSensitive: item.modifiers.includes("cased"), raw, span: value.span, ...more };
}

function lowerValue(item: Item, value: DetectionValue): Expression {
  const has = (name: string): boolean => item.modifiers.includes(name);
  const { field } = item;
  const misused = (why: string): Expression => opaque("modifier-misused", value.span, why);
  if (field === null && item.modifiers.some((name) => name !== "all" && name !== "re" && name !== "cased" && name !== "contains")) {
    if (
      !item.modifiers.every((name) => name in encodings || /^(base64|base64offset|contains|windash|expand|all|cased|re|i|m|s)$/.test(name))
    ) {
      return misused(`Keywords cannot take "${item.modifiers.join("|")}"`);
    }
  }
  if (has("exists")) return lowerExists(item, value);
  if (value.text === null) return field === null ? misused("A keyword cannot be null") : predicate(literal(item, value, "missing", ""));
  const text = value.text;
  if (has("fieldref")) return predicate(literal(item, value, "fieldref", text));
  if (has("re")) return predicate(regexLiteral(item, value, text));
  if (has("cidr")) return predicate(literal(item, value, "cidr", text));
  const comparison = item.modifiers.find((name) => name in comparisons);
  const part = item.modifiers.find((name) => timeParts.has(name));
  if (part) return predicate(literal({ ...item, field: `${part}(${field})` }, value, comparisons[comparison ?? ""] ?? "eq", text));
  if (comparison) {
    if (!/^-?\d+(\.\d+)?$/.test(text)) return misused(`"${comparison}" compares numbers, "${text}" is none`);
    return predicate(literal(item, value, comparisons[comparison] ?? "eq", text));
  }
  return lowerText(item, value, text);
}

function lowerExists(item: Item, value: DetectionValue): Expression {
  if (value.kind !== "boolean" && !/^(yes|no|true|false)$/i.test(value.text ?? "")) {
    return opaque("modifier-misused", value.span, `"exists" takes true or false, not "${value.text}"`);
  }
  return predicate(literal(item, value, /^(yes|true)$/i.test(value.text ?? "") ? "exists" : "missing", ""));
}

function regexLiteral(item: Item, value: DetectionValue, text: string): Literal {
  const has = (...names: string[]): boolean => names.some((name) => item.modifiers.includes(name));
  const flags = `${has("i", "ignorecase") ? "i" : ""}${has("m", "multiline") ? "m" : ""}${has("s", "dotall") ? "s" : ""}`;
  const inline = /^\(\?([a-z]*)\)/.exec(text)?.[1] ?? "";
  const source = flags ? `(?${flags})${text}` : text;
  return literal(item, value, "regex", source, { caseSensitive: !flags.includes("i") && !inline.includes("i") });
}

/** Text values: encodings and dashes first, in the order written, then where the text must stand. */
function lowerText(item: Item, value: DetectionValue, text: string): Expression {
  let variants: readonly Pattern[] = [value.kind === "string" ? parseSigmaString(text) : [text]];
  let encoding: Encoding = "utf8";
  for (const modifier of item.modifiers) {
    if (modifier === "windash") variants = variants.flatMap(dashVariants);
    else if (modifier in encodings) encoding = encodings[modifier] ?? "utf8";
    else if (modifier === "base64" || modifier === "base64offset") {
      const plains = variants.map(plainText);
      if (plains.some((plain) => plain === null)) return opaque("modifier-misused", value.span, `"${modifier}" cannot encode wildcards`);
      variants = plains.flatMap((plain) => {
        const bytes = encode(plain ?? "", encoding);
        return modifier === "base64" ? [[base64(bytes)]] : base64Offsets(bytes).map((part) => [part]);
      });
      encoding = "utf8";
    }
  }
  if (encoding !== "utf8") return opaque("modifier-misused", value.span, "An encoding needs base64 or base64offset behind it");
  const lane = isPlaceholder(text, item.modifiers.includes("expand")) ? ({ lane: "placeholder" } as const) : {};
  const affix = item.modifiers.find((name) => name in affixes);
  return or(variants.map((pattern) => predicate(textLiteral(item, value, pattern, affixes[affix ?? ""] ?? "eq", lane))));
}

function textLiteral(item: Item, value: DetectionValue, pattern: Pattern, operator: Operator, more: Partial<Literal>): Literal {
  const plain = plainText(pattern);
  if (item.field === null) {
    // a keyword is looked for anywhere, so that wildcards at its ends say nothing
    const text =
      plain ??
      pattern
        .map((part) => (typeof part === "string" ? part : part.wildcard))
        .join("")
        .replace(/^\*+|\*+$/g, "");
    return literal(item, value, "keyword", text, more);
  }
  // every value contains, begins and ends with nothing
  if (plain === "") return literal(item, value, operator === "eq" ? "missing" : "exists", "", more);
  if (plain !== null) return literal(item, value, operator, plain, more);
  const before = operator === "contains" || operator === "ends_with" ? [anyRun] : [];
  const after = operator === "contains" || operator === "starts_with" ? [anyRun] : [];
  return literal(item, value, "wildcard", [...before, ...pattern, ...after], more);
}
