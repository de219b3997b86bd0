/** From the page's URL state to its query. */
import type { TechniquePageQuery } from "@/lib/queries/technique-page";
import type { readState } from "@/lib/url-state";
import type { techniqueParams } from "./search-params";

export type TechniqueState = ReturnType<typeof readState<ReturnType<typeof techniqueParams>>>["values"];

/** Counting with sub-techniques is the default; for a technique without any it is the same as counting its own. */
export function techniqueQuery(state: TechniqueState): TechniquePageQuery {
  return {
    scope: state.sub === "0" ? "own" : "all",
    lane: state.lane,
    order: state.order,
    compoundOnly: state.kind === "compound",
    indicatorPage: state.indicators,
    exclusionPage: state.exclusions,
    level: state.level,
    outcome: state.outcome,
    allOf: state.all,
    open: state.open,
  };
}
