/** From the table's URL state to its query. */
import type { FieldQuery } from "@/lib/queries/fields";
import type { readState } from "@/lib/url-state";
import type { fieldListParams } from "./search-params";

/** Rows on a page. */
export const listPage = 50;

type State = ReturnType<typeof readState<ReturnType<typeof fieldListParams>>>["values"];

export function listQuery(state: State): FieldQuery {
  return {
    show: state.show,
    text: state.q,
    order: state.order.replace("-", "") as FieldQuery["order"],
    descending: state.order.startsWith("-"),
    offset: (state.page - 1) * listPage,
    limit: listPage,
  };
}

/** The lane that the shown fields are counted in. */
export function laneOf(show: State["show"]) {
  return show === "unmapped" ? "behavior" : show;
}
