/** What a macro call that was not expanded says where it stands (normalization §4): nothing, a source, a group, or a placeholder. */
import { and, type Expression, opaque, predicate } from "../../expression/expression.ts";
import { type Context, noteSource } from "./context.ts";
import type { Lowered } from "./environment.ts";
import type { Range } from "./parse.ts";

/** Lowers a mark by its number. An unresolved macro is a placeholder named by it, and the rule is partial. */
export function lowerMark(index: number, range: Range, context: Context): Lowered {
  const call = context.calls[index];
  if (!call || context.handled.has(index)) return null;
  context.handled.add(index);
  if (call.kind === "source") noteSource(`macro:${call.name.toLowerCase()}`, context);
  if (call.kind === "group") groupEvents(call.arguments, context);
  if (call.kind !== "unresolved" && call.kind !== "unbounded") return null;
  const span = context.span(range);
  const raw = { field: null, operator: "macro", value: call.name };
  const placeholder = predicate({
    field: null,
    operator: "keyword",
    value: call.name,
    caseSensitive: false,
    lane: "placeholder",
    raw,
    span,
  } as const);
  const problem =
    call.kind === "unbounded"
      ? opaque("query-too-large", span, `The macro "${call.name}" grows without bounds`)
      : opaque("macro-unresolved", span, `The macro "${call.name}" is not defined in the rule's source`);
  return and([placeholder, problem]);
}

/** A macro that is not defined in the place of a value: its name, a placeholder, and what says that the rule is partial; null for any other. */
export function valueOfMark(
  index: number,
  range: Range,
  context: Context,
): { readonly value: string; readonly problem: Expression } | null {
  const call = context.calls[index];
  if (call?.kind !== "unresolved") return null;
  context.handled.add(index);
  const message = `The macro "${call.name}" is not defined in the rule's source`;
  return { value: call.name, problem: opaque("macro-unresolved", context.span(range), message) };
}

/** The Forge's `group_events(fields, window)`: events of the same fields become one, `event_count` says how many. */
function groupEvents(values: readonly string[], { environment, findings }: Context): void {
  const window = values.length > 1 ? values.at(-1) : undefined;
  const names = (values.length > 1 ? values.slice(0, -1) : values).flatMap((value) => value.split(","));
  const groupBy = names.map((name) => name.replace(/["\s]/g, "")).filter((name) => name !== "" && !/^\d+\w*$/.test(name));
  environment.bind("event_count", { kind: "aggregate", function: "count", field: null, groupBy, condition: null });
  if (window) findings.spans.push(/^\d+$/.test(window) ? `${window}s` : window);
}
