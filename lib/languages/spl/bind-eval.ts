/** What `eval` and `rex` bind names to: copies, constants, conditions, times, and columns of their own. */
import type { Problem } from "../core/pratt.ts";
import type { Context } from "./context.ts";
import type { Binding } from "./environment.ts";
import { type EvalNode, parseAssignments } from "./eval-expression.ts";
import { ignoresCase } from "./lower-call.ts";
import { fieldName } from "./lower-search.ts";
import { subjectOf } from "./subject.ts";
import { testField } from "./test-field.ts";
import { decodeString, type EvalToken, type SearchToken } from "./tokens.ts";

/** Binds the assignments of an eval; gives what of it was not understood. */
export function bindEval(tokens: readonly EvalToken[], context: Context): readonly Problem[] {
  const { assignments, problems } = parseAssignments(tokens);
  const found = [...problems];
  for (const assignment of assignments) {
    const { name, value } = assignment;
    if (value.kind === "broken") found.push(value.problem);
    if (value.kind === "subsearch") context.subsearch(value, { beside: true }, context);
    const binding = bindingOf(name, value, context);
    context.environment.bind(name, context.fromMacro(assignment) ? ofSource(name, binding) : binding);
  }
  return found;
}

/** A column that the source's own macro makes is a field of all its rules: it has the meaning that the field map gives the name. */
function ofSource(name: string, binding: Binding): Binding {
  if (binding.kind === "computed") return { kind: "column", name, folded: false };
  return binding.kind === "cases" ? { ...binding, own: true } : binding;
}

const conditions = /^(?:match|like|searchmatch|isnull|isnotnull|cidrmatch|in)$/;

function bindingOf(name: string, value: EvalNode, context: Context): Binding {
  const boolean = /^(?:and|or|not|compare|in)$/.test(value.kind) || (value.kind === "call" && conditions.test(value.name));
  if (boolean) {
    const when = context.evaluate(value, context);
    const truth = (text: string) => ({ kind: "constant", text }) as const;
    return {
      kind: "cases",
      cases: [
        { when, value: truth("true") },
        { when: "always", value: truth("false") },
      ],
    };
  }
  const { binding } = subjectOf(value, context);
  if (binding.kind === "cases" && keepsOwn(name, value)) return { ...binding, own: true };
  if (binding.kind !== "computed") return binding;
  // `eval user=coalesce(user, src_user)`: the column keeps its name, and what it was bound to is gone
  return isOwn(name, value) ? { kind: "column", name, folded: false } : binding;
}

/** `if(C, "k", x)`, `mvfilter(…)` and the like that are assigned to x itself. */
function keepsOwn(name: string, value: EvalNode): boolean {
  if (value.kind !== "call") return false;
  if (value.name === "mvfilter") return value.arguments.some((part) => mentions(name, part));
  if (value.name !== "if" && value.name !== "case") return false;
  return value.arguments.some((part) => part.kind === "field" && part.name === name);
}

/** Whether a call's condition is about the column, as far as its own arguments and one call below show. */
function mentions(name: string, node: EvalNode): boolean {
  if (node.kind === "field") return node.name === name;
  if (node.kind === "not") return mentions(name, node.child);
  if (node.kind === "call") return node.arguments.some((part) => part.kind === "field" && part.name === name);
  return node.kind === "compare" && node.left.kind === "field" && node.left.name === name;
}

/** Repairs of a column that keep its meaning: trim, replace, a default for the empty value, further values. */
function isOwn(name: string, value: EvalNode): boolean {
  if (value.kind !== "call") return false;
  const itself = (part: EvalNode | undefined): boolean => part?.kind === "field" && part.name === name;
  if (value.name === "mvappend") return value.arguments.some(itself);
  return /^(?:trim|ltrim|rtrim|replace|urldecode|coalesce|mvdedup)$/.test(value.name) && itself(value.arguments[0]);
}

/** `rex field=x "(?<name>…)"`: each named group is a column of its own. */
export function bindExtractions(tokens: readonly SearchToken[], context: Context): void {
  if (tokens.some((token, index) => token.text.toLowerCase() === "mode" && tokens[index + 1]?.text === "=")) return;
  const at = tokens.findIndex((token, index) => token.text.toLowerCase() === "field" && tokens[index + 1]?.text === "=");
  const field = fieldName(tokens[at + 2]?.text ?? "");
  for (const token of tokens) {
    if (token.kind !== "string" || bindDeferred(field, token, context)) continue;
    for (const [, name] of decodeString(token.text).matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)) {
      if (name) context.environment.bind(name, { kind: "computed", threshold: false });
    }
  }
}

/**
 * pySigma's way to put a regex under OR: `rex field=f "(?<fMatch>…)"` and then a test whether fMatch is there, which is whether f matches.
 * https://github.com/SigmaHQ/pySigma-backend-splunk
 */
function bindDeferred(field: string, token: SearchToken, context: Context): boolean {
  const text = decodeString(token.text);
  const [, name = "", value = ""] = /^\(\?P?<(\w+)>([\s\S]+)\)$/.exec(text) ?? [];
  const base = `${field.replace(/\W/g, "_")}Match`;
  if (field === "" || !name.startsWith(base) || !/^\d*$/.test(name.slice(base.length))) return false;
  const span = context.span(token);
  const test = { operator: "regex", value, caseSensitive: !ignoresCase(value), rawOperator: "rex", rawValue: value, span } as const;
  const cases = [
    { when: testField(field, test, context), value: { kind: "other" } },
    { when: "always", value: { kind: "null" } },
  ] as const;
  context.environment.bind(name, { kind: "cases", cases });
  return true;
}
