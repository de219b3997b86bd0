/**
 * What the columns of an ES|QL query stand for, command by command: copies and casts are their source, `case()` columns are their
 * conditions, aggregates are named by what they compute, durations are the window; everything else keeps its own name.
 */
import { and, type Expression, not, or } from "../../expression/expression.ts";
import { aggregateName } from "../../model/predicate.ts";
import { clip, type Operand } from "../core/elastic-lower.ts";
import { childrenOf, fieldsOf, type QueryNode, type ValueNode } from "../core/elastic-tree.ts";
import type { Column } from "./parse.ts";

export type Definition =
  | { readonly kind: "copy"; readonly operand: Operand }
  | { readonly kind: "cases"; readonly cases: Cases }
  | { readonly kind: "test"; readonly expression: Expression }
  /** The event's own time, or made from it. */
  | { readonly kind: "time"; readonly window: string | null; readonly operand: Operand }
  /** A length of time between two such. */
  | { readonly kind: "duration"; readonly unit: string }
  | { readonly kind: "computed"; readonly operand: Operand };

/** `case(C, r, …, default)`: the first condition that holds gives the result; null where a result is no constant. */
export interface Cases {
  readonly branches: readonly { readonly condition: Expression; readonly result: ValueNode | null }[];
  readonly otherwise: ValueNode | null;
}

const folds = new Set(["to_lower", "to_upper"]);
const casts = new Set(
  "to_string to_integer to_int to_long to_double to_ip to_boolean to_bool to_version to_datetime to_unsigned_long".split(" "),
);
const functions: Readonly<Record<string, string>> = {
  count: "count",
  count_distinct: "dc",
  sum: "sum",
  avg: "avg",
  min: "min",
  max: "max",
};
const empty: ValueNode = { kind: "value", type: "null", text: "", written: "null", span: [0, 0] };

export class Columns {
  private readonly known = new Map<string, Definition>();

  /** @param lower how a condition is lowered with the columns known so far */
  constructor(
    private readonly text: string,
    private readonly lower: (node: QueryNode) => Expression,
  ) {}

  get(name: string): Definition | undefined {
    return this.known.get(name);
  }

  set(name: string, definition: Definition): void {
    this.known.set(name, definition);
  }

  /** A column whose making is not followed. */
  setComputed(name: string, resolved: string | null, lane?: Operand["lane"]): void {
    this.set(name, {
      kind: "computed",
      operand: { field: name, rawField: name, computed: true, ...(resolved === null ? {} : { resolved }), ...(lane ? { lane } : {}) },
    });
  }

  rename(from: string, to: string): void {
    const operand = this.operand({ kind: "field", name: from, span: [0, 0] });
    const definition = this.known.get(from) ?? (operand ? { kind: "copy", operand } : undefined);
    if (definition) this.set(to, definition);
  }

  /** The left side of a test; null: constants only. */
  operand(node: QueryNode): Operand | null {
    if (node.kind === "field") return this.fieldOperand(node.name);
    if (node.kind === "call") {
      const [inner] = node.arguments;
      if (inner && folds.has(node.name)) {
        const operand = this.operand(inner);
        return operand && { ...operand, folded: true };
      }
      if (inner && casts.has(node.name)) return this.operand(inner);
    }
    if ((node.kind !== "call" && node.kind !== "math") || fieldsOf(node).length === 0) return null;
    const written = clip(this.text, node.span);
    return { field: written, rawField: written, ...(this.isAggregated(node) ? { lane: "threshold" } : {}) };
  }

  private fieldOperand(name: string): Operand {
    const found = this.known.get(name);
    if (!found) return { field: name, rawField: name };
    if (found.kind === "copy") {
      const { operand } = found;
      const resolved = operand.resolved ?? operand.field;
      return { ...operand, rawField: name, ...(resolved === name ? {} : { resolved }) };
    }
    if (found.kind === "computed" || found.kind === "time") return { ...found.operand, rawField: name };
    return { field: name, rawField: name };
  }

  /** True when a column of the node was computed by an aggregate. */
  isAggregated(node: QueryNode): boolean {
    return fieldsOf(node).some((name) => {
      const found = this.known.get(name);
      return found !== undefined && "operand" in found && (found.operand.aggregate !== undefined || found.operand.lane === "threshold");
    });
  }

  /** `name = value` of EVAL. */
  define({ name, value }: Column): void {
    this.set(name, this.definitionOf(name, value));
  }

  private definitionOf(name: string, value: QueryNode): Definition {
    const time = this.timeOf(name, value);
    if (time) return time;
    if (value.kind === "call" && value.name === "case") return { kind: "cases", cases: this.casesOf(value.arguments) };
    if (["compare", "and", "or", "not"].includes(value.kind) || (value.kind === "call" && isTest(value.name))) {
      return { kind: "test", expression: this.lower(value) };
    }
    const operand = this.operand(value);
    const copied = value.kind === "field" || (value.kind === "call" && (folds.has(value.name) || casts.has(value.name)));
    const known = value.kind === "field" ? this.known.get(value.name) : undefined;
    if (known && known.kind !== "copy" && known.kind !== "computed") return known;
    if (operand && copied && !operand.field.includes("(")) return { kind: "copy", operand };
    if (operand?.aggregate && copied) return { kind: "computed", operand };
    const lane = this.isAggregated(value) ? ({ lane: "threshold" } as const) : {};
    return { kind: "computed", operand: { field: name, rawField: name, computed: true, resolved: clip(this.text, value.span), ...lane } };
  }

