/**
 * `transaction`: events of the same keys become one, which begins and ends where its conditions say. Each condition is a step of its
 * own. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Transaction
 */
import { renamedColumns, takeOptions } from "./commands.ts";
import type { Context } from "./context.ts";
import type { Binding, Lowered } from "./environment.ts";
import { parseEval } from "./eval-expression.ts";
import { lowerSearch } from "./lower-search.ts";
import { parseSearch } from "./search-expression.ts";
import { decodeString, type SearchToken, tokenizeEval, tokenizeSearch } from "./tokens.ts";

/** Binds what the transaction computes, and adds its conditions as scopes. */
export function lowerTransaction(tokens: readonly SearchToken[], context: Context): void {
  const { conditions, others } = takeConditions(tokens);
  for (const condition of conditions) {
    const expression = lowerCondition(condition, context);
    if (expression) context.counted.push({ expression, kind: "event" });
  }
  const { options, rest } = takeOptions(others);
  const span = options.get("maxspan") ?? options.get("maxpause");
  if (span) {
    context.findings.spans.push(span);
    context.findings.bounds.push(span);
  }
  const count: Binding = { kind: "aggregate", function: "count", field: null, groupBy: renamedColumns(rest), condition: null };
  context.environment.bind("eventcount", count);
  context.environment.bind("duration", { kind: "time" });
}

interface Conditions {
  /** The tokens behind each `startswith=` and `endswith=`. */
  readonly conditions: readonly (readonly SearchToken[])[];
  readonly others: readonly SearchToken[];
}

function takeConditions(tokens: readonly SearchToken[]): Conditions {
  const conditions: (readonly SearchToken[])[] = [];
  const others: SearchToken[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const named = token?.kind === "word" && /^(?:starts|ends)with$/i.test(token.text) && tokens[index + 1]?.text === "=";
    if (token && !named) others.push(token);
    if (!named) continue;
    const end = endOfCondition(tokens, index + 2);
    conditions.push(tokens.slice(index + 2, end));
    index = end - 1;
  }
  return { conditions, others };
}

/** The index behind a text, a bracket, or `eval(…)`. */
function endOfCondition(tokens: readonly SearchToken[], from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const text = tokens[index]?.text;
    if (text === "(") depth += 1;
    if (text === ")") depth -= 1;
    if (depth <= 0 && !(text === "eval" && tokens[index + 1]?.text === "(")) return index + 1;
  }
  return tokens.length;
}

function lowerCondition(tokens: readonly SearchToken[], context: Context): Lowered {
  const [first, open] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return null;
  if (first.text.toLowerCase() === "eval" && open) {
    return context.evaluate(parseEval(tokenizeEval(context.text, open.start, last.end).tokens), context);
  }
  if (first.kind !== "string") return lowerSearch(parseSearch(tokens), context);
  const text = decodeString(first.text);
  const span = context.span(first);
  const inner: Context = { ...context, text, calls: [], span: () => span, fromMacro: () => false };
  return lowerSearch(parseSearch(tokenizeSearch(text).tokens), inner);
}
