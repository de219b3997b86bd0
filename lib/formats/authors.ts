/** Splits an author line into people; commas inside brackets and a handle after a name belong to the name before them. */

/**
 * People named in one text, in order: `Florian Roth (Nextron Systems), Tim Shelton '@x'` gives two.
 * Separators are commas and semicolons outside brackets; a part that is only a handle (`'@markmorow'`) joins the name before it.
 */
export function splitAuthors(text: string): readonly string[] {
  const people: string[] = [];
  for (const part of text.split(/[,;](?![^(]*\))/)) {
    const name = part.trim();
    if (name === "") continue;
    if (/^['"(]?@\w/.test(name) && people.length > 0) people[people.length - 1] += ` ${name}`;
    else people.push(name);
  }
  return people;
}
