/** The state of the list of rules: its filters, order and page. */

import { shownFacets } from "@/lib/model/rule-list-view";
import type { FacetNames } from "@/lib/queries/rule-facets";
import { catalogParams, choice, list, pageNumber, word } from "@/lib/url-state";

export function ruleListParams(platforms: readonly { readonly id: string }[], names: FacetNames) {
  return {
    ...catalogParams(platforms),
    q: word(/^.{1,200}$/, "showing every title"),
    source: list(names.source, "showing the sources that are known, or all of them"),
    level: list(names.level, "showing the levels that are known, or all of them"),
    status: list(names.status, "showing the statuses that are known, or all of them"),
    outcome: list(["complete", "partial", "unsupported"], "showing the outcomes that are known, or all of them"),
    event: word(/^.{1,300}$/, "showing every event"),
    technique: word(/^T\d{4}(?:\.\d{3})?$/, "showing every technique"),
    /** 0: only rules tagged with the technique itself. */
    sub: choice(["1", "0"], "1"),
    field: word(/^.{1,300}$/, "showing every field"),
    since: word(/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "showing every date"),
    indicator: word(/^[0-9a-z]{1,13}$/, "showing every indicator"),
    excluding: word(/^(?:part-)?[0-9a-z]{1,13}$/, "showing every exclusion"),
    threshold: word(/^[0-9a-f]{8}$/, "showing every threshold"),
    log: word(/^AN\d{1,6}-\d{1,3}$/, "showing every log source"),
    /** A facet whose choices are all listed. */
    more: choice(["none", ...shownFacets], "none"),
    /** A minus turns the order round. */
    order: choice(["-changed", "changed", "title", "-title", "vendor", "-vendor", "-level", "level"], "-changed"),
    page: pageNumber,
  } as const;
}
