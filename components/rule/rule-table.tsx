/** The list of rules under its filters, with the facets beside it. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { Facet, RuleListRow } from "@/lib/model/rule-list-view";
import { type Address, carried, routes } from "@/lib/routes";
import type { Chip } from "@/lib/url-state";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { EventLinks } from "../event/event-links";
import { count, counted } from "../ui/count";
import { StateLink } from "../ui/state-link";
import { TextFilter } from "../ui/text-filter";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";
import { OutcomeMark } from "./outcome-mark";
import { RuleFacets } from "./rule-facets";

const eventsShown = 2;
const techniquesShown = 3;

export interface RuleTableProps {
  readonly found: { readonly rows: readonly RuleListRow[]; readonly total: number };
  readonly facets: readonly Facet[];
  /** Every filter in force, for saying what to lift when nothing is left. */
  readonly chips: readonly Chip[];
  readonly catalogRules: number;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly size: number;
  readonly state: { readonly q: string | null; readonly order: string; readonly page: number; readonly more: string };
}

function Techniques({ ids, address }: { readonly ids: readonly string[]; readonly address: Address }) {
  if (ids.length === 0) return <Dash label="none of the loaded ATT&CK" />;
  return (
    <>
      {ids.slice(0, techniquesShown).map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <a href={routes.technique(id, carried(address.params))}>{id}</a>
        </span>
      ))}
      {ids.length > techniquesShown && <span className="soft"> and {ids.length - techniquesShown} more</span>}
    </>
  );
}

function columns({ address }: RuleTableProps): readonly Column<RuleListRow>[] {
  const carry = carried(address.params);
  return [
    {
      key: "title",
      head: "Rule",
      className: "wide",
      sort: "ascending",
      rowHeader: true,
      cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a>,
    },
    {
      key: "vendor",
      head: "Vendor, source",
      className: "vs2",
      sort: "ascending",
      cell: ({ vendor, source }) => (
        <>
          <VendorName id={vendor} /> <span className="soft">{source}</span>
        </>
      ),
    },
    { key: "level", head: "Level", sort: "descending", cell: ({ level }) => level ?? <Dash label="none stated" /> },
    { key: "status", head: "Status", className: "st", cell: ({ status }) => status ?? <Dash label="none stated" /> },
    {
      key: "events",
      head: "Events",
      className: "ev",
      cell: ({ events }) => <EventLinks events={events} carry={carry} most={eventsShown} />,
    },
    { key: "techniques", head: "Techniques", className: "tq", cell: ({ techniques }) => <Techniques ids={techniques} address={address} /> },
    { key: "outcome", head: "Outcome", className: "oc", cell: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
    {
      key: "changed",
      head: "Changed",
      className: "r",
      sort: "descending",
      cell: ({ changed }) => changed ?? <Dash label="not stated" />,
    },
  ];
}

function Nothing({ chips }: { readonly chips: readonly Chip[] }) {
  if (chips.length === 0) return "The catalog holds no rule.";
  return (
    <>
      No rule is left. Remove:{" "}
      {chips.map(({ name, label, removeHref }, index) => (
        <span key={`${name} ${label}`}>
          {index > 0 && ", "}
          <StateLink href={removeHref}>{label} ×</StateLink>
        </span>
      ))}
    </>
  );
}

export function RuleTable(props: RuleTableProps) {
  const { found, facets, chips, catalogRules, address, names, size, state } = props;
  return (
    <>
      <h1 className="vh">Rules</h1>
      <Section
        id="rules"
        title="Rules"
        count={chips.length === 0 ? counted(found.total, "rule") : `${count(found.total)} of ${counted(catalogRules, "rule")}`}
        how={
          <>
            <p>
              Every rule of the catalog, last changed first. A number beside a choice says how many rules it would leave under the other
              choices. A dash means that the file does not say.
            </p>
            <p className="jump">
              <a href="#narrow">Narrow the list</a>
            </p>
          </>
        }
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
        aside={<RuleFacets facets={facets} address={address} names={names} whole={state.more} />}
      >
        <TextFilter address={address} text={state.q} label="Title contains" />
        <DataTable
          order={{ address, current: state.order, absent: "-changed" }}
          page={{ offset: (state.page - 1) * size, total: found.total, size, param: "page", address, noun: "rules" }}
          labelledBy="rules"
          className="rules rulelist"
          columns={columns(props)}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ key }) => `r-${key}`}
          empty={<Nothing chips={chips} />}
        />
      </Section>
    </>
  );
}
