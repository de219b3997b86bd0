/** What is searched for: a text that a database and a page can take, its tokens, and its words. */

/** Characters of a text that is searched for; nobody types more, and what is pasted is a value for /indicators. */
export const longestSearch = 200;
/** Tokens and words that are looked at; of a longer text the first ones. */
const most = 8;

/** The text in one Unicode form, without control characters, its runs of white space as one space; null when nothing or too much is left. */
export function searchText(raw: string): string | null {
  if (raw.length > 4 * longestSearch) return null;
  const text = raw
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  return text === "" || text.length > longestSearch ? null : text;
}

/** What white space parts: a name must contain each of them, in any order. */
export function searchTokens(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().split(" "))].slice(0, most);
}

/** Letters and digits between everything else, as the words of rules are cut (lib/statistics/search-text.ts). */
export function searchWords(text: string): readonly string[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words.filter((word) => word !== ""))].slice(0, most);
}

/** The words as a PostgreSQL text query: all of them, each from three letters on as the start of a word; null without a word. */
export function wordQuery(text: string): string | null {
  const words = searchWords(text).map((word) => (word.length < 3 ? word : `${word}:*`));
  return words.length === 0 ? null : words.join(" & ");
}
