/** Where a piped query may be broken for the eye: before each pipe that stands outside quotes and brackets. The text is not changed. */

const piped = new Set(["spl", "kusto", "esql"]);
const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Offsets of pipes that do not already begin a line; none for languages without pipes. */
export function pipeBreaks(language: string, text: string): readonly number[] {
  if (!piped.has(language)) return [];
  const breaks: number[] = [];
  let quote: string | null = null;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== null) {
      if (sign === "\\") at++;
      else if (sign === quote) quote = null;
    } else if (sign === '"' || sign === "'" || sign === "`") quote = sign;
    else if (sign === "(" || sign === "[" || sign === "{") depth++;
    else if (sign in closing) depth = Math.max(0, depth - 1);
    else if (sign === "|" && depth === 0 && !/(^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at))) breaks.push(at);
  }
  return breaks;
}
