/** The state of the matrix: filters, what a cell counts, order, density. */
import { catalogParams, choice } from "@/lib/url-state";

export function matrixParams(platforms: readonly { readonly id: string }[]) {
  return {
    ...catalogParams(platforms),
    count: choice(["rules", "families"], "rules"),
    order: choice(["count", "name"], "count"),
    /** auto: full, on a phone mini. */
    density: choice(["auto", "full", "mini"], "auto"),
  } as const;
}
