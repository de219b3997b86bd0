/**
 * Constants of a query: literals, dynamic lists, and the functions that make constants of constants.
 * Literals: https://learn.microsoft.com/kusto/query/scalar-data-types/
 */
import type { Span } from "../../model/diagnostic.ts";
import { items, type KustoNode, part, spanOf, textOf } from "./node.ts";

export type Scalar = {
  readonly kind: "string" | "number" | "boolean" | "timespan" | "time" | "null";
  /** Decoded. */
  readonly text: string;
  /** As written, without quotes. */
  readonly raw: string;
  readonly span: Span;
  /** The duration of a time that is relative to now. */
  readonly ago?: string;
  /** The name that a `let` gave it. */
  readonly binding?: string;
};
export type Value =
  | Scalar
  | { readonly kind: "list"; readonly items: readonly Value[]; readonly span: Span; readonly binding?: string }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, Value>; readonly span: Span; readonly binding?: string };

export const isScalar = (value: Value): value is Scalar => value.kind !== "list" && value.kind !== "object";

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\u0007", b: "\b", f: "\f", v: "\v", "0": "\0" };

/** Decodes a string literal: plain, verbatim (`@`), hidden (`h`), of several lines; null when it is none. */
export function decodeString(written: string): { readonly text: string; readonly raw: string } | null {
  const [, verbatim = "", quote = "", body = ""] = /^[hH]?(@?)(```|~~~|["'])([\s\S]*)\2$/.exec(written) ?? [];
  if (quote === "") return null;
  if (quote.length === 3) return { text: body, raw: body };
  if (verbatim !== "") return { text: body.replaceAll(quote + quote, quote), raw: body };
  const text = body.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, unicode?: string, byte?: string, mark?: string) =>
    mark === undefined ? String.fromCharCode(Number.parseInt(unicode ?? byte ?? "0", 16)) : (escapes[mark] ?? mark),
  );
  return { text, raw: body };
}

/** A literal, a dynamic value or a signed number; null for everything else. */
export function readLiteral(node: KustoNode, text: string): Value | null {
  switch (node.kind) {
    case "LiteralExpression":
    case "CompoundStringLiteralExpression":
      return readToken(textOf(node, text), spanOf(node));
    case "DynamicExpression": {
      const inner = part(node, "Expression");
      return inner ? readLiteral(inner, text) : null;
    }
    case "JsonArrayExpression": {
      const values = items(node, "Values").map((child) => readLiteral(child, text));
      return values.some((value) => value === null)
        ? null
        : { kind: "list", items: values.flatMap((value) => value ?? []), span: spanOf(node) };
    }
    case "JsonObjectExpression": {
      const entries = items(node, "Pairs").flatMap((pair): readonly (readonly [string, Value])[] => {
        const value = part(pair, "Value");
        const read = value && readLiteral(value, text);
        const name = textOf(part(pair, "Name"), text);
        return read ? [[decodeString(name)?.text ?? name, read]] : [];
      });
      return { kind: "object", entries: new Map(entries), span: spanOf(node) };
    }
    case "PrefixUnaryExpression": {
      const inner = part(node, "Expression");
      const value = inner ? readLiteral(inner, text) : null;
      if (!value || !isScalar(value) || (value.kind !== "number" && value.kind !== "timespan")) return null;
      const sign = textOf(part(node, "Operator"), text) === "-" ? "-" : "";
      return { ...value, text: `${sign}${value.text}`, raw: `${sign}${value.raw}`, span: spanOf(node) };
    }
    default:
      return null;
  }
}

function readToken(written: string, span: Span): Value | null {
  const strings = adjacentStrings(written);
  if (strings) return { kind: "string", ...strings, span };
  const make = (kind: Scalar["kind"], text: string): Scalar => ({ kind, text, raw: written, span });
  const word = written.toLowerCase();
  if (word === "true" || word === "false") return make("boolean", word);
  const typed = /^(\w+)\s*\(([\s\S]*)\)$/.exec(word);
  if (word === "null" || typed?.[2]?.trim() === "null") return make("null", "");
  if (typed) return readTyped(typed[1] ?? "", (typed[2] ?? "").trim(), make);
  if (/^0x[0-9a-f]+$/.test(word)) return make("number", BigInt(word).toString());
  if (/^\d*\.?\d+(?:e[+-]?\d+)?$/.test(word)) return make("number", plainNumber(word));
  return /^\d/.test(word) ? make("timespan", word) : null;
}

/** `"a" "b"` is one string. */
function adjacentStrings(written: string): { readonly text: string; readonly raw: string } | null {
  return /^[hH]?@?["'`~]/.test(written) ? decodeString(written) : null;
}

