/** From the page's URL state to its query, and from its path to a field's name. */
import type { FieldPageQuery } from "@/lib/queries/field-page";
import type { readState } from "@/lib/url-state";
import type { fieldParams } from "./search-params";

export type FieldState = ReturnType<typeof readState<ReturnType<typeof fieldParams>>>["values"];

export function fieldQuery(state: FieldState): FieldPageQuery {
  return {
    ...{ lane: state.lane === "main" ? null : state.lane, order: state.order, text: state.q, open: state.open },
    ...{ valuePage: state.values, exclusionPage: state.exclusions },
  };
}
