/** Prints a normalized rule as the canonical text of the cases: a line a predicate, an exclusion, a problem. */
import type { NormalizedRule } from "../model/normalized-rule.ts";

/** `polarity role field operator "value" [lane] case (groups) per keys`, numbered as the exclusions name them. */
export function printRule(rule: NormalizedRule): string {
  const predicates = rule.predicates.map((predicate, index) => {
    const { polarity, role, field, operator, value, lane, caseSensitive, groups, groupBy } = predicate;
    const shown = operator === "exists" || operator === "missing" ? "" : JSON.stringify(value);
    const flags = [
      lane === "behavior" ? "" : `[${lane}]`,
      caseSensitive ? "case" : "",
      groups.length > 0 ? `(${groups.join(" ")})` : "",
      groupBy?.length ? `per ${groupBy.join(", ")}` : "",
    ];
    return [index, polarity, role, field ?? "", operator, shown, ...flags].filter((part) => part !== "").join(" ");
  });
  const exclusions = rule.exclusions.map(
    ({ group, parts, exceptions }) =>
      `${group}: ${parts.join(" and ")}${exceptions.length > 0 ? ` unless ${exceptions.join(" or ")}` : ""}`,
  );
  const problems = rule.diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ code, span }) => `! ${code}${span ? ` ${span.join("-")}` : ""}`);
  const window = rule.window === null ? [] : [`window ${rule.window}`];
  return [...(rule.outcome === "complete" ? [] : [rule.outcome]), ...predicates, ...exclusions, ...window, ...problems].join("\n");
}
