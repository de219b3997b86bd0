/** The state of the search for indicators: value and how it is meant, field, operator, lane, order, page, and the row that is open. */
import { searchModes } from "@/lib/model/indicator-view";
import { operators } from "@/lib/model/predicate";
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function indicatorListParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    q: word(/^[\s\S]{1,400}$/, "showing every value"),
    as: choice(searchModes, "part"),
    field: word(/^[\s\S]{1,300}$/, "showing every field"),
    operator: choice(["any", ...operators], "any"),
    lane: choice(["behavior", "selector", "threshold", "placeholder"], "behavior"),
    order: choice(["rules", "families", "value"], "rules"),
    page: pageNumber,
    open: word(/^i-[0-9a-z]{1,13}$/, "no row is open"),
  } as const;
}
