/** The state of the sources page: the ledger lines of one source, and their page. */
import { catalogParams, pageNumber, word } from "@/lib/url-state";

export function sourceParams(platforms: readonly { readonly id: string }[]) {
  return { ...catalogParams(platforms), source: word(/^[a-z0-9-]{1,60}$/, "showing every source"), lines: pageNumber } as const;
}
