/** From the list's URL state to its query. */
import type { EventOrder } from "@/lib/model/event-view";
import type { EventQuery } from "@/lib/queries/events";
import type { readState } from "@/lib/url-state";
import type { eventListParams } from "./search-params";

/** Events on a page. */
export const listPage = 100;

type State = ReturnType<typeof readState<ReturnType<typeof eventListParams>>>["values"];

export function eventQuery({ q, show, order, page }: State): EventQuery {
  return {
    ...{ text: q, show, descending: order.startsWith("-"), order: order.replace("-", "") as EventOrder },
    offset: (page - 1) * listPage,
    limit: listPage,
  };
}
