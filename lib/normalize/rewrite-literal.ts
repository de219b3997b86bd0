/** Turns one literal of a language into normal literals: field map, wildcards, literal regexes, basenames. Each step is exact. */
import { type Expression, type Literal, or, predicate } from "../expression/expression.ts";
import type { Language } from "../languages/language.ts";
import { aggregateName, type Lane, type Operator } from "../model/predicate.ts";
import { canonicalFields } from "./canonical-fields.ts";
import { type FieldContext, findFieldRow, hasFieldRow } from "./field-map.ts";
import { type LiteralContent, type NormalLiteral, nameLiteral } from "./normal-literal.ts";
import { readLiteralRegex } from "./rewrites/literal-regex.ts";
import { printPattern, simplifyPattern } from "./rewrites/wildcards.ts";

export interface RewriteContext extends FieldContext {
  readonly language: Language;
  /** False for `explain --raw`: values and operators stay as the language decodes them. */
  readonly rewrite: boolean;
  /** Canonical names found so far: a rule asks for few fields, many times. */
  readonly names: Map<string, CanonicalName>;
}

interface CanonicalName {
  readonly name: string;
  readonly mapped: boolean;
}

/** Normalizes a literal; a finite regex becomes alternatives. */
export function rewriteLiteral(literal: Literal, context: RewriteContext): Expression<NormalLiteral> {
  const base = withField(literal, context);
  if (literal.operator === "wildcard" && typeof literal.value !== "string") return leaf(rewritePattern(base, literal, context));
  if (literal.operator === "regex" && context.rewrite) return rewriteRegex(base, literal.anchored ?? false);
  return leaf(context.rewrite ? rewriteBasename(base) : base);
}

function leaf(content: LiteralContent): Expression<NormalLiteral> {
  return predicate(nameLiteral(content));
}

function canonicalName(raw: string, context: RewriteContext): CanonicalName {
  const known = context.names.get(raw);
  if (known) return known;
  const row = findFieldRow(context.language, raw, context);
  const name = row ? { name: row.canonical, mapped: true } : { name: raw, mapped: canonicalFields.has(raw) };
  context.names.set(raw, name);
  return name;
}

/** A computed column keeps its name, marked where a field has the same: `computed.process_name` is no `process_name`. */
function computedName(own: string, context: RewriteContext): CanonicalName {
  const clashes = canonicalFields.has(own) || hasFieldRow(context.language, own);
  return { name: clashes ? `computed.${own}` : own, mapped: false };
}

function laneOf(field: string | null): Lane {
  return field !== null && canonicalFields.get(field)?.selector ? "selector" : "behavior";
}

const none: readonly string[] = [];

/** Every content is made here, key by key: a rule can hold tens of thousands, and spreads cost several times more. */
function contentOf(
  literal: Literal,
  named: { readonly field: string | null; readonly value: string; readonly lane: Lane; readonly mapped: boolean },
): LiteralContent {
  const { operator, caseSensitive, raw, span } = literal;
  const { field, value, lane, mapped } = named;
  return { field, operator, value, caseSensitive, lane, raw, span, mapped, rewrites: none };
}

function withField(literal: Literal, context: RewriteContext): LiteralContent {
  const value = typeof literal.value === "string" ? literal.value : printPattern(literal.value);
  const { aggregate } = literal;
  if (aggregate) return { ...withAggregate(literal, aggregate, value, context), groupBy: groupKeys(literal, context) };
  if (literal.field === null) return contentOf(literal, { field: null, value, lane: literal.lane ?? "behavior", mapped: true });
  const timePart = literal.field.endsWith(")") ? /^(minute|hour|day|week|month|year)\((.*)\)$/.exec(literal.field) : null;
  const { name, mapped } = nameOf(timePart?.[2] ?? literal.field, literal, context);
  const field = timePart ? `${timePart[1]}(${name})` : name;
  // the other field stands as the rule writes it, as in `raw`: it is a name in this rule's text, and no indicator
  const compared = literal.operator === "fieldref" ? literal.raw.value : value;
  return contentOf(literal, { field, value: compared, lane: literal.lane ?? laneOf(field), mapped });
}

function nameOf(field: string, literal: Literal, context: RewriteContext): CanonicalName {
  return literal.computed ? computedName(field, context) : canonicalName(field, context);
}

function withAggregate(
  literal: Literal,
  { function: name, field }: NonNullable<Literal["aggregate"]>,
  value: string,
  context: RewriteContext,
): LiteralContent {
  const inner = field === null ? null : field.split(", ").map((part) => nameOf(part, literal, context));
  const aggregated = aggregateName(name, inner?.map((part) => part.name).join(", ") ?? null);
  return contentOf(literal, { field: aggregated, value, lane: "threshold", mapped: inner?.every((part) => part.mapped) ?? true });
}

function groupKeys(literal: Literal, context: RewriteContext): readonly string[] {
  return (literal.groupBy ?? []).map((key) => canonicalName(key, context).name);
}

function rewritePattern(base: LiteralContent, literal: Literal, context: RewriteContext): LiteralContent {
  if (!context.rewrite || typeof literal.value === "string") return base;
  const { operator, value } = simplifyPattern(literal.value);
  return operator === "wildcard" ? { ...base, value } : rewriteBasename({ ...base, operator, value, rewrites: ["wildcards"] });
}

function rewriteRegex(base: LiteralContent, anchored: boolean): Expression<NormalLiteral> {
  const read = readLiteralRegex(base.value, anchored);
  if (!read) return leaf(base);
  const caseSensitive = base.caseSensitive && !read.ignoreCase;
  return or(
    read.alternatives.map(({ operator, value }) =>
      leaf(rewriteBasename({ ...base, operator, value, caseSensitive, rewrites: ["literal-regex"] })),
    ),
  );
}

const separated: Operator = "ends_with";

/** A path that ends with one separator and a plain name says the file's name. */
function rewriteBasename(literal: LiteralContent): LiteralContent {
  const basename = literal.field === null ? undefined : canonicalFields.get(literal.field)?.basename;
  if (basename === undefined || literal.operator !== separated) return literal;
  const name = /^[\\/]([^\\/]+)$/.exec(literal.value)?.[1];
  return name === undefined
    ? literal
    : { ...literal, field: basename, operator: "eq", value: name, rewrites: [...literal.rewrites, "basename"] };
}
