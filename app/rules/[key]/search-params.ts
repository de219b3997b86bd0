/** The state of a rule's page: field names, filters that links carry along, page of its predicates. */
import { catalogParams, pageNumber, word } from "@/lib/url-state";

export function ruleParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    page: pageNumber,
    /** Another rule to stand beside this one: its key, its author's id or its whole title. */
    with: word(/^.{1,300}$/, "showing this rule alone"),
  } as const;
}
