/** The table of all detection strategies: technique, platforms, and how many analytics have their log sources read. */
import type { StrategyListRow } from "@/lib/model/strategy-view";
import { type Address, carried, href, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section, type Switch } from "../data-table/section";
import { count, counted } from "../ui/count";
import { TextFilter } from "../ui/text-filter";
import { Dash } from "../ui/value";

export interface StrategyTableProps {
  readonly found: { readonly rows: readonly StrategyListRow[]; readonly total: number };
  readonly attackVersion: string;
  readonly address: Address;
  readonly size: number;
  readonly state: { readonly q: string | null; readonly show: string; readonly order: string; readonly page: number };
}

const number = (figure: number, none: string) => (figure === 0 ? <Dash label={none} /> : count(figure));

function columns({ address }: StrategyTableProps): readonly Column<StrategyListRow>[] {
  const carry = carried(address.params);
  return [
    {
      key: "id",
      head: "Id",
      className: "tid",
      sort: "ascending",
      cell: ({ id }) => (
        <a href={routes.strategy(id, carry)}>
          <code>{id}</code>
        </a>
      ),
    },
    {
      key: "name",
      head: "Strategy",
      className: "wide",
      sort: "ascending",
      rowHeader: true,
      cell: ({ id, name }) => <a href={routes.strategy(id, carry)}>{name}</a>,
    },
    {
      key: "technique",
      head: "Technique",
      className: "wide tqn",
      cell: ({ technique }) =>
        technique === null ? (
          <Dash label="none" />
        ) : (
          <a href={routes.technique(technique.id, carry)}>
            <code>{technique.id}</code> {technique.name}
          </a>
        ),
    },
    { key: "platforms", head: "Platforms", className: "soft wide plt", cell: ({ platforms }) => platforms.join(", ") },
    {
      key: "rules",
      head: "Rules",
      note: "of the technique",
      className: "num",
      label: "rules",
      cell: ({ technique, rules }) =>
        technique === null || rules === 0 ? (
          <Dash label="none" />
        ) : (
          <a href={routes.rules({ ...carry, technique: technique.id })}>{count(rules)}</a>
        ),
    },
    {
      key: "analytics",
      head: "Analytics",
      className: "num",
      label: "analytics",
      sort: "descending",
      cell: ({ analytics }) => number(analytics, "none"),
    },
    {
      key: "read",
      head: "In full",
      className: "num",
      label: "in full",
      sort: "descending",
      cell: ({ full }) => number(full, "none"),
    },
    { key: "part", head: "In part", className: "num", label: "in part", cell: ({ part }) => number(part, "none") },
    {
      key: "unread",
      head: "Not read",
      className: "num",
      label: "not read",
      sort: "descending",
      cell: ({ none }) => number(none, "none"),
    },
  ];
}

export function StrategyTable(props: StrategyTableProps) {
  const { found, attackVersion, address, size, state } = props;
  const start = restarted(address);
  const shows: Switch = {
    label: "Show",
    choices: [
      { label: "all", href: href(start, { show: undefined }), current: state.show === "all" },
      { label: "with a gap", href: href(start, { show: "gaps" }), current: state.show === "gaps" },
    ],
  };
  return (
    <>
      <h1 className="vh">Detection strategies</h1>
      <Section
        id="strategies"
        title="Detection strategies"
        count={`${counted(found.total, "strategy", "strategies")} of ATT&CK v${attackVersion.replace(/\.0$/, "")}`}
        how={
          <p>
            What MITRE asks to be watched for each technique. An analytic is read <b>in full</b> when rules of the technique, its
            sub-techniques included, read every event of every log source it names, <b>in part</b> when they read some, and <b>not</b> when
            they read none: a gap.
          </p>
        }
        switches={[shows]}
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
      >
        <TextFilter address={address} text={state.q} label="Strategy or technique contains" />
        <DataTable
          order={{ address, current: state.order, absent: "id" }}
          page={{ offset: (state.page - 1) * size, total: found.total, size, param: "page", address, noun: "strategies" }}
          labelledBy="strategies"
          className="strats"
          columns={columns(props)}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ id }) => id}
          empty={state.q === null ? "No strategy here." : `No strategy has “${state.q}” in its id, its name or its technique.`}
        />
      </Section>
    </>
  );
}
