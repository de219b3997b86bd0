/** What an expression stands for: a column, a constant, an aggregate, a choice, a moment, or something computed. Casts and case folding are looked through. */
import type { Expression } from "../../expression/expression.ts";
import { aggregateName } from "../../model/predicate.ts";
import type { CallNode, CaseNode, SqlNode, ValueNode } from "./tree.ts";
import { columnsOf, uncast } from "./tree.ts";

export type Operand =
  /** A column of the events; `written` is how the text spells it. */
  | { readonly kind: "column"; readonly name: string; readonly written: string; readonly folded: boolean }
  | { readonly kind: "constant"; readonly value: ValueNode }
  | {
      readonly kind: "aggregate";
      readonly function: string;
      readonly field: string | null;
      readonly computed: boolean;
      readonly groupBy: readonly string[];
      readonly written: string;
    }
  | { readonly kind: "cases"; readonly cases: readonly Choice[]; readonly written: string }
  /** A point in time or a length of it, made from the present or from the event's own time. */
  | { readonly kind: "moment"; readonly window: string | null }
  /** A row's number in its group: asks for one row of many, and says nothing of the event. */
  | { readonly kind: "position" }
  | { readonly kind: "computed"; readonly written: string; readonly threshold: boolean };

/** One branch of IFF or CASE; `when` is null for the last one. */
export interface Choice {
  readonly when: SqlNode | null;
  readonly value: ValueNode | null;
}

/** Names that an expression sees, lower case. */
export type Names = ReadonlyMap<string, Operand>;

export interface OperandContext {
  readonly text: string;
  readonly names: Names;
  /** Group keys of the query that the expression stands in, as columns of the source. */
  readonly keys: readonly string[];
}

/** Functions that give their first argument in another spelling or type. */
const passing = new Set(
  (
    "lower upper trim ltrim rtrim to_varchar to_char to_number to_decimal to_numeric to_double to_boolean to_variant to_array to_object as_varchar as_char " +
    "parse_json try_parse_json try_to_number strip_null_value zeroifnull collate any_value to_json parse_ip inet"
  ).split(" "),
);
const folding = new Set(["lower", "upper"]);
/** Functions that give their first argument, and where it is NULL another: looked through when the others are constants. */
const filling = new Set(["nvl", "ifnull", "coalesce"]);
const aggregates: Readonly<Record<string, string>> = {
  count: "count",
  count_if: "count",
  approx_count_distinct: "dc",
  hll: "dc",
  sum: "sum",
  avg: "avg",
  min: "min",
  max: "max",
  median: "median",
  stddev: "stddev",
};
const present = /^(?:current_timestamp|current_date|current_time|sysdate|getdate|localtimestamp|systimestamp|now)$/;
const ofTime =
  /^(?:dateadd|timeadd|timestampadd|date_trunc|datediff|timediff|timestampdiff|to_timestamp\w*|to_date|to_time|date_part|time_slice|last_day|convert_timezone)$/;
const positions = /^(?:row_number|rank|dense_rank|ntile|percent_rank)$/;
const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|sec|second|seconds)$/, "s"],
  [/^(?:mi|min|minute|minutes|m)$/, "m"],
  [/^(?:h|hh|hour|hours)$/, "h"],
  [/^(?:d|dd|day|days)$/, "d"],
  [/^(?:w|wk|week|weeks)$/, "w"],
];

/** Reads an expression; total, as what it does not know is computed under its own text. */
export function operandOf(node: SqlNode, context: OperandContext): Operand {
  const inner = uncast(node);
  const written = context.text.slice(inner.span[0], inner.span[1]);
  switch (inner.kind) {
    case "column":
      return columnOperand(inner.parts, written, context);
    case "path":
      return pathOperand(inner.base, inner.keys, written, context);
    case "value":
      return inner.type === "moment" ? { kind: "moment", window: null } : { kind: "constant", value: inner };
    case "call":
      return callOperand(inner, written, context);
    case "case":
      return { kind: "cases", cases: choicesOf(inner), written };
    case "math":
      return [inner.left, inner.right].some((side) => operandOf(side, context).kind === "moment")
        ? { kind: "moment", window: null }
        : computed(inner, written, context);
    default:
      return computed(inner, written, context);
  }
}

function columnOperand(parts: readonly string[], written: string, { names }: OperandContext): Operand {
  const own = parts.at(-1) ?? written;
  if (parts.length === 1 && present.test(own.toLowerCase())) return { kind: "moment", window: null };
  const spelled = parts.join(".") || written;
  const known = names.get(spelled.toLowerCase()) ?? names.get(own.toLowerCase());
  return known ? called(known, spelled) : { kind: "column", name: own, written: spelled, folded: false };
}

/** What a name stands for, under that name: the text says `failures`, not `count(*)`, and a computed column is called as the rule calls it. */
function called(operand: Operand, name: string): Operand {
  return "written" in operand ? { ...operand, written: name } : operand;
}

/** `src:a.b` is the field `a.b` of the document in `src`; a path into what is computed is computed, too. */
function pathOperand(base: SqlNode, keys: readonly string[], written: string, context: OperandContext): Operand {
  const owner = operandOf(base, context);
  if (owner.kind !== "column") return { kind: "computed", written, threshold: owner.kind === "aggregate" };
  return { kind: "column", name: keys.join(".") || owner.name, written, folded: owner.folded };
}

function constantOf(node: SqlNode): ValueNode | null {
  const inner = uncast(node);
  return inner.kind === "value" ? inner : null;
}