  /** Conditions and results of `case()`; an even count has no default. */
  casesOf(items: readonly QueryNode[]): Cases {
    const constant = (node: QueryNode | undefined): ValueNode | null => (node?.kind === "value" ? node : null);
    const branches: { condition: Expression; result: ValueNode | null }[] = [];
    for (let index = 0; index + 1 < items.length; index += 2) {
      const condition = items[index];
      if (condition) branches.push({ condition: this.lower(condition), result: constant(items[index + 1]) });
    }
    return { branches, otherwise: items.length % 2 === 1 ? constant(items.at(-1)) : empty };
  }

  /** True for the event's time and what is made from it. */
  isTime(node: QueryNode): boolean {
    if (node.kind === "field") return ["@timestamp", "event.ingested"].includes(node.name) || this.known.get(node.name)?.kind === "time";
    if (node.kind === "call" && node.name === "case") return node.arguments.some((part, index) => index % 2 === 1 && this.isTime(part));
    if (node.kind === "call")
      return (
        node.name === "now" ||
        (/^(date_trunc|bucket|min|max|coalesce|to_datetime)$/.test(node.name) && node.arguments.some((part) => this.isTime(part)))
      );
    return node.kind === "math" && childrenOf(node).some((part) => this.isTime(part));
  }

  private timeOf(name: string, value: QueryNode): Definition | null {
    if (value.kind === "call" && value.name === "date_diff") {
      const [unit, ...ends] = value.arguments;
      const known = unit?.kind === "value" && ends.length === 2 && ends.every((end) => this.isTime(end));
      return known ? { kind: "duration", unit: unit.text } : null;
    }
    if (!this.isTime(value)) return null;
    const window = value.kind === "call" ? value.arguments.find((part) => part.kind === "value" && part.type === "duration") : undefined;
    const resolved = clip(this.text, value.span);
    return { kind: "time", window: window?.kind === "value" ? window.text : null, operand: { field: name, rawField: name, resolved } };
  }

  /** A column of STATS. */
  aggregate({ name, value, where }: Column, groupBy: readonly string[]): void {
    const filter = where ? this.lower(where) : null;
    const [inner] = value.kind === "call" ? value.arguments : [];
    const known = value.kind === "call" ? functions[value.name] : undefined;
    if (this.isTime(value)) {
      this.set(name, {
        kind: "time",
        window: null,
        operand: { field: name, rawField: name, resolved: clip(this.text, value.span), lane: "threshold" },
      });
      return;
    }
    if (value.kind !== "call" || known === undefined) {
      this.setComputed(name, clip(this.text, value.span), "threshold");
      return;
    }
    const counted = known === "sum" && inner ? this.countedBy(inner) : null;
    const field = counted || !inner || inner.kind === "value" ? null : this.aggregatedField(inner, name);
    const computed = { function: counted ? "count" : known, field };
    const parts = [...(counted ? [counted] : []), ...(filter ? [filter] : [])];
    this.set(name, {
      kind: "computed",
      operand: {
        field: aggregateName(computed.function, field),
        rawField: name,
        resolved: clip(this.text, value.span),
        aggregate: computed,
        groupBy,
        ...(parts.length > 0 ? { condition: and(parts) } : {}),
      },
    });
  }

  private aggregatedField(inner: QueryNode, name: string): string {
    const operand = this.operand(inner);
    if (!operand || inner.kind === "math") return name;
    return operand.aggregate ? operand.rawField : operand.field;
  }

  /** `sum(case(C, 1, 0))` counts the events with C; null for other sums. */
  private countedBy(inner: QueryNode): Expression | null {
    const named = inner.kind === "field" ? this.known.get(inner.name) : undefined;
    const cases =
      named?.kind === "cases" ? named.cases : inner.kind === "call" && inner.name === "case" ? this.casesOf(inner.arguments) : null;
    if (!cases?.branches.every(({ result }) => result !== null && /^[01]$/.test(result.text))) return null;
    if (cases.otherwise === null || !/^0?$/.test(cases.otherwise.text)) return null;
    return chooseCases(cases, (result) => result.text === "1");
  }

  /** Group keys, time buckets left out (they are the window, which is returned). */
  groupKeys(by: readonly Column[]): { readonly keys: readonly string[]; readonly window: string | null } {
    let window: string | null = null;
    const keys = by.flatMap((column) => {
      if (column.value.kind !== "field" || column.value.name !== column.name) this.define(column);
      const found = this.known.get(column.name);
      if (found?.kind === "time") {
        window = found.window ?? window;
        return [];
      }
      return [this.fieldOperand(column.name).field];
    });
    return { keys, window };
  }
}

/** When a `case()` column has one of the results that are asked for; exact; null when a result is no constant. */
export function chooseCases({ branches, otherwise }: Cases, wanted: (result: ValueNode) => boolean): Expression | null {
  if (otherwise === null || branches.some(({ result }) => result === null)) return null;
  const marked = branches.map(({ condition, result }) => ({ condition, chosen: result !== null && wanted(result) }));
  const byDefault = wanted(otherwise);
  const listed = marked.filter(({ chosen }) => chosen !== byDefault);
  if (listed.length === 0) return byDefault ? and([]) : null;
  const alternatives = listed.map((branch) => {
    const before = marked.slice(0, marked.indexOf(branch)).filter(({ chosen }) => chosen === byDefault);
    return before.length === 0 ? branch.condition : and([branch.condition, not(or(before.map(({ condition }) => condition)))]);
  });
  if (listed.length * (marked.length - listed.length) > 400) return null;
  return byDefault ? not(or(alternatives)) : or(alternatives);
}

export function isTest(name: string): boolean {
  return /^(starts_with|ends_with|contains|cidr_match|match|match_phrase|kql|qstr|mv_contains|is_null|like|rlike)$/.test(name);
}
