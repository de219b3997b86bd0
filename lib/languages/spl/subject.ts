/** What an eval expression stands for when it is tested: a name bound to something, or computed text. */
import type { Context } from "./context.ts";
import { textOf } from "./context.ts";
import type { Binding } from "./environment.ts";
import type { EvalNode } from "./eval-expression.ts";
import { bindCases, bindFound } from "./lower-cases.ts";

export interface Subject {
  /** As the query writes it. */
  readonly name: string;
  readonly binding: Binding;
}

const casts = new Set(["lower", "upper", "tostring", "tonumber", "exact"]);
const clock = new Set(["now", "time", "relative_time", "strptime"]);

/** The name and meaning of a tested expression. */
export function subjectOf(node: EvalNode, context: Context): Subject {
  if (node.kind === "field") return { name: node.name, binding: context.environment.resolve(node.name) };
  const name = textOf(node, context);
  if (isTime(node, context)) return { name, binding: { kind: "time" } };
  if (node.kind === "string" || node.kind === "number") return { name, binding: { kind: "constant", text: node.value } };
  const special = node.kind === "call" ? callSubject(node, name, context) : null;
  return special ?? { name, binding: { kind: "computed", threshold: usesAggregate(node, context) } };
}

function callSubject(node: Extract<EvalNode, { kind: "call" }>, name: string, context: Context): Subject | null {
  const [first] = node.arguments;
  if (node.name === "if" || node.name === "case") return { name, binding: { kind: "cases", cases: bindCases(node, context) } };
  if (!first) return null;
  if (node.name === "mvfind" || node.name === "mvfilter") return { name, binding: { kind: "cases", cases: bindFound(node, context) } };
  if (casts.has(node.name)) {
    const inner = subjectOf(first, context);
    const folds = node.name === "lower" || node.name === "upper";
    const folded = inner.binding.kind === "column" && folds ? { ...inner.binding, folded: true } : inner.binding;
    return { name: inner.name, binding: folded };
  }
  const inner = first.kind === "field" ? context.environment.resolve(first.name) : null;
  const passed = /^(?:coalesce|min|max|trim|mvindex|mvdedup|mvjoin)$/.test(node.name);
  if (passed && inner?.kind === "lookup") return { name, binding: inner };
  if (node.name === "mvcount" && first.kind === "field" && inner?.kind === "column") {
    const gathered = context.environment.gathered.get(first.name);
    if (gathered) return { name, binding: { kind: "aggregate", function: "dc", field: inner.name, groupBy: gathered, condition: null } };
  }
  return null;
}

/** True for times of the events, the clock, and what is computed from them. */
export function isTime(node: EvalNode, context: Context): boolean {
  if (node.kind === "field") return context.environment.resolve(node.name).kind === "time";
  if (node.kind === "call") {
    if (clock.has(node.name)) return true;
    const passes = /^(?:round|floor|ceiling|ceil|abs|tonumber|min|max|coalesce|tostring)$/.test(node.name);
    return passes && node.arguments.some((argument) => isTime(argument, context));
  }
  return node.kind === "math" && node.parts.some((part) => isTime(part, context));
}

/** True when something in the expression was computed by an aggregate. */
export function usesAggregate(node: EvalNode, context: Context): boolean {
  switch (node.kind) {
    case "field": {
      const binding = context.environment.resolve(node.name);
      return binding.kind === "aggregate" || (binding.kind === "computed" && binding.threshold);
    }
    case "call":
      return node.name === "mvcount" || node.arguments.some((argument) => usesAggregate(argument, context));
    case "math":
      return node.parts.some((part) => usesAggregate(part, context));
    default:
      return false;
  }
}
