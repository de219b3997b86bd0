/** Numbers as pages print them. */

const grouped = new Intl.NumberFormat("en-US");

/** A count with thousands separated. */
export function count(number: number): string {
  return grouped.format(number);
}

/** "1 rule", "2 rules": a count and its noun. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