function readTyped(type: string, inner: string, make: (kind: Scalar["kind"], text: string) => Scalar): Scalar | null {
  const plain = inner.replace(/^["'](.*)["']$/, "$1");
  if (type === "datetime" || type === "date") return make("time", plain);
  if (type === "timespan" || type === "time") return make("timespan", plain);
  if (type === "bool" || type === "boolean") return make("boolean", plain === "1" ? "true" : plain);
  if (type === "guid") return make("string", plain);
  return ["int", "long", "real", "double", "decimal"].includes(type) ? make("number", plainNumber(plain)) : null;
}

function plainNumber(text: string): string {
  if (/^0x[0-9a-f]+$/.test(text)) return BigInt(text).toString();
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, "");
  const number = Number(text);
  return Number.isFinite(number) ? String(number) : text;
}

/** Arithmetic over numbers, and over times and durations as far as a window needs it; null for the rest. */
export function arithmetic(operator: string, left: Value, right: Value, span: Span): Scalar | null {
  if (!isScalar(left) || !isScalar(right)) return null;
  const raw = `${left.raw} ${operator} ${right.raw}`;
  if (left.kind === "number" && right.kind === "number") {
    const [a, b] = [Number(left.text), Number(right.text)];
    const result =
      operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : operator === "/" && b !== 0 ? a / b : Number.NaN;
    return Number.isFinite(result) ? { kind: "number", text: String(result), raw, span } : null;
  }
  if (left.kind === "time" && right.kind === "timespan") {
    return { kind: "time", text: `${left.text} ${operator} ${right.text}`, raw, span, ago: left.ago ?? right.text };
  }
  const durations = [left.kind, right.kind].every((kind) => kind === "timespan" || kind === "number");
  if (!durations) return null;
  return { kind: "timespan", text: durationOf(operator, left.text, right.text) ?? `${left.text}${operator}${right.text}`, raw, span };
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `2*1d` is 2d, `1d+6h` is 30h; null where a side is written in another way. */
function durationOf(operator: string, left: string, right: string): string | null {
  const sides = [left, right].map((text) => /^(-?\d+(?:\.\d+)?)(ms|[smhd])?$/.exec(text));
  const [a, b] = sides.map((side) => side && { amount: Number(side[1]), unit: side[2] ?? null });
  const unit = [a, b].flatMap((side) => side?.unit ?? []).sort((one, other) => (units[one] ?? 0) - (units[other] ?? 0))[0];
  if (!a || !b || unit === undefined) return null;
  const scaled = ({ amount, unit: own }: { readonly amount: number; readonly unit: string | null }): number =>
    own === null ? amount : (amount * (units[own] ?? 1)) / (units[unit] ?? 1);
  const [x, y] = [scaled(a), scaled(b)];
  const alike = a.unit !== null && b.unit !== null;
  const result =
    operator === "+" && alike
      ? x + y
      : operator === "-" && alike
        ? x - y
        : operator === "*" && !alike
          ? x * y
          : operator === "/" && b.unit === null
            ? x / y
            : Number.NaN;
  return Number.isFinite(result) ? `${result}${unit}` : null;
}

const flatten = (values: readonly Value[]): readonly Value[] => values.flatMap((value) => (value.kind === "list" ? value.items : [value]));

/** Functions of constants, by name in lower case; null when the function is not one of them. */
export function callConstant(name: string, values: readonly Value[], span: Span): Value | null {
  const [first, second] = values;
  switch (name) {
    case "strcat": {
      if (!values.every(isScalar)) return null;
      const text = values.map((value) => (isScalar(value) ? value.text : "")).join("");
      return { kind: "string", text, raw: text, span };
    }
    case "pack_array":
      return { kind: "list", items: values, span };
    case "array_concat":
    case "set_union":
      return values.every((value) => value.kind === "list") ? { kind: "list", items: flatten(values), span } : null;
    case "split": {
      if (!first || !second || !isScalar(first) || !isScalar(second) || second.text === "" || values.length > 2) return null;
      const parts = first.text.split(second.text);
      return { kind: "list", items: parts.map((text): Scalar => ({ kind: "string", text, raw: text, span: first.span })), span };
    }
    case "tolower":
    case "toupper":
      return first && isScalar(first) ? { ...first, text: name === "tolower" ? first.text.toLowerCase() : first.text.toUpperCase() } : null;
    case "now":
      return { kind: "time", text: "now()", raw: "now()", span, ...(first && isScalar(first) ? { ago: first.text } : {}) };
    case "ago":
      return first && isScalar(first)
        ? { kind: "time", text: `ago(${first.text})`, raw: `ago(${first.raw})`, span, ago: first.text }
        : null;
    case "startofday":
    case "endofday":
    case "startofweek":
    case "startofmonth":
    case "bin":
    case "todatetime":
    case "make_datetime":
    case "datetime_add":
      return values.some((value) => value.kind === "time") || name === "todatetime" || name === "make_datetime"
        ? timeOf(name, values, span)
        : null;
    default:
      return null;
  }
}

function timeOf(name: string, values: readonly Value[], span: Span): Scalar {
  const texts = values.map((value) => (isScalar(value) ? value.text : ""));
  const inner = values.find((value): value is Scalar => value.kind === "time");
  const text = `${name}(${texts.join(", ")})`;
  return { kind: "time", text, raw: text, span, ...(inner?.ago === undefined ? {} : { ago: inner.ago }) };
}
