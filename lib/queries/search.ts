/** Search over the catalog: every kind of thing that a text names, contains or is; and what its words may have meant. */
import "server-only";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { Found, NamedKind, SearchKind, SearchResults } from "@/lib/model/search-view";
import { searchKinds } from "@/lib/model/search-view";
import { findNames, type SearchPart } from "./search-names";
import { findRulesByText } from "./search-rules";
import { findValues } from "./search-values";

/** Results of each kind while all are shown, and of one kind on a page. */
export const groupSize = 8;
export const searchPage = 50;

const nothing: Found<never> = { rows: [], offset: 0, total: 0 };

/**
 * The first results of every kind, or one page of one kind.
 * @param only the kind that is wanted; null: all
 * @param page from 1; of one kind only
 */
export async function search(catalog: CatalogView, text: string, only: SearchKind | null, page: number): Promise<SearchResults> {
  const part: SearchPart = only === null ? { offset: 0, limit: groupSize } : { offset: (page - 1) * searchPage, limit: searchPage };
  const wanted = (kind: SearchKind) => only === null || only === kind;
  const names = (kind: NamedKind) => (wanted(kind) ? findNames(catalog, kind, text, part) : nothing);
  const [techniques, fields, events, strategies, analytics, sources, rules, values] = await Promise.all([
    ...[names("techniques"), names("fields"), names("events"), names("strategies"), names("analytics"), names("sources")],
    wanted("rules") ? findRulesByText(catalog, text, part) : nothing,
    wanted("values") ? findValues(catalog, text, part) : nothing,
  ] as const);
  return { names: { techniques, fields, events, strategies, analytics, sources }, rules, values };
}

/** The results of a kind, whatever they are. */
export function foundOf({ names, rules, values }: SearchResults, kind: SearchKind): Found<{ readonly exact: boolean }> {
  return kind === "rules" ? rules : kind === "values" ? values : names[kind];
}

/** Kinds that have results, those with an exact hit first. */
export function kindsFound(results: SearchResults): readonly SearchKind[] {
  const found = searchKinds.filter((kind) => foundOf(results, kind).total > 0);
  const exact = (kind: SearchKind) => foundOf(results, kind).rows.some((row) => row.exact);
  return [...found.filter(exact), ...found.filter((kind) => !exact(kind))];
}
