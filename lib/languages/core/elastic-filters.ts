/**
 * Lowers Kibana's filters, conditions in Elasticsearch's query DSL that stand beside a rule's query. What has no predicate form is opaque.
 * https://www.elastic.co/docs/reference/query-languages/querydsl, https://github.com/elastic/kibana/tree/main/src/platform/packages/shared/kbn-es-query/src/filters
 */
import { and, type Expression, type Literal, not, opaque, or, type Pattern, predicate } from "../../expression/expression.ts";
import type { Span } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { termTest } from "./elastic-terms.ts";
import { moveSpans, type ReadEmbedded } from "./embedded.ts";
import { escapedGlobPattern } from "./pattern.ts";

export interface FilterFrame {
  /** What the predicates point at: the filters have no place in the query's text. */
  readonly span: Span;
  readonly document: RuleDocument;
  readonly readEmbedded: ReadEmbedded;
}

type Plain = Readonly<Record<string, unknown>>;

/** Filters and bools nest by a few levels; more is not followed. */
const maximumDepth = 20;
const maximumParts = 10_000;

/** All filters of a rule: each must hold. */
export function lowerFilters(filters: readonly unknown[], frame: FilterFrame): Expression {
  return and(new FilterReader(frame).filters(filters, 0));
}

class FilterReader {
  private parts = 0;

  constructor(private readonly frame: FilterFrame) {}

  filters(filters: readonly unknown[], depth: number): readonly Expression[] {
    return filters.flatMap((filter) => {
      const plain = recordOf(filter);
      if (!plain) return [this.unread("A filter of an unknown form")];
      const meta = recordOf(plain.meta) ?? {};
      if (meta.disabled === true) return [];
      const found = this.filter(plain, meta, depth);
      return [meta.negate === true ? not(found) : found];
    });
  }

  private filter(filter: Plain, meta: Plain, depth: number): Expression {
    if (this.parts > maximumParts || depth > maximumDepth) return this.unread("The filters hold more than is followed");
    if (meta.type === "combined" && Array.isArray(meta.params)) {
      const parts = this.filters(meta.params, depth + 1);
      return String(meta.relation).toUpperCase() === "OR" ? or(parts) : and(parts);
    }
    const query = recordOf(filter.query);
    if (query && Object.keys(query).length > 0) return this.query(query, depth + 1);
    const { meta: _meta, $state: _state, query: _query, ...own } = filter;
    return Object.keys(own).length > 0 ? this.query(own, depth + 1) : this.fromMeta(meta, depth);
  }

  /** A filter that was saved without its query: what its description says. */
  private fromMeta(meta: Plain, depth: number): Expression {
    const field = textOf(meta.key) ?? textOf(meta.field);
    const params = meta.params;
    if (field === null) return this.unread("A filter without a field");
    if (meta.type === "exists" || meta.value === "exists") return this.query({ exists: { field } }, depth);
    if (meta.type === "phrases" && Array.isArray(params)) return this.query({ terms: { [field]: params } }, depth);
    if (meta.type === "range" && recordOf(params)) return this.query({ range: { [field]: params } }, depth);
    const phrase = recordOf(params)?.query ?? params ?? meta.value;
    return scalar(phrase) === null
      ? this.unread(`A filter of type ${String(meta.type)}`)
      : this.query({ match_phrase: { [field]: phrase } }, depth);
  }

  /** One query of the DSL: a map of one kind; several kinds side by side must all hold. */
  private query(query: Plain, depth: number): Expression {
    this.parts += 1;
    if (this.parts > maximumParts || depth > maximumDepth) return this.unread("The filters hold more than is followed");
    return and(Object.entries(query).map(([kind, body]) => this.kind(kind, recordOf(body) ?? {}, depth)));
  }

  private kind(kind: string, body: Plain, depth: number): Expression {
    switch (kind) {
      case "bool":
        return this.bool(body, depth);
      case "exists":
        return this.exists(body);
      case "term":
      case "match":
      case "match_phrase":
      case "wildcard":
      case "prefix":
      case "regexp":
        return this.fields(body, (field, value) => this.value(kind, field, value));
      case "terms":
        return this.fields(body, (field, values) =>
          Array.isArray(values) ? or(values.map((value) => this.value("term", field, value))) : this.unread("terms from another index"),
        );
      case "range":
        return this.fields(body, (field, bounds) => this.range(field, recordOf(bounds) ?? {}));
      case "query_string":
        return this.embedded(body);
      case "multi_match":
        return this.keyword(body, kind);
      case "constant_score":
      case "nested":
        return this.query(recordOf(body.filter ?? body.query) ?? {}, depth + 1);
      case "match_all":
        return and([]);
      case "match_none":
        return not(and([]));
      default:
        return this.unread(`A filter of kind ${kind.slice(0, 60)}`);
    }
  }

