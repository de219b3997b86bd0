/** From the list's URL state to its query. */
import type { RuleFilter, RuleOrder } from "@/lib/model/rule-list-view";
import type { RuleListQuery } from "@/lib/queries/rule-list";
import type { readState } from "@/lib/url-state";
import type { ruleListParams } from "./list-params";

/** Rows on a page. */
export const listPage = 50;

export type RuleListState = ReturnType<typeof readState<ReturnType<typeof ruleListParams>>>["values"];

export function ruleFilter({ q, sub, ...state }: RuleListState): RuleFilter {
  const { vendor, source, level, status, outcome, platform, event, technique, field, since } = state;
  const { indicator, excluding, threshold, log } = state;
  return {
    ...{ vendor, source, level, status, outcome, platform, event, technique, field, since },
    ...{ indicator, excluding, threshold, log, text: q, ownOnly: sub === "0" },
  };
}

export function ruleListQuery(state: RuleListState): RuleListQuery {
  return {
    filter: ruleFilter(state),
    order: state.order.replace("-", "") as RuleOrder,
    descending: state.order.startsWith("-"),
    offset: (state.page - 1) * listPage,
    limit: listPage,
  };
}