function choicesOf({ branches, otherwise }: CaseNode): readonly Choice[] {
  return [
    ...branches.map(({ when, then }) => ({ when, value: constantOf(then) })),
    ...(otherwise ? [{ when: null, value: constantOf(otherwise) }] : []),
  ];
}

function callOperand(call: CallNode, written: string, context: OperandContext): Operand {
  const { name, arguments: items } = call;
  const [first, second, third] = items;
  if (present.test(name)) return { kind: "moment", window: null };
  if (positions.test(name)) return { kind: "position" };
  if (aggregates[name] !== undefined) return aggregateOperand(call, written, context);
  // The hour or the weekday of an event is a test; its seconds since 1970 are a time.
  const part = first?.kind === "column" ? first.parts[0] : first?.kind === "value" ? first.text : "";
  if (name === "date_part" && !/^epoch/i.test(part ?? "")) return computed(call, written, context);
  if (ofTime.test(name)) return { kind: "moment", window: windowOf(items) };
  if (name === "iff" && first && second && third) {
    const cases = [
      { when: first, value: constantOf(second) },
      { when: null, value: constantOf(third) },
    ];
    return { kind: "cases", cases, written };
  }
  const filled = filling.has(name) && items.slice(1).every((item) => constantOf(item) !== null);
  if ((passing.has(name) || filled) && first) {
    const inner = operandOf(first, context);
    return inner.kind === "column" && folding.has(name) ? { ...inner, folded: true } : inner;
  }
  if (/^(?:get_path|get|json_extract_path_text)$/.test(name) && first && second?.kind === "value") {
    return pathOperand(
      first,
      second.text.split(/[.[\]"']+/).filter((key) => key !== ""),
      written,
      context,
    );
  }
  if (/^(?:array_size|array_length)$/.test(name) && first) return sizeOperand(first, written, context);
  return computed(call, written, context);
}

/** `array_size(array_agg(distinct x))` counts what differs. */
function sizeOperand(node: SqlNode, written: string, context: OperandContext): Operand {
  const inner = uncast(node);
  if (inner.kind !== "call" || !/^array_(?:agg|unique_agg)$/.test(inner.name)) return computed(node, written, context);
  return aggregateOperand({ ...inner, name: "count", distinct: inner.distinct || inner.name === "array_unique_agg" }, written, context);
}

function aggregateOperand(call: CallNode, written: string, context: OperandContext): Operand {
  const { name, arguments: items, distinct, over } = call;
  const own = aggregates[name] ?? name;
  const counts = own === "count";
  const [first] = items.map((item) => operandOf(item, context));
  const named = first?.kind === "column" ? first.name : first?.kind === "computed" ? first.written : null;
  const field = counts && !distinct ? null : named;
  const groupBy = over ? over.keys.flatMap((key) => keyName(operandOf(key, context))) : context.keys;
  const what = counts && distinct && field !== null ? "dc" : own;
  return { kind: "aggregate", function: what, field, computed: first?.kind === "computed" && field !== null, groupBy, written };
}

/** A group key as a column of the source; nothing for what is not one. */
export function keyName(operand: Operand): readonly string[] {
  return operand.kind === "column" ? [operand.name] : operand.kind === "computed" ? [operand.written] : [];
}

/** `dateadd(hour, -2, …)` reaches two hours back. */
function windowOf([unit, amount]: readonly SqlNode[]): string | null {
  const word = unit?.kind === "column" ? unit.parts[0] : unit?.kind === "value" ? unit.text : undefined;
  const letter = units.find(([pattern]) => pattern.test(word?.toLowerCase() ?? ""))?.[1];
  const count = amount?.kind === "value" && amount.type === "number" ? Math.abs(Number(amount.text)) : Number.NaN;
  return letter !== undefined && Number.isSafeInteger(count) && count > 0 ? `${count}${letter}` : null;
}

function computed(node: SqlNode, written: string, context: OperandContext): Operand {
  const inner = columnsOf(node).map((column) => columnOperand(column.parts, "", context));
  return { kind: "computed", written, threshold: inner.some((operand) => isCounted(operand)) };
}

/** Whether an aggregate made it. */
export function isCounted(operand: Operand): boolean {
  return operand.kind === "aggregate" || (operand.kind === "computed" && operand.threshold);
}

/** The name under which the aggregate is tested. */
export function nameOfAggregate({ function: name, field }: Extract<Operand, { kind: "aggregate" }>): string {
  return aggregateName(name, field);
}

/** The constants of a list: `array_construct('a', 'b')`, `['a', 'b']`; null for anything else. */
export function constantsOf(node: SqlNode): readonly ValueNode[] | null {
  const inner = uncast(node);
  const items = inner.kind === "list" ? inner.items : inner.kind === "call" && inner.name === "array_construct" ? inner.arguments : null;
  const constants = items?.map(constantOf) ?? [];
  return items && constants.every((value) => value !== null) ? constants.flatMap((value) => value ?? []) : null;
}

/** What a test can be about; null for constants, choices and moments. */
export type Subject = Extract<Operand, { kind: "column" | "aggregate" | "computed" }>;

export function subjectOf(node: SqlNode, context: OperandContext): Subject | null {
  const operand = operandOf(node, context);
  return operand.kind === "column" || operand.kind === "aggregate" || operand.kind === "computed" ? operand : null;
}

/** Null: the test says nothing of the event. */
export type Tested = Expression | null;
