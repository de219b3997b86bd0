/** Which bracket closes which, in linear time whatever the text leaves open. */
import type { Token } from "./tokenizer.ts";

const brackets = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** For each token the index of the bracket that closes it, -1 for other tokens and brackets that are never closed. */
export function matchBrackets(tokens: readonly Token[]): readonly number[] {
  const partners = tokens.map(() => -1);
  const open: number[] = [];
  // how many of each kind are open: a bracket that closes none is not searched for, or texts full of them would cost the square
  const count = new Map<string, number>();
  const add = (close: string, more: number): unknown => count.set(close, (count.get(close) ?? 0) + more);
  const closeOf = (index: number | undefined): string => brackets.get(tokens[index ?? -1]?.text ?? "") ?? "";
  for (const [index, { text }] of tokens.entries()) {
    const close = brackets.get(text);
    if (close) {
      open.push(index);
      add(close, 1);
    } else if (count.get(text)) {
      const dropped = open.splice(open.findLastIndex((candidate) => closeOf(candidate) === text));
      partners[dropped[0] ?? -1] = index;
      for (const one of dropped) add(closeOf(one), -1);
    }
  }
  return partners;
}
