/** What Elastic's rule files say outside the query, for all its languages: threshold counts, and where the events come from. */
import { and, type Expression, predicate } from "../../expression/expression.ts";
import { leavesOf, toNormalForm } from "../../expression/normal-form.ts";
import { aggregateName } from "../../model/predicate.ts";
import type { RuleDocument, RuleThreshold } from "../../model/rule-document.ts";
import type { LogSource, Scope } from "../language.ts";

/** The count scope of a threshold rule; none for other rules. Its predicates stand for the whole query, as does their span. */
export function thresholdScopes(document: RuleDocument, text: string): readonly Scope[] {
  const parts: Expression[] = [];
  for (let threshold: RuleThreshold | undefined = document.threshold ?? undefined; threshold; threshold = threshold.also) {
    const { aggregate, operator, value, groupBy } = threshold;
    const [, name = "count", field = ""] = /^(\w+)\((.*)\)$/.exec(aggregate) ?? [];
    const computed = { function: name, field: field === "" ? null : field };
    parts.push(
      predicate({
        field: aggregateName(name, computed.field),
        aggregate: computed,
        operator,
        value,
        caseSensitive: false,
        lane: "threshold",
        raw: { field: aggregate, operator, value },
        span: [0, text.length],
        groupBy,
      }),
    );
  }
  return parts.length > 0 ? [{ kind: "count", label: null, expression: and(parts) }] : [];
}

/** The fields by which a rule says which of an index's events it reads, and the name that stands before each value in a log source. */
const selectors: Readonly<Record<string, string>> = {
  "event.dataset": "",
  "data_stream.dataset": "",
  "event.module": "module:",
  "event.category": "category:",
  "event.type": "type:",
  "event.provider": "provider:",
  "winlog.channel": "channel:",
  "host.os.type": "os:",
};

/**
 * A rule's log source: its index patterns and integrations, and what the tree selects by data set, category, type, provider and system
 * (`category:process`, `type:start`), by which `elasticEvents` names its events.
 */
export function elasticLogSource(
  document: RuleDocument,
  indexes: readonly string[],
  scope: Expression,
  category: string | null,
): LogSource {
  const selected = leavesOf(toNormalForm(scope)).flatMap(({ literal, negated }) => {
    const prefix = literal.field === null ? undefined : selectors[literal.field];
    const plain = !negated && literal.operator === "eq" && typeof literal.value === "string";
    return prefix === undefined || !plain ? [] : [`${prefix}${literal.value}`];
  });
  const own = category === null || category === "any" ? [] : [`category:${category}`];
  const names = [...indexes, ...document.logSource.names, ...own, ...selected].map((name) => String(name).toLowerCase());
  const systems = document.platforms.filter((platform) => ["windows", "linux", "macos"].includes(platform));
  const product = systems.length === 1 && systems[0] !== undefined ? systems[0] : null;
  return { product, category, service: null, names: [...new Set(names)] };
}
