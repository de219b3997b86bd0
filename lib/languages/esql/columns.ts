/**
 * What the columns of an ES|QL query stand for, command by command: copies and casts are their source, `case()` columns are their
 * conditions, aggregates are named by what they compute, durations are the window; everything else keeps its own name.
 */
import { and, type Expression } from "../../expression/expression.ts";
import { aggregateName } from "../../model/predicate.ts";
import { clip, type Operand } from "../core/elastic-lower.ts";
import { fieldsOf, type QueryNode } from "../core/elastic-tree.ts";
import { type Cases, countedCases, readCases } from "./cases.ts";
import type { Column } from "./parse.ts";
import { Times } from "./times.ts";

export type Definition =
  | { readonly kind: "copy"; readonly operand: Operand }
  | { readonly kind: "cases"; readonly cases: Cases }
  | { readonly kind: "test"; readonly expression: Expression }
  /** The event's own time, or made from it. */
  | { readonly kind: "time"; readonly window: string | null; readonly operand: Operand }
  /** A length of time between two such; the unit where it is known. */
  | { readonly kind: "duration"; readonly unit: string | null }
  | { readonly kind: "computed"; readonly operand: Operand };

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

export class Columns {
  readonly times = new Times((name) => this.timeKind(name));
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
    if (value.kind === "call" && value.name === "case") return { kind: "cases", cases: readCases(value.arguments, this.lower) };
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

  /** The conditions and results of a call of case(), or of a column that is one; null for anything else. */
  casesOf(node: QueryNode): Cases | null {
    if (node.kind === "call" && node.name === "case") return readCases(node.arguments, this.lower);
    const found = node.kind === "field" ? this.known.get(node.name) : undefined;
    return found?.kind === "cases" ? found.cases : null;
  }

  private timeKind(name: string): "time" | "duration" | null {
    const found = this.known.get(name);
    return found?.kind === "time" || found?.kind === "duration" ? found.kind : null;
  }

  private timeOf(name: string, value: QueryNode): Definition | null {
    if (this.times.isDuration(value)) return { kind: "duration", unit: this.unitOf(value) };
    if (!this.times.isTime(value)) return null;
    const window = value.kind === "call" ? value.arguments.find((part) => part.kind === "value" && part.type === "duration") : undefined;
    const resolved = clip(this.text, value.span);
    return { kind: "time", window: window?.kind === "value" ? window.text : null, operand: { field: name, rawField: name, resolved } };
  }

  /** The unit of a length of time, where it is named. */
  unitOf(node: QueryNode): string | null {
    const found = node.kind === "field" ? this.known.get(node.name) : undefined;
    if (found?.kind === "duration") return found.unit;
    const [unit] = node.kind === "call" && node.name === "date_diff" ? node.arguments : [];
    return unit?.kind === "value" ? unit.text : null;
  }

  /** A column of STATS. */
  aggregate({ name, value, where }: Column, groupBy: readonly string[]): void {
    const resolved = clip(this.text, value.span);
    if (this.times.isTime(value)) {
      this.set(name, { kind: "time", window: null, operand: { field: name, rawField: name, resolved, lane: "threshold" } });
      return;
    }
    const known = value.kind === "call" ? functions[value.name] : undefined;
    if (value.kind !== "call" || known === undefined) {
      this.setComputed(name, resolved, "threshold");
      return;
    }
    const [inner] = value.arguments;
    const cases = inner ? this.casesOf(inner) : null;
    const counted = cases ? countedCases(cases, known === "sum") : null;
    const computed = this.computedBy(known, counted?.result ?? inner, { name, counted: counted !== null });
    const parts = [...(counted ? [counted.condition] : []), ...(where ? [this.lower(where)] : [])];
    this.set(name, {
      kind: "computed",
      operand: {
        field: aggregateName(computed.function, computed.field),
        rawField: name,
        resolved,
        aggregate: computed,
        groupBy,
        ...(parts.length > 0 ? { condition: and(parts) } : {}),
      },
    });
  }

  /** `sum(case(C, 1, 0))` and `count(case(C, f, null))` count the events with C; other functions are over the field that case() gives. */
  private computedBy(known: string, inner: QueryNode | undefined, { name, counted }: { readonly name: string; readonly counted: boolean }) {
    if (!inner || (counted && known === "count")) return { function: known, field: null };
    if (inner.kind !== "value") return { function: known, field: this.aggregatedField(inner, name) };
    return { function: counted && known === "sum" && inner.text === "1" ? "count" : known, field: null };
  }

  private aggregatedField(inner: QueryNode, name: string): string {
    const operand = this.operand(inner);
    if (!operand || inner.kind === "math") return name;
    return operand.aggregate ? operand.rawField : operand.field;
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

export function isTest(name: string): boolean {
  return /^(starts_with|ends_with|contains|cidr_match|match|match_phrase|kql|qstr|mv_contains|is_null|like|rlike)$/.test(name);
}
