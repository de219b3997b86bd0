/** What the rule leaves out: each exclusion with the parts that exclude only together, and what lifts it. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { RulePredicate, RuleView } from "@/lib/model/rule-view";
import type { Params } from "@/lib/routes";
import { Section } from "../data-table/section";
import { Clauses } from "../predicate/predicate";
import { counted } from "../ui/count";
import { type Marks, markAnchor, markName, partsOf } from "./marks";

/** Exclusions listed; rules with hundreds are allow-lists, and their predicates stand in the table above. */
const shown = 60;

export interface RuleExclusionsProps {
  readonly rule: RuleView;
  readonly predicates: readonly RulePredicate[];
  readonly marks: Marks;
  readonly names: FieldNaming;
  readonly carry: Params;
}

export function RuleExclusions({ rule, predicates, marks, names, carry }: RuleExclusionsProps) {
  const byPosition = new Map(predicates.map((predicate) => [predicate.position, predicate]));
  const at = (positions: readonly number[]) => positions.flatMap((position) => byPosition.get(position) ?? []);
  const compound = rule.exclusions.filter(({ parts }) => parts.length > 1).length;
  return (
    <Section
      id="exclusions"
      title="Exclusions"
      count={
        rule.exclusions.length === 0
          ? "none"
          : `${counted(rule.exclusions.length, "exclusion")}${compound > 0 ? `, ${compound} of several parts` : ""}`
      }
      how={<p>What this rule carves out as harmless. Parts under a bracket exclude only together.</p>}
    >
      {rule.exclusions.length === 0 ? (
        <p className="soft">This rule excludes nothing.</p>
      ) : (
        <ol className="exl">
          {rule.exclusions.slice(0, shown).map(({ group, parts, exceptions }) => (
            <li key={group}>
              <b>
                {parts.slice(0, 4).map((position, index) => {
                  const mark = marks.ofPredicate.get(position);
                  return (
                    mark && (
                      <span key={position}>
                        {index > 0 && " "}
                        <a href={`#${markAnchor(mark)}`}>{markName(mark)}</a>
                      </span>
                    )
                  );
                })}
              </b>
              <div>
                <Clauses clauses={[{ parts: partsOf(at(parts)), exceptions: partsOf(at(exceptions)) }]} names={names} carry={carry} />
              </div>
            </li>
          ))}
        </ol>
      )}
      {rule.exclusions.length > shown && (
        <p className="more">
          The first {shown} of {rule.exclusions.length}; the table of predicates has all parts.
        </p>
      )}
    </Section>
  );
}
