/** From the page's URL state to its query. */
import type { IndicatorPageQuery } from "@/lib/queries/indicator-page";
import type { readState } from "@/lib/url-state";
import type { indicatorParams } from "./search-params";

type State = ReturnType<typeof readState<ReturnType<typeof indicatorParams>>>["values"];

export function indicatorQuery(state: State): IndicatorPageQuery {
  return {
    ...{ otherFields: state.with === "other", open: state.open },
    ...{ groupPage: state.groups, exclusionPage: state.exclusions, rulePage: state.rules },
  };
}
