/** Which bracket closes which, over any language's tokens; total and linear, whatever the text. */
import type { DiagnosticCode, Span } from "../../model/diagnostic.ts";
import type { Token } from "./tokenizer.ts";

const openers: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/**
 * For each token the index of the bracket that closes it, -1 for other tokens and brackets that are never closed. A bracket that closes
 * takes with it those that stand open inside it, so that each is passed over once: linear in the number of tokens.
 */
export function matchBrackets(tokens: readonly Token[]): readonly number[] {
  const partners: number[] = new Array<number>(tokens.length).fill(-1);
  const open: { readonly text: string; readonly index: number }[] = [];
  const waiting: Record<string, number> = { "(": 0, "[": 0, "{": 0 };
  for (let index = 0; index < tokens.length; index += 1) {
    const text = tokens[index]?.text ?? "";
    if (text.length !== 1) continue;
    const count = waiting[text];
    const opener = openers[text];
    if (count !== undefined) {
      open.push({ text, index });
      waiting[text] = count + 1;
    } else if (opener !== undefined && waiting[opener]) {
      for (let last = open.pop(); last; last = open.pop()) {
        waiting[last.text] = (waiting[last.text] ?? 1) - 1;
        if (last.text !== opener) continue;
        partners[last.index] = index;
        break;
      }
    }
  }
  return partners;
}

const maximumStray = 10;

/**
 * Round brackets without a partner, by index. None are named when there are more than a few (no slip of the hand), or when one stands
 * behind a NOT, as nobody can tell how far that reaches.
 */
export function strayBrackets(tokens: readonly Token[]): readonly number[] {
  if (!tokens.some(({ text }) => text === "(" || text === ")")) return [];
  const partners = matchBrackets(tokens);
  const closed = new Set(partners);
  const stray = tokens.flatMap(({ text }, index) =>
    (text === "(" && partners[index] === -1) || (text === ")" && !closed.has(index)) ? [index] : [],
  );
  const unclear = stray.some((index) => tokens[index]?.text === "(" && /^(?:not|!)$/i.test(tokens[index - 1]?.text ?? ""));
  return unclear || stray.length > maximumStray ? [] : stray;
}

/** What is wrong with such a bracket. */
export function strayProblem(token: Token | undefined): { readonly code: DiagnosticCode; readonly span: Span; readonly message: string } {
  const { text, start, end } = token ?? { text: "", start: 0, end: 0 };
  return { code: "query-broken", span: [start, end], message: text === "(" ? "This bracket is never closed" : "This bracket closes none" };
}
