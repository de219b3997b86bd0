/** Words that may have been meant: for each word of a text that no two rules use, the nearest one that they do. */
import "server-only";
import { z } from "zod";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView } from "@/lib/model/catalog-view";
import { searchWords } from "@/lib/model/search-text";
import type { Suggestion } from "@/lib/model/search-view";

/** Shorter words resemble too much; with digits in them they are ids, for which nearness means nothing. */
const correctable = /^\p{L}{4,40}$/u;
/** Least similarity of two words by their trigrams, from 0 to 1: mimikats and mimikatz have 0.64. */
const leastSimilarity = 0.4;

const wordRow = z.object({ asked: z.string(), word: z.string(), rules: z.number() });

/** The text with its misspelt words replaced, or null when there is nothing to replace. */
export async function suggestText({ snapshot }: CatalogView, text: string): Promise<Suggestion | null> {
  const asked = searchWords(text).filter((word) => correctable.test(word));
  if (asked.length === 0) return null;
  const words = await rows(
    wordRow,
    sql`select a.asked, n.word, n.rules from unnest(${asked}::text[]) a (asked)
        cross join lateral (select w.word, w.rules from search_word w where w.snapshot_id = ${snapshot.id} and w.word % a.asked
            and similarity(w.word, a.asked) >= ${leastSimilarity}
          order by similarity(w.word, a.asked) desc, w.rules desc, w.word limit 1) n
        where not exists (select from search_word w where w.snapshot_id = ${snapshot.id} and w.word = a.asked)`,
  );
  if (words.length === 0) return null;
  const better = new Map(words.map(({ asked: word, word: meant }) => [word, meant]));
  return { text: text.replace(/[\p{L}\p{N}]+/gu, (word) => better.get(word.toLowerCase()) ?? word), words };
}
