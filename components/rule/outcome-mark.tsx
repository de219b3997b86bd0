/** How much of a rule was understood; complete has no mark, being the ordinary case. */
import type { Outcome } from "@/lib/model/predicate";

export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  if (outcome === "complete") return <span className="soft">complete</span>;
  return <span className={outcome === "partial" ? "half" : "none"}>{outcome}</span>;
}
