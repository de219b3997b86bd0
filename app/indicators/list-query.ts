/** From the page's URL state to its query. */
import type { IndicatorQuery } from "@/lib/queries/indicators";
import type { readState } from "@/lib/url-state";
import type { indicatorListParams } from "./search-params";

/** Rows on a page. */
export const listPage = 50;

type State = ReturnType<typeof readState<ReturnType<typeof indicatorListParams>>>["values"];

export function listQuery(state: State): IndicatorQuery {
  return {
    ...{ text: state.q, mode: state.as, field: state.field, operator: state.operator === "any" ? null : state.operator },
    ...{ lane: state.lane, order: state.order, offset: (state.page - 1) * listPage, limit: listPage },
  };
}
