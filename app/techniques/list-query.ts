/** From the table's URL state to its query. */
import type { TechniqueQuery } from "@/lib/queries/technique-list";
import type { readState } from "@/lib/url-state";
import type { techniqueListParams } from "./search-params";

/** Rows on a page. */
export const listPage = 100;

type State = ReturnType<typeof readState<ReturnType<typeof techniqueListParams>>>["values"];

export function listQuery(state: State): TechniqueQuery {
  const order = state.order.replace("-", "") as TechniqueQuery["order"];
  return {
    text: state.q,
    tactic: state.tactic,
    parentsOnly: state.sub === "0",
    order,
    descending: state.order.startsWith("-"),
    offset: (state.page - 1) * listPage,
    limit: listPage,
  };
}
