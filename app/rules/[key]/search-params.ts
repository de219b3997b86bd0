/** The state of a rule's page: field names, filters that links carry along, page of its predicates. */
import { catalogParams, pageNumber } from "@/lib/url-state";

export function ruleParams(platforms: readonly { readonly id: string }[]) {
  return { ...catalogParams(platforms), page: pageNumber } as const;
}
