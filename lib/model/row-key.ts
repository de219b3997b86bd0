/** Keys of table rows: what `?open=` names and `#` leads to; stable as long as the row says the same thing. */

/** A 64-bit row id (as PostgreSQL prints it) in 13 characters or less. */
export function shortKey(id: string): string {
  return BigInt.asUintN(64, BigInt(id)).toString(36);
}

/** The id behind a short key, as PostgreSQL prints it; null when the text is none. */
export function readShortKey(key: string): string | null {
  if (!/^[0-9a-z]{1,13}$/.test(key)) return null;
  let value = 0n;
  for (const digit of key) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return BigInt.asIntN(64, value).toString();
}

/** A row's id in the document: an id may hold anything but blanks. */
export function rowAnchor(key: string): string {
  return key.replace(/\s+/g, "_");
}