  private bool(body: Plain, depth: number): Expression {
    const read = (key: string): readonly Expression[] =>
      listOf(body[key]).map((part) => {
        const query = recordOf(part);
        return query ? this.query(query, depth + 1) : this.unread(`A ${key} of an unknown form`);
      });
    const must = [...read("must"), ...read("filter")];
    const should = read("should");
    const least = scalar(body.minimum_should_match);
    // without "must" one of "should" must hold; beside it they only rank, unless a number is asked for
    const asked = least === null ? Number(must.length === 0) : Number(least);
    if (should.length > 0 && asked > 1 && asked < should.length) must.push(this.unread(`${asked} of ${should.length} must hold`));
    else if (should.length > 0 && asked > 0) must.push(asked >= should.length ? and(should) : or(should));
    return and([...must, ...read("must_not").map((part) => not(part))]);
  }

  private fields(body: Plain, read: (field: string, value: unknown) => Expression): Expression {
    const { boost: _boost, _name, ...fields } = body;
    const tests = Object.entries(fields).map(([field, value]) => read(field, value));
    return tests.length > 0 ? and(tests) : this.unread("A filter without a field");
  }

  private value(kind: string, field: string, given: unknown): Expression {
    const options = recordOf(given) ?? {};
    const text = scalar(options.value ?? options.query ?? options.wildcard ?? options.prefix ?? given);
    if (text === null) return this.unread(`A ${kind} on ${field} without a value`);
    const raw = { field, operator: kind, value: text };
    const caseSensitive = options.case_insensitive !== true;
    if (kind === "regexp") return this.literal({ field, operator: "regex", value: text, caseSensitive, anchored: true, raw });
    if (kind === "prefix") return this.literal({ field, operator: "starts_with", value: text, caseSensitive, raw });
    if (kind !== "wildcard") return termTest({ field, pattern: text === "" ? [] : [text], raw, span: this.frame.span });
    const pattern: Pattern = escapedGlobPattern(text);
    return this.literal({ field, operator: "wildcard", value: pattern, caseSensitive, raw });
  }

  private range(field: string, bounds: Plain): Expression {
    const names: Readonly<Record<string, Literal["operator"]>> = { gt: "gt", gte: "gte", lt: "lt", lte: "lte", from: "gte", to: "lte" };
    const tests = Object.entries(bounds).flatMap(([name, bound]) => {
      const [operator, value] = [names[name], scalar(bound)];
      if (operator === undefined || value === null) return [];
      return [this.literal({ field, operator, value, caseSensitive: false, raw: { field, operator: name, value } })];
    });
    if (field === "@timestamp" || field === "event.ingested") return and([]); // the rule's window
    return tests.length > 0 ? and(tests) : this.unread(`A range on ${field} without bounds`);
  }

  private exists(body: Plain): Expression {
    const field = textOf(body.field);
    if (field === null) return this.unread("exists without a field");
    return this.literal({ field, operator: "exists", value: "", caseSensitive: false, raw: { field, operator: "exists", value: "" } });
  }

  private embedded(body: Plain): Expression {
    const text = textOf(body.query);
    if (text === null) return this.unread("A query string without a text");
    const field = textOf(body.default_field);
    const query = field === null || field === "*" ? text : `${field}:(${text})`;
    const reading = this.frame.readEmbedded("lucene", query, this.frame.document);
    const expression = reading?.scopes[0]?.expression;
    return expression ? moveSpans(expression, () => this.frame.span) : this.unread("A query string that could not be read");
  }

  private keyword(body: Plain, kind: string): Expression {
    const value = scalar(body.query);
    const fields = listOf(body.fields).flatMap((field) => textOf(field) ?? []);
    if (value === null) return this.unread(`A ${kind} without a text`);
    if (fields.length > 0) return or(fields.map((field) => this.value("match", field, value)));
    return this.literal({ field: null, operator: "keyword", value, caseSensitive: false, raw: { field: null, operator: kind, value } });
  }

  private literal(literal: Omit<Literal, "span">): Expression {
    return predicate({ ...literal, span: this.frame.span });
  }

  private unread(message: string): Expression {
    return opaque("query-broken", this.frame.span, `${message} has no predicate form`);
  }
}

function recordOf(value: unknown): Plain | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date) ? { ...value } : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function scalar(value: unknown): string | null {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean" || typeof value === "bigint"
      ? String(value)
      : null;
}
