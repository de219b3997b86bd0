/** The state of a technique's page: filters, roll-up, orders, pages of its tables, and the row that is open. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function techniqueParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    /** 1: with sub-techniques (the default of a parent); 0: the technique's own rules only. */
    sub: choice(["1", "0"], "1"),
    lane: choice(["behavior", "selector", "placeholder"], "behavior"),
    order: choice(["score", "rules", "families", "reach", "unique"], "score"),
    kind: choice(["all", "compound"], "all"),
    level: word(/^[a-z ]{2,24}$/, "showing every level"),
    outcome: word(/^(complete|partial|unsupported)$/, "showing every outcome"),
    /** A vendor whose rules are all listed. */
    all: word(/^[a-z]{3,12}$/, "listing the first rules of each vendor"),
    /** The revoked id that led here. */
    was: word(/^T\d{4}(?:\.\d{3})?$/, "the id is this page's"),
    open: word(/^[ixefstl]-.{1,380}$/s, "no row is open"),
    events: pageNumber,
    fields: pageNumber,
    indicators: pageNumber,
    exclusions: pageNumber,
    thresholds: pageNumber,
  } as const;
}
