/** How a text is cut into words for the search: letters and digits, without case; what stands between them parts words, in prose and in queries alike. */

/** Text of a rule that is searched, in characters: the longest queries are lists of hashes. */
const longest = 60_000;

/** SQL for the words of a text expression, without weights or places, so that an index answers alone. Words longer than an index takes are left out. */
export function wordsOf(text: string): string {
  return `strip(to_tsvector('pg_catalog.simple', regexp_replace(left(${text}, ${longest}), '[!-/:-@\\[-\`{-~]+', ' ', 'g')))`;
}
