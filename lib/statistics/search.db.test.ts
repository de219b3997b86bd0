/** Guarantees what a search looks through: words of rules as a plain cut of their text gives them, indicators with their reach and places. */
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../db/testing/test-database.ts";
import { bundledFolders } from "../ingest/choose-folders.ts";
import { ingestTiny } from "../ingest/testing/tiny-catalog.ts";
import { searchWords } from "../model/search-text.ts";

const database = testDatabase();
let snapshot: number;
beforeAll(async () => {
  ({ snapshot } = await ingestTiny(database.url, bundledFolders([]), { workers: 2 }));
});

async function rows<Row extends object>(sql: string): Promise<readonly Row[]> {
  return (await database.client.query<Row>({ text: sql, values: [snapshot] })).rows;
}

/** Every word of a text, however many. */
function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).flatMap((piece) => searchWords(piece)));
}

describe("rule_text", () => {
  it("has a row a rule, with the words of its title, description and query", async () => {
    const found = await rows<{ title: string; own: string | null; ownId: string | null; text: string; words: string[]; head: string[] }>(`
      select s.title, x.own_id as own, r.own_id as "ownId", concat_ws(' ', r.title, r.description, r.query_text) as text,
        tsvector_to_array(x.words) as words, tsvector_to_array(x.title_words) as head
      from snapshot_rule s join rule r on r.id = s.rule_id
      left join rule_number n on n.snapshot_id = $1 and n.rule_id = s.rule_id
      left join rule_text x on x.snapshot_id = $1 and x.number = n.number and x.rule_id = s.rule_id and x.title = lower(s.title)
      where s.snapshot_id = $1`);
    expect(found.length).toBeGreaterThan(50);
    for (const { title, own, ownId, text, words, head } of found) {
      expect(own).toBe(ownId?.toLowerCase() ?? null);
      const expected = [...wordsIn(title)].filter((word) => /^[a-z]+$/.test(word));
      expect(head, title).toEqual(expect.arrayContaining(expected));
      const all = new Set(words);
      for (const word of wordsIn(text)) if (/^[a-z]{1,40}$/.test(word)) expect(all.has(word), `${word} of ${title}`).toBe(true);
    }
  });
});

describe("search_word", () => {
  it("counts the rules that have a word, from two on", async () => {
    const texts = await rows<{ words: string[] }>("select tsvector_to_array(words) as words from rule_text where snapshot_id = $1");
    const counts = new Map<string, number>();
    for (const { words } of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const expected = [...counts].filter(
      ([word, rules]) => rules > 1 && [...word].length >= 4 && [...word].length <= 40 && !/^\d+$/.test(word),
    );
    const found = await rows<{ word: string; rules: number }>("select word, rules from search_word where snapshot_id = $1");
    expect(new Map(found.map(({ word, rules }) => [word, rules]))).toEqual(new Map(expected));
    expect(found.length).toBeGreaterThan(100);
  });
});

describe("indicator_text", () => {
  it("has the indicators, rules and families that indicator_reach has, and every order", async () => {
    const found = await rows<{
      rules: number;
      families: number;
      text: string;
      value: string;
      place: number;
      byFamilies: number;
      rank: number;
    }>(`
      select x.rules, x.families, x.text, i.value, x.place, x.families_place as "byFamilies", x.value_rank as rank
      from indicator_reach n join indicator i on i.id = n.indicator_id
      left join indicator_text x on x.snapshot_id = $1 and x.indicator_id = n.indicator_id and x.field = n.field and x.lane = n.lane
        and x.rules = n.rules and x.families = n.families and x.score = n.score and x.alone = n.alone and x.operator = i.operator
      where n.snapshot_id = $1 and n.segment_id = 0`);
    const { rows: all } = await database.client.query("select from indicator_text where snapshot_id = $1", [snapshot]);
    expect(found.length).toBe(all.length);
    for (const { text, value } of found) expect(text).toBe(value.toLowerCase());
    const numbers = (key: "place" | "byFamilies") => found.map((row) => row[key]).sort((a, b) => a - b);
    expect(numbers("place")).toEqual(found.map((_, index) => index + 1));
    expect(numbers("byFamilies")).toEqual(found.map((_, index) => index + 1));
    const inOrder = (key: "place" | "byFamilies" | "rank") => [...found].sort((a, b) => a[key] - b[key]);
    const descends = (list: readonly number[]) => list.every((figure, index) => index === 0 || figure <= (list[index - 1] ?? 0));
    expect(descends(inOrder("place").map(({ rules }) => rules))).toBe(true);
    expect(descends(inOrder("byFamilies").map(({ families }) => families))).toBe(true);
    expect(new Set(found.map(({ rank, text }) => `${rank} ${text}`)).size).toBe(new Set(found.map(({ text }) => text)).size);
  });
});
