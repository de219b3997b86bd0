/** Mutations of query texts: what typing, pasting, cutting and malice do to them. Pure; the generator of numbers decides everything. */

/** Text that a mutation may grow to: 64 KiB. */
export const longestText = 64 * 1024;

type Next = () => number;
type Mutation = (tokens: readonly string[], next: Next, other: readonly string[]) => readonly string[];

const tokenPattern = /\s+|[\p{L}\p{N}_]+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^\s\p{L}\p{N}_]/gsu;

/** Words, quoted texts, marks and the space between them; joined they are the text. */
export function tokenize(text: string): readonly string[] {
  return text.match(tokenPattern) ?? [];
}

const at = (next: Next, size: number): number => Math.floor(next() * size);
const pick = <Item>(next: Next, items: readonly Item[]): Item => items[at(next, items.length)] as Item;

function replace(tokens: readonly string[], start: number, end: number, by: readonly string[]): readonly string[] {
  return [...tokens.slice(0, start), ...by, ...tokens.slice(end)];
}

/** A stretch of up to `most` tokens. */
function stretch(tokens: readonly string[], next: Next, most: number): readonly [start: number, end: number] {
  const start = at(next, tokens.length + 1);
  return [start, Math.min(tokens.length, start + 1 + at(next, most))];
}

const marks = [
  ..."()[]{}\"'`|,:;=<>!*?\\/-+%$#@&^~.",
  "\n",
  "\t",
  "/*",
  "*/",
  "//",
  "--",
  "```",
  '"""',
  "||",
  "==",
  "!=",
  "..",
  "\r\n",
  "\\u",
  "$x$",
  "%x%",
];
const words = [
  "not",
  "and",
  "or",
  "in",
  "where",
  "by",
  "NOT",
  "AND",
  "OR",
  "LIKE",
  "has_any",
  "sequence",
  "stats",
  "let",
  "null",
  "true",
  "exists",
  "1 of them",
];
const odd = [
  "\u0000",
  "\ud800",
  "\udfff",
  "\u202e",
  "\ufeff",
  "\u0130",
  "\u{1F600}",
  "\u00a0",
  "\u2028",
  "e\u0301".repeat(40),
  "\uff07",
  "ß",
  "\u200b",
  "\u0008",
];
const joints = [", ", " or ", " OR ", " and ", " AND ", " | ", "\n  - ", " ", ",", " != "];
const brackets = ["()", "[]", "{}", "(,)", "not ( )"].map((pair) =>
  pair === "not ( )" ? ["not (", ")"] : [pair[0] ?? "", pair.at(-1) ?? ""],
);

const mutations: readonly Mutation[] = [
  function remove(tokens, next) {
    const [start, end] = stretch(tokens, next, 4);
    return replace(tokens, start, end, []);
  },
  function repeat(tokens, next) {
    const [start, end] = stretch(tokens, next, 6);
    return replace(tokens, start, start, tokens.slice(start, end));
  },
  function swap(tokens, next) {
    const [first, second] = [at(next, tokens.length), at(next, tokens.length)];
    return tokens.map((token, index) =>
      index === first ? (tokens[second] ?? token) : index === second ? (tokens[first] ?? token) : token,
    );
  },
  function splice(tokens, next, other) {
    const [start, end] = stretch(tokens, next, 20);
    const [from, to] = stretch(other, next, 40);
    return replace(tokens, start, end, other.slice(from, to));
  },
  function graft(tokens, next, other) {
    return [...tokens.slice(0, at(next, tokens.length + 1)), ...other.slice(at(next, other.length + 1))];
  },
  function cut(tokens, next) {
    return next() < 0.5 ? tokens.slice(0, at(next, tokens.length + 1)) : tokens.slice(at(next, tokens.length + 1));
  },
  function cutInside(tokens, next) {
    const text = tokens.join("");
    return [text.slice(0, at(next, text.length + 1))];
  },
  function insertMark(tokens, next) {
    const start = at(next, tokens.length + 1);
    return replace(
      tokens,
      start,
      start,
      Array.from({ length: 1 + at(next, 3) }, () => pick(next, marks)),
    );
  },
  function insertWord(tokens, next) {
    const start = at(next, tokens.length + 1);
    return replace(tokens, start, start, [" ", pick(next, words), " "]);
  },
  function insertOdd(tokens, next) {
    const start = at(next, tokens.length + 1);
    return replace(tokens, start, start, [pick(next, odd)]);
  },
  function replaceByOdd(tokens, next) {
    const start = at(next, tokens.length);
    return replace(tokens, start, start + 1, [pick(next, odd), tokens[start] ?? "", pick(next, odd)]);
  },
  function makeLong(tokens, next) {
    const [start, end] = stretch(tokens, next, 3);
    const piece = tokens.slice(start, end).join("");
    const times = Math.floor(10 ** (1 + next() * 3));
    return replace(tokens, start, end, [Array(times).fill(piece).join(pick(next, joints)).slice(0, longestText)]);
  },
  function nest(tokens, next) {
    const [start, end] = stretch(tokens, next, 30);
    const [open = "", close = ""] = pick(next, brackets);
    const depth = Math.floor(10 ** (next() * 4));
    const closing = next() < 0.8 ? close.repeat(depth) : "";
    return replace(tokens, start, end, [open.repeat(depth), ...tokens.slice(start, end), closing]);
  },
  function repeatPrefix(tokens, next) {
    const start = at(next, tokens.length + 1);
    return replace(tokens, start, start, [
      pick(next, ["not ", "NOT ", "-", "!", "| ", "| where ", "let a = ", "*", "\\", '"', "'", ".", "a.", "%"]).repeat(
        Math.floor(10 ** (next() * 3.5)),
      ),
    ]);
  },
];

/** One to four mutations of a text, spliced with another where they need one; never longer than 64 KiB. */
export function mutate(text: string, other: string, next: Next): string {
  const spare = tokenize(other);
  let tokens = tokenize(text);
  for (let count = 1 + at(next, 4); count > 0; count -= 1) tokens = pick(next, mutations)(tokens.length > 0 ? tokens : [""], next, spare);
  return tokens.join("").slice(0, longestText);
}

/**
 * A smaller text that still fails, by leaving out ever smaller stretches of tokens.
 * @param fails whether a text shows the same failure; asked at most some 300 times
 */
export function minimize(text: string, fails: (text: string) => boolean): string {
  let tokens = tokenize(text);
  let questions = 300;
  for (let size = Math.ceil(tokens.length / 2); size >= 1 && questions > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < tokens.length && questions > 0; ) {
      const shorter = replace(tokens, start, start + size, []);
      questions -= 1;
      if (fails(shorter.join(""))) tokens = shorter;
      else start += size;
    }
  }
  return tokens.join("");
}
