/** The state of a search: the text, the one kind of results that is wanted, and the page of it. */
import { longestSearch, searchText } from "@/lib/model/search-text";
import { searchKinds } from "@/lib/model/search-view";
import { catalogParams, choice, type Param, pageNumber } from "@/lib/url-state";

const text: Param<string | null> = {
  absent: null,
  instead: `searching for nothing, as at most ${longestSearch} letters are searched for`,
  read: (raw) => {
    const value = searchText(raw);
    return { value, bad: value === null ? raw : null };
  },
};

export function searchParamsOf(platforms: readonly { readonly id: string }[]) {
  return { ...catalogParams(platforms), q: text, in: choice(["all", ...searchKinds], "all"), page: pageNumber } as const;
}
