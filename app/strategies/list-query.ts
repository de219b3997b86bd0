/** From the list's URL state to its query. */
import type { StrategyOrder } from "@/lib/model/strategy-view";
import type { StrategyQuery } from "@/lib/queries/strategies";
import type { readState } from "@/lib/url-state";
import type { strategyListParams } from "./search-params";

/** Strategies on a page. */
export const listPage = 100;

type State = ReturnType<typeof readState<ReturnType<typeof strategyListParams>>>["values"];

export function strategyQuery({ q, show, tactic, on, order, page }: State): StrategyQuery {
  return {
    ...{ text: q, show, tactic, platform: on, descending: order.startsWith("-"), order: order.replace("-", "") as StrategyOrder },
    offset: (page - 1) * listPage,
    limit: listPage,
  };
}
