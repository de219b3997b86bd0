/** The state of an indicator's page: which companions, pages of its tables, and the row that is open. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function indicatorParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    /** Companions of any field, or only of another one. */
    with: choice(["any", "other"], "any"),
    open: word(/^[tcwix]-[A-Za-z0-9.]{1,20}$/, "no row is open"),
    techniques: pageNumber,
    groups: pageNumber,
    exclusions: pageNumber,
    rules: pageNumber,
  } as const;
}
