/** The law "nothing is silently dropped": quoted texts of a query's conditions that no predicate, source or diagnostic accounts for. */
import type { NormalizedRule } from "../../../model/normalized-rule.ts";

/** Where conditions stand: the base search, `search`, `where`, `regex`, and `tstats … where … by`. */
const conditions = /^\s*(?:search|where|regex)\s|^\s*tstats\b[\s\S]*?\bwhere\b/i;

/** Quoted texts in the conditions of the outermost pipe that lie in no predicate's and no diagnostic's span. */
export function unreadLiterals(text: string, rule: NormalizedRule): readonly string[] {
  const spans = [...rule.predicates.map(({ span }) => span), ...rule.diagnostics.flatMap(({ span }) => (span ? [span] : []))];
  const told = new Set(rule.predicates.flatMap(({ raw, value }) => [raw.value, value, raw.field ?? ""].map(decode)));
  const sources = /(?:index|source|sourcetype|eventtype|nodename|earliest|latest|datamodel|_time)\s*(?:!?=|IN\s*\([^)]*)\s*$/i;
  const lost: string[] = [];
  let at = 0;
  for (const [index, part] of splitPipes(text).entries()) {
    const start = at;
    at += part.length + 1;
    if (part.includes("[") || !(index === 0 || conditions.test(part))) continue;
    const end = part.search(/\bby\b(?![^"]*"(?:[^"]*"[^"]*")*[^"]*$)/i);
    for (const match of part.matchAll(/`[^`]*`|"((?:\\[\s\S]|[^"\\])*)"/g)) {
      const inner = match[1];
      const place = start + match.index;
      if (inner === undefined || /^\**$|^`/.test(inner) || (end >= 0 && /tstats/.test(part) && match.index > end)) continue;
      if (sources.test(part.slice(0, match.index)) || /relative_time\([^)]*$/i.test(part.slice(0, match.index))) continue;
      const covered = spans.some(([from, to]) => from <= place && place + match[0].length <= to);
      // what the rule binds itself (the branches of an if) and relative times are resolved, and stand in the query twice or in the window
      const resolved = text.split(match[0]).length > 2 || /^-?\d+[a-z]+(?:@[a-z]+)?$/i.test(inner);
      if (!covered && !resolved && !told.has(decode(inner))) lost.push(match[0]);
    }
  }
  return lost;
}

const decode = (text: string): string => text.replace(/\\(["\\])/g, "$1").toLowerCase();

function splitPipes(text: string): readonly string[] {
  const parts: string[] = [];
  let current = "";
  let depth = 0;
  for (const [piece] of text.matchAll(/```[\s\S]*?```|`[^`]*`|"(?:\\[\s\S]|[^"\\])*"|[\s\S]/g)) {
    if (piece === "[") depth += 1;
    if (piece === "]") depth -= 1;
    if (piece === "|" && depth <= 0) {
      parts.push(current);
      current = "";
    } else current += piece.startsWith("```") ? " ".repeat(piece.length) : piece;
  }
  return [...parts, current];
}
