/** Rules under the technique, grouped by vendor, last changed first. */
import type { FacetValue, TechniqueRuleRow, VendorRules } from "@/lib/model/technique-view";
import { href, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable, type RowGroup } from "../data-table/data-table";
import { Section, type Switch } from "../data-table/section";
import { EventLinks } from "../event/event-links";
import { Tag } from "../predicate/predicate";
import { OutcomeMark } from "../rule/outcome-mark";
import { count, counted } from "../ui/count";
import { StateLink } from "../ui/state-link";
import { Dash } from "../ui/value";
import { VendorName, vendorLabel } from "../ui/vendor";
import type { TechniqueContext } from "./technique-context";

const eventsShown = 3;

function columns(context: TechniqueContext): readonly Column<TechniqueRuleRow>[] {
  return [
    {
      key: "title",
      head: "Rule",
      className: "wide",
      cell: ({ key, title, family }) => (
        <>
          <a href={routes.rule(key, context.carry)}>{title}</a>{" "}
          {family > 1 && <Tag title="Near-identical rules of the catalog, this one included">family of {family}</Tag>}
        </>
      ),
    },
    { key: "level", head: "Level", cell: ({ level }) => level ?? <Dash label="none stated" /> },
    { key: "status", head: "Status", className: "st", cell: ({ status }) => status ?? <Dash label="none stated" /> },
    {
      key: "events",
      head: "Events",
      className: "ev soft",
      cell: ({ events }) => <EventLinks events={events} carry={context.carry} most={eventsShown} />,
    },
    { key: "outcome", head: "Outcome", cell: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
    { key: "changed", head: "Changed", className: "r", cell: ({ changed }) => changed ?? <Dash label="not stated" /> },
  ];
}

function groupsOf(context: TechniqueContext, rules: readonly VendorRules[], allOf: string | null): readonly RowGroup<TechniqueRuleRow>[] {
  return rules.map(({ vendor, total, sources, rows }) => ({
    key: vendor,
    rows,
    head: (
      <span id={`rules-${vendor}`}>
        <VendorName id={vendor} /> {counted(total, "rule")}{" "}
        <span>· {sources.map(({ label, rules: own }) => `${label} ${count(own)}`).join(", ")}</span>
      </span>
    ),
    foot:
      rows.length < total ? (
        <StateLink href={href(context.address, { all: vendor }, `rules-${vendor}`)}>
          All {count(total)} {vendorLabel(vendor)} rules
        </StateLink>
      ) : (
        allOf === vendor && (
          <StateLink href={href(context.address, { all: undefined }, `rules-${vendor}`)}>
            The first {vendorLabel(vendor)} rules only
          </StateLink>
        )
      ),
  }));
}

export interface RulesSectionProps {
  readonly context: TechniqueContext;
  readonly rules: readonly VendorRules[];
  readonly facets: { readonly levels: readonly FacetValue[]; readonly outcomes: readonly FacetValue[] };
  readonly level: string | null;
  readonly outcome: string | null;
  readonly allOf: string | null;
}

const outcomeWords: Readonly<Record<string, string>> = { complete: "completely", partial: "in part", unsupported: "not" };

function switches(
  { address }: TechniqueContext,
  { facets, level, outcome }: Pick<RulesSectionProps, "facets" | "level" | "outcome">,
): readonly Switch[] {
  const start = restarted(address);
  const facet = (name: "level" | "outcome", chosen: string | null, values: readonly FacetValue[], word: (value: string) => string) => [
    { label: "all", href: href(start, { [name]: undefined }, "rules"), current: chosen === null },
    ...values.map(({ value, rules }) => ({
      label: `${word(value)} ${count(rules)}`,
      href: href(start, { [name]: value }, "rules"),
      current: chosen === value,
    })),
  ];
  return [
    { label: "Level", choices: facet("level", level, facets.levels, (value) => value) },
    { label: "Read", choices: facet("outcome", outcome, facets.outcomes, (value) => outcomeWords[value] ?? value) },
  ];
}

export function RulesSection({ context, rules, facets, level, outcome, allOf }: RulesSectionProps) {
  const total = rules.reduce((sum, group) => sum + group.total, 0);
  const some = level !== null || outcome !== null;
  return (
    <Section
      id="rules"
      title="Rules under this technique"
      count={
        some
          ? `${count(total)} of ${counted(context.rules, "rule")}`
          : `${counted(total, "rule")}, ${counted(context.families, "family", "families")}`
      }
      how={<p>Grouped by vendor, last changed first. A dash means that the file does not say.</p>}
      switches={switches(context, { facets, level, outcome })}
      downloads={{ csv: routes.download(context.address, "rules", "csv"), json: routes.download(context.address, "rules", "json") }}
    >
      <DataTable
        labelledBy="rules"
        className="rules"
        columns={columns(context)}
        groups={groupsOf(context, rules, allOf)}
        rowKey={({ key }) => `r-${key}`}
        empty={`No rule under ${context.id}${context.narrowedTo}${some ? " of that level and outcome" : ""}.`}
      />
    </Section>
  );
}
