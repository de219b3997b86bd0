/** What a search is answered with: what the text finds; when that is nothing, what the words find that were meant, and ids near it. */
import "server-only";
import type { CatalogView } from "@/lib/model/catalog-view";
import { kindsFound, type SearchAnswer, type SearchKind } from "@/lib/model/search-view";
import { search } from "./search";
import { findNear } from "./search-near";
import { suggestText } from "./search-words";

/** The answer in all kinds, or one page of the kind that is wanted. */
export async function answerSearch(catalog: CatalogView, text: string, only: SearchKind | null, page: number): Promise<SearchAnswer> {
  const [found, suggestion] = await Promise.all([search(catalog, text, only, page), suggestText(catalog, text)]);
  if (kindsFound(found).length > 0) return { text, found, suggestion, instead: false, near: [] };
  const near = await findNear(catalog, text);
  if (suggestion === null) return { text, found, suggestion, instead: false, near };
  const meant = await search(catalog, suggestion.text, only, page);
  const instead = kindsFound(meant).length > 0;
  return instead ? { text: suggestion.text, found: meant, suggestion, instead, near } : { text, found, suggestion: null, instead, near };
}
