/** The state of the pages of detection strategies: what the list shows, and the row that is open. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function strategyListParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    q: word(/^.{1,200}$/, "showing every strategy"),
    /** gaps: strategies with an analytic that no rule reads. */
    show: choice(["all", "gaps"], "all"),
    /** Strategies of techniques of the tactic. */
    tactic: word(/^TA\d{4}$/, "showing every tactic"),
    /** Strategies with an analytic for the platform, in ATT&CK's own words; with gaps, one that no rule reads. */
    on: word(/^[A-Za-z][\w /]{1,39}$/, "showing analytics of every platform"),
    /** A minus turns the order round. */
    order: choice(["id", "-id", "name", "-name", "-analytics", "analytics", "-read", "read", "-unread", "unread"], "id"),
    page: pageNumber,
  } as const;
}

export function strategyParams(platforms: readonly { readonly id: string }[]) {
  return { ...catalogParams(platforms), open: word(/^[lw]-AN\d{1,6}-\d{1,3}$/, "no row is open") } as const;
}
