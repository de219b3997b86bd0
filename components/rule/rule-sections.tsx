/** The rule's page below the running head, in the order in which it is read. */
import type { FieldNaming } from "@/lib/languages/field-names";
import { pageOf } from "@/lib/model/paging";
import type { FamilyRule, RulePredicate, RuleView } from "@/lib/model/rule-view";
import { type Address, carried } from "@/lib/routes";
import { FamilySection } from "./family-section";
import { marksOf } from "./marks";
import { PredicatesSection } from "./predicates-section";
import { RuleExclusions } from "./rule-exclusions";
import { RuleHero } from "./rule-hero";
import { SourceSection } from "./source-section";
import { UnreadSection } from "./unread-section";
import { WordsSection } from "./words-section";

/** Predicates on a page; most rules have fewer. */
const size = 100;

export interface RuleSectionsProps {
  readonly rule: RuleView;
  readonly predicates: readonly RulePredicate[];
  readonly family: readonly FamilyRule[];
  readonly names: FieldNaming;
  readonly address: Address;
  readonly catalogRules: number;
  readonly pageNumber: number;
}

export function RuleSections({ rule, predicates, family, names, address, catalogRules, pageNumber }: RuleSectionsProps) {
  const marks = marksOf(predicates, rule.scopes, rule.diagnostics);
  const carry = carried(address.params);
  const byPosition = new Map(predicates.map((predicate) => [predicate.position, predicate]));
  const ordered = marks.all.flatMap(({ target }) => ("predicate" in target ? (byPosition.get(target.predicate) ?? []) : []));
  const opaque = marks.ofDiagnostic.size;
  return (
    <>
      <RuleHero
        rule={rule}
        parts={{ predicates: predicates.length, opaque }}
        carry={carry}
        contents={[
          { id: "source", label: "Source", count: null },
          { id: "words", label: "In words", count: null },
          { id: "predicates", label: "Predicates", count: predicates.length },
          { id: "exclusions", label: "Exclusions", count: rule.exclusions.length },
          { id: "unread", label: "Not understood", count: rule.diagnostics.length },
          { id: "near", label: "Near-identical", count: family.length },
        ]}
      />
      <SourceSection text={rule.queryText} language={rule.language} marks={marks.all} fileUrl={rule.source.fileUrl} />
      <WordsSection rule={rule} predicates={predicates} marks={marks} names={names} />
      <PredicatesSection
        rule={rule}
        page={pageOf(ordered, pageNumber, size)}
        marks={marks}
        names={names}
        address={address}
        catalogRules={catalogRules}
        opaque={opaque}
      />
      <RuleExclusions rule={rule} predicates={predicates} marks={marks} names={names} carry={carry} />
      <UnreadSection rule={rule} marks={marks} />
      <FamilySection family={family} address={address} names={names} />
    </>
  );
}
