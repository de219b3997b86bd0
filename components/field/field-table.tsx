/** The table of all fields, with its filters: what kind of field, and text. */

import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import { type FieldListRow, type FieldShow, fieldShows } from "@/lib/model/field-view";
import { isFacetLane } from "@/lib/model/rule-list-view";
import { type Address, carried, href, restarted, routes, rowParams } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section, type Switch } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { FieldName } from "../predicate/predicate";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import { TextFilter } from "../ui/text-filter";
import { OperatorList } from "./operator-list";

const operatorsShown = 5;

export interface FieldTableProps {
  readonly found: { readonly rows: readonly FieldListRow[]; readonly offset: number; readonly total: number };
  readonly counts: Readonly<Record<FieldShow, number>>;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly opened: OpenedRow | null;
  readonly narrowedTo: string;
  readonly size: number;
  readonly state: { readonly q: string | null; readonly show: FieldShow; readonly order: string };
}

const labels: Readonly<Record<FieldShow, string>> = {
  behavior: "behaviour",
  selector: "selectors",
  threshold: "computed",
  placeholder: "placeholders",
  unmapped: "unmapped names",
};

const explained: Readonly<Record<FieldShow, string>> = {
  behavior: "Fields with a canonical name that rules look for behaviour in.",
  selector: "Selectors only pick the event, so they stand apart and never outrank behaviour.",
  threshold: "Names that an aggregate computes, such as dc(destination.port): what rules count.",
  placeholder: "Fields compared with a name to be filled in at your site, such as %admins% or a lookup.",
  unmapped: "Names that no field map knows; each stands as its author wrote it, and may mean what a canonical field means.",
};

function columns({ address, names, selection, state, found }: FieldTableProps): readonly Column<FieldListRow>[] {
  const carry = carried(address.params);
  const lane = state.show === "unmapped" ? "behavior" : state.show;
  const most = Math.max(1, ...found.rows.map(({ rules }) => rules));
  return [
    {
      key: "field",
      head: "Field",
      className: "wide fname",
      sort: "ascending",
      rowHeader: true,
      cell: ({ field }) => <FieldName field={field} names={names} carry={lane === "behavior" ? carry : { ...carry, lane }} />,
    },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(selection.rules)}`,
      className: "num",
      sort: "descending",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc",
      cell: ({ rules }) => <LengthBar number={rules} most={most} width={106} />,
    },
    {
      key: "families",
      head: "Families",
      className: "num fam",
      sort: "descending",
      cellClass: ({ families }) => (families === null ? "z" : undefined),
      cell: ({ families }) => (families === null ? <span title="Families do not add up over a filter">–</span> : count(families)),
    },
    ...vendorColumns<FieldListRow>(({ byVendor }) => byVendor),
    {
      key: "how",
      head: "How: operator, rules",
      className: "wide how",
      cell: ({ operators }) => <OperatorList operators={operators} most={operatorsShown} />,
    },
  ];
}

function showSwitch({ address, counts, state }: FieldTableProps): Switch {
  return {
    label: "Show",
    choices: fieldShows.map((show) => ({
      label: `${labels[show]} ${count(counts[show])}`,
      href: href(restarted(address), { show: show === "behavior" ? undefined : show }),
      current: state.show === show,
    })),
  };
}

export function FieldTable(props: FieldTableProps) {
  const { found, address, state, opened, narrowedTo, size } = props;
  const all = Object.values(props.counts).reduce((sum, number) => sum + number, 0);
  const named = state.q === null ? "" : ` with “${state.q}” in its name`;
  return (
    <>
      <h1 className="vh">Fields</h1>
      <Section
        id="fields"
        title="Fields"
        count={`${counted(found.total, "field")} of ${count(all)}`}
        how={
          <p>
            {explained[state.show]} A rule counts once a field, however often it repeats it; a dash means that no rule of the vendor does.
          </p>
        }
        switches={[showSwitch(props)]}
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
      >
        <TextFilter address={address} text={state.q} label="Field contains" />
        <DataTable
          order={{ address, current: state.order, absent: "-rules" }}
          page={{ offset: found.offset, total: found.total, size, param: "page", address, noun: "fields" }}
          labelledBy="fields"
          className="fieldt fieldl"
          columns={columns(props)}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ key }) => key}
          opened={
            opened && {
              key: opened.key,
              content: (
                <OpenedRules
                  opened={opened}
                  carry={carried(address.params)}
                  page={
                    state.show === "unmapped" || isFacetLane(state.show)
                      ? routes.rules({ ...carried(address.params), ...rowParams(opened.key) })
                      : undefined
                  }
                />
              ),
            }
          }
          empty={`No rule${narrowedTo} tests such a field${named}.`}
        />
      </Section>
    </>
  );
}
