/** The state of a field's page: what is counted, order and text of its values, pages of its tables, and the row that is open. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function fieldParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    /** main: the lane with most rules. */
    lane: choice(["main", "behavior", "selector", "threshold", "placeholder"], "main"),
    order: choice(["score", "rules", "families", "value"], "score"),
    q: word(/^[\s\S]{1,400}$/, "showing every value"),
    open: word(/^[onitx]-.{1,380}$/s, "no row is open"),
    names_page: pageNumber,
    values: pageNumber,
    exclusions: pageNumber,
    techniques: pageNumber,
  } as const;
}
