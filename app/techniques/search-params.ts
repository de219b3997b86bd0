/** The state of the table of techniques: filters, order, page. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function techniqueListParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    q: word(/^.{1,200}$/, "showing every technique"),
    tactic: word(/^TA\d{4}$/, "showing every tactic"),
    sub: choice(["1", "0"], "1"),
    /** A minus turns the order round. */
    order: choice(["-rules", "rules", "id", "-id", "name", "-name", "families", "-families", "gaps", "-gaps"], "id"),
    page: pageNumber,
  } as const;
}
