/** The state of the table of fields: what is shown, text, order, page, and the row that is open. */
import { fieldShows } from "@/lib/model/field-view";
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function fieldListParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    q: word(/^.{1,200}$/, "showing every field"),
    show: choice(fieldShows, "behavior"),
    /** A minus turns the order round. */
    order: choice(["-rules", "rules", "field", "-field", "families", "-families"], "-rules"),
    page: pageNumber,
    open: word(/^f-.{1,380}$/s, "no row is open"),
  } as const;
}
