/** `tstats` and `mstats`: a source, tests and aggregates in one command. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Tstats */
import { bindAggregates } from "./bind-aggregates.ts";
import { parseAggregates, splitAtKeywords, takeOptions } from "./commands.ts";
import { type Context, noteSource } from "./context.ts";
import type { Lowered } from "./environment.ts";
import { fieldName, lowerSearch } from "./lower-search.ts";
import { parseSearch } from "./search-expression.ts";
import { decodeString, type SearchToken } from "./tokens.ts";

/** `tstats aggregates from datamodel=… where … by …` and mstats. */
export function lowerTstats(tokens: readonly SearchToken[], context: Context): Lowered {
  const parts = splitAtKeywords(tokens, ["from", "where", "by", "groupby"]);
  noteModel(parts.get("from") ?? [], context);
  const filter = takeSpan(parts.get("where") ?? []);
  if (filter.span) context.findings.spans.push(filter.span);
  const lowered = lowerSearch(parseSearch(filter.rest), context);
  const keys = [...(parts.get("by") ?? []), ...(parts.get("groupby") ?? [])];
  const { options, rest } = takeOptions(keys);
  const head = parseAggregates(parts.get("") ?? [], context.text);
  const groupBy = rest.filter(({ kind }) => kind === "word" || kind === "string").map(({ text }) => fieldName(text));
  bindAggregates({ ...head, groupBy, options: new Map([...head.options, ...options]) }, context);
  return lowered;
}

/** `where … span=5m` without a `by`: the option stands among the tests. */
function takeSpan(tokens: readonly SearchToken[]): { readonly span: string | null; readonly rest: readonly SearchToken[] } {
  const at = tokens.findIndex(({ text }, index) => text.toLowerCase() === "span" && tokens[index + 1]?.text === "=");
  return at < 0
    ? { span: null, rest: tokens }
    : { span: tokens[at + 2]?.text ?? null, rest: [...tokens.slice(0, at), ...tokens.slice(at + 3)] };
}

/** Notes the data model that events come from. */
export function noteModel(tokens: readonly SearchToken[], context: Context): void {
  const written = tokens.map(({ text }) => decodeString(text)).join("");
  const model = /^(?:datamodel\s*[=:]?)?(.+)$/is.exec(written)?.[1];
  if (model) noteSource(`datamodel:${model.replace(/["\s]/g, "").toLowerCase()}`, context);
}
