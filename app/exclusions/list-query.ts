/** From the table's URL state to its query. */
import type { ExclusionQuery } from "@/lib/queries/exclusions";
import type { readState } from "@/lib/url-state";
import type { exclusionListParams } from "./search-params";

/** Rows on a page. */
export const listPage = 50;

type State = ReturnType<typeof readState<ReturnType<typeof exclusionListParams>>>["values"];

export function listQuery(state: State): ExclusionQuery {
  return {
    ...{ text: state.q, field: state.field, technique: state.technique?.toUpperCase() ?? null, compoundOnly: state.kind === "compound" },
    ...{ order: state.order, offset: (state.page - 1) * listPage, limit: listPage },
  };
}
