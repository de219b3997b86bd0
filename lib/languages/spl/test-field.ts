/** A test of a name against a value becomes a literal, through whatever the name is bound to. */
import { type Expression, type Literal, not, opaque, type Pattern, predicate } from "../../expression/expression.ts";
import { leavesOf } from "../../expression/normal-form.ts";
import type { Span } from "../../model/diagnostic.ts";
import { aggregateName, type Operator } from "../../model/predicate.ts";
import { allOf, anyOf, type Context, notOf } from "./context.ts";
import { type Binding, type Case, type Lowered, withoutDataSet } from "./environment.ts";

/** More tests than this behind one name are not followed. */
const maximumLeaves = 1_000;

export interface FieldTest {
  readonly operator: Operator;
  readonly value: string | Pattern;
  readonly caseSensitive: boolean;
  /** As written, without quotes. */
  readonly rawOperator: string;
  readonly rawValue: string;
  readonly span: Span;
  /** The value was computed by an aggregate: a test of a column against it is a threshold. */
  readonly threshold?: boolean;
  /** The value is yet to be filled in: a macro that is not defined stands for it. */
  readonly placeholder?: boolean;
}

/** Tests a field by its written name. */
export function testField(name: string, test: FieldTest, context: Context): Lowered {
  return testBinding(name, context.environment.resolve(name), test, context);
}

/** Tests what a name or an expression is bound to; `name` is how the query writes it. */
export function testBinding(name: string, binding: Binding, test: FieldTest, context: Context): Lowered {
  switch (binding.kind) {
    case "column":
      return literal(
        name,
        binding.name,
        binding.folded ? { ...test, caseSensitive: false } : test,
        test.threshold ? { lane: "threshold" } : {},
      );
    case "computed":
      return literal(name, withoutDataSet(name), test, { computed: true, ...(binding.threshold ? { lane: "threshold" } : {}) });
    case "aggregate":
      return testAggregate(name, binding, test, context);
    case "cases":
      return branches(name, binding, [test]);
    case "lookup":
      return testLookup(name, binding, test);
    case "constant":
      return passes(binding, test) === true ? null : literal(name, withoutDataSet(name), test, { computed: true });
    case "time":
      return null;
  }
}

/** Tests a name against any of several values (`IN`). */
export function testAny(name: string, binding: Binding, tests: readonly FieldTest[], context: Context): Lowered {
  return binding.kind === "cases" ? branches(name, binding, tests) : anyOf(tests.map((test) => testBinding(name, binding, test, context)));
}

function branches(name: string, { cases, own }: Extract<Binding, { kind: "cases" }>, tests: readonly FieldTest[]): Lowered {
  const truth = testCases(cases, tests);
  if (truth === "unknown") return anyOf(tests.map((test) => literal(name, withoutDataSet(name), test, own ? {} : { computed: true })));
  if (typeof truth === "boolean" || truth === null) return null;
  return leavesOf(truth).length > maximumLeaves ? tooLarge(tests) : truth;
}

/** Conditions that name each other double with every step. */
function tooLarge(tests: readonly FieldTest[]): Lowered {
  const spans = tests.map(({ span }) => span);
  const whole = [Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))] as const;
  return opaque("query-too-large", whole, "The conditions behind this name are too many to be followed");
}

function literal(written: string, field: string, test: FieldTest, more: Partial<Literal> = {}): Expression {
  const { operator, value, caseSensitive, rawOperator, rawValue, span } = test;
  const resolved = field === withoutDataSet(written) ? {} : { resolved: field };
  const presence = operator === "exists" || operator === "missing";
  return predicate({
    field,
    operator,
    value: presence ? "" : value,
    caseSensitive: presence ? false : caseSensitive,
    raw: { field: written, ...resolved, operator: rawOperator, value: rawValue },
    span,
    ...more,
    ...(test.placeholder ? { lane: "placeholder" } : {}),
  });
}

function testAggregate(name: string, binding: Extract<Binding, { kind: "aggregate" }>, test: FieldTest, context: Context): Lowered {
  const { function: computed, field, groupBy, condition } = binding;
  if (test.operator === "exists" || test.operator === "missing") return null;
  if (condition) {
    const none = (test.operator === "eq" && test.value === "0") || (test.operator === "lt" && test.value === "1");
    context.counted.push({ expression: condition, kind: none ? "absent" : "event" });
  }
  const column = aggregateName(computed, field);
  const more = { lane: "threshold", aggregate: { function: computed, field }, groupBy } as const;
  return literal(name, column, { ...test, caseSensitive: false }, binding.computed ? { ...more, computed: true } : more);
}

const flags = /^(?:true|yes|1|t|y|false|no|0|f|n|null)$/i;

