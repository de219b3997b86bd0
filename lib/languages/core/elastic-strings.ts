/** String literals of EQL and ES|QL: `"…"` with escapes, `"""…"""` without. */
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/**
 * Decodes a literal with its quotes.
 * @returns the decoded text, the text between the quotes, and where that begins within the literal; an unknown escape, and a NUL, is kept as written
 */
export function readString(literal: string): { readonly text: string; readonly written: string; readonly offset: number } {
  if (literal.startsWith('"""')) {
    const written = literal.slice(3, -3);
    return { text: written, written, offset: 3 };
  }
  const offset = literal.startsWith("?") ? 2 : 1;
  const written = literal.slice(offset, -1);
  if (offset === 2) return { text: written, written, offset };
  const text = written.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|(.))/gs,
    (whole, braced?: string, four?: string, one?: string) => {
      const code = Number.parseInt(braced ?? four ?? "", 16);
      if (Number.isInteger(code)) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return one === undefined ? whole : (escapes[one] ?? (/[\\"'/]/.test(one) ? one : whole));
    },
  );
  return { text, written, offset };
}

/** A name without backticks. */
export function readName(written: string): string {
  return written.replace(/`((?:[^`]|``)*)`/g, (_, inner: string) => inner.replaceAll("``", "`"));
}
