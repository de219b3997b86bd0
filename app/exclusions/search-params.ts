/** The state of the table of exclusions: field, value, technique, kind, order, page, and the row that is open. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function exclusionListParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    q: word(/^[\s\S]{1,400}$/, "showing every value"),
    field: word(/^[\s\S]{1,300}$/, "showing every field"),
    technique: word(/^[Tt]\d{4}(?:\.\d{3})?$/, "showing every technique"),
    kind: choice(["all", "compound"], "all"),
    order: choice(["rules", "families", "parts"], "rules"),
    page: pageNumber,
    open: word(/^x-[0-9a-z]{1,13}$/, "no row is open"),
  } as const;
}
