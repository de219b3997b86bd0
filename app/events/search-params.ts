/** The state of the pages of events: what the list shows, and the tables of one event. */
import { catalogParams, choice, pageNumber, word } from "@/lib/url-state";

export function eventListParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    q: word(/^.{1,200}$/, "showing every event"),
    /** unread: events that an analytic asks for and no rule reads. */
    show: choice(["read", "unread", "all"], "read"),
    /** A minus turns the order round. */
    order: choice(["-rules", "rules", "event", "-event", "-analytics", "analytics"], "-rules"),
    page: pageNumber,
  } as const;
}

export function eventParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    open: word(/^[fsqa]-.{1,380}$/s, "no row is open"),
    fields: pageNumber,
    techniques: pageNumber,
    analytics: pageNumber,
  } as const;
}