/** Columns of a lookup are there when the input is in its list; a flag that says false denies it. Other values are the list's own. */
function testLookup(name: string, { list, input }: Extract<Binding, { kind: "lookup" }>, test: FieldTest): Lowered {
  const whole = test.operator === "exists" || test.operator === "missing";
  if (!whole && !(test.operator === "eq" && flags.test(String(test.value))))
    return literal(name, withoutDataSet(name), test, { lane: "placeholder", computed: true });
  const member = literal(name, input, { ...test, operator: "in_list", value: list, caseSensitive: false }, { lane: "placeholder" });
  const denied = test.operator === "missing" || (test.operator === "eq" && /^(?:false|no|0|null)$/i.test(String(test.value)));
  return denied ? not(member) : member;
}

type Truth = boolean | Lowered | "unknown";

/** `if(C, x, "k")` tested against its constant is C: the branches whose value passes the test, in order. */
function testCases(cases: readonly Case[], tests: readonly FieldTest[]): Truth {
  let rest: Truth = passesAny({ kind: "null" }, tests);
  for (const { when, value } of cases.toReversed()) {
    const passed = passesAny(value, tests);
    if (passed === "unknown" || rest === "unknown") return "unknown";
    if (when === "always") rest = passed;
    else if (passed !== rest) rest = passed ? either(when, rest) : excludes(when, rest) ? rest : both(notOf(when), rest);
  }
  return rest;
}

function passesAny(value: Case["value"], tests: readonly FieldTest[]): boolean | "unknown" {
  const results = tests.map((test) => passes(value, test));
  return results.includes(true) ? true : results.includes("unknown") ? "unknown" : false;
}

/** True when the later branch can only hold where the earlier does not: both compare one field, with different constants. */
function excludes(when: Lowered, rest: boolean | Lowered): boolean {
  if (when?.kind !== "predicate" || typeof rest === "boolean" || rest === null) return false;
  const constants = (node: Expression): readonly Literal[] | null => {
    if (node.kind === "predicate") return node.literal.operator === "eq" ? [node.literal] : null;
    const inner = node.kind === "or" ? node.children.map(constants) : [null];
    return inner.includes(null) ? null : inner.flatMap((literals) => literals ?? []);
  };
  const fold = ({ value }: Literal): string => String(value).toLowerCase();
  const first = constants(when)?.[0];
  const later = constants(rest);
  return first !== undefined && (later?.every((one) => one.field === first.field && fold(one) !== fold(first)) ?? false);
}

function either(when: Lowered, rest: boolean | Lowered): boolean | Lowered {
  if (typeof rest !== "boolean") return anyOf([when, rest]);
  return rest ? true : when;
}

function both(when: Lowered, rest: boolean | Lowered): boolean | Lowered {
  if (typeof rest !== "boolean") return allOf([when, rest]);
  return rest ? when : false;
}

function passes(value: Case["value"], test: FieldTest): boolean | "unknown" {
  if (test.operator === "exists") return value.kind !== "null";
  if (test.operator === "missing") return value.kind === "null" || (value.kind === "constant" && value.text === "");
  if (value.kind === "null") return false;
  if (value.kind === "other") return "unknown";
  if (value.kind === "index") return passesIndex(test);
  const fold = (text: string): string => (test.caseSensitive ? text : text.toLowerCase());
  const given = fold(value.text);
  if (typeof test.value !== "string") return test.operator === "wildcard" ? matchesPattern(given, test.value, fold) : "unknown";
  const asked = fold(test.value);
  switch (test.operator) {
    case "eq":
      return given === asked || (given !== "" && asked !== "" && Number(given) === Number(asked));
    case "gt":
      return Number(given) > Number(asked);
    case "gte":
      return Number(given) >= Number(asked);
    case "lt":
      return Number(given) < Number(asked);
    case "lte":
      return Number(given) <= Number(asked);
    default:
      return "unknown";
  }
}

/** Rules ask `>= 0` (some: `> 0`) for "it was found". */
function passesIndex({ operator, value }: FieldTest): boolean | "unknown" {
  if (typeof value !== "string" || !(Number(value) <= 0)) return "unknown";
  if (operator === "gte" || operator === "gt") return true;
  return operator === "lt" ? false : "unknown";
}

/** Greedy match of literal pieces between wildcards. */
function matchesPattern(text: string, pattern: Pattern, fold: (text: string) => string): boolean {
  let at = 0;
  let free = false;
  for (const part of pattern) {
    if (typeof part !== "string") free = true;
    else {
      const found = free ? text.indexOf(fold(part), at) : text.startsWith(fold(part), at) ? at : -1;
      if (found < 0) return false;
      at = found + part.length;
      free = false;
    }
  }
  return free || at === text.length;
}
