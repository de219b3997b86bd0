/** The table of all techniques, with its filters: tactic, text, sub-techniques. */
import type { Named, TechniqueRow } from "@/lib/model/technique-view";
import { type Address, carried, href, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section, type Switch } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { count, counted } from "../ui/count";
import { TextFilter } from "../ui/text-filter";
import { Dash } from "../ui/value";

export interface TechniqueTableProps {
  readonly found: { readonly rows: readonly TechniqueRow[]; readonly total: number };
  readonly tactics: readonly (Named & { readonly techniques: number })[];
  readonly address: Address;
  readonly attackVersion: string;
  readonly size: number;
  readonly state: {
    readonly q: string | null;
    readonly tactic: string | null;
    readonly sub: string;
    readonly order: string;
    readonly page: number;
  };
}

/** Sum of a row's vendors: the technique's rules in the filter. */
function columns(address: Address): readonly Column<TechniqueRow>[] {
  const carry = carried(address.params);
  const link = (id: string, fragment?: string) => routes.technique(id, carry, fragment);
  return [
    {
      key: "id",
      head: "Id",
      className: "tid",
      sort: "ascending",
      cell: ({ id }) => (
        <a href={link(id)}>
          <code>{id}</code>
        </a>
      ),
    },
    {
      key: "name",
      head: "Name",
      className: "wide",
      sort: "ascending",
      rowHeader: true,
      cell: ({ id, name, parentId }) => (
        <a className={parentId ? "subname" : "techname"} href={link(id)}>
          {name}
        </a>
      ),
    },
    { key: "tactics", head: "Tactics", className: "soft tacs", cell: ({ tactics }) => tactics.map(({ name }) => name).join(", ") },
    ...vendorColumns<TechniqueRow>(({ byVendor }) => byVendor),
    {
      key: "rules",
      head: "Rules",
      className: "num",
      label: "rules",
      sort: "descending",
      cell: ({ id, rules }) => (rules === 0 ? <Dash label="none" /> : <a href={link(id, "rules")}>{count(rules)}</a>),
    },
    {
      key: "families",
      head: "Families",
      className: "num",
      label: "families",
      sort: "descending",
      cell: ({ families }) => (families === null || families === 0 ? <Dash label="none" /> : count(families)),
    },
    {
      key: "read",
      head: "Analytics read",
      className: "num anr",
      label: "analytics read",
      cell: ({ id, analytics, read }) =>
        analytics === 0 ? (
          <Dash label="ATT&CK has no analytic" />
        ) : (
          <a href={link(id, "strategy")}>
            {read} of {analytics}
          </a>
        ),
    },
    {
      key: "gaps",
      head: "Gaps",
      className: "num",
      label: "gaps",
      sort: "descending",
      cell: ({ analytics, read }) => (analytics - read === 0 ? <Dash label="no gap" /> : count(analytics - read)),
    },
  ];
}

export function TechniqueTable({ found, tactics, address, attackVersion, size, state }: TechniqueTableProps) {
  const start = restarted(address);
  const switches: readonly Switch[] = [
    {
      label: "Tactic",
      choices: [
        { label: "all", href: href(start, { tactic: undefined }), current: state.tactic === null },
        ...tactics.map(({ id, name }) => ({ label: name, href: href(start, { tactic: id }), current: state.tactic === id })),
      ],
    },
    {
      label: "Show",
      choices: [
        { label: "sub-techniques too", href: href(start, { sub: undefined }), current: state.sub !== "0" },
        { label: "techniques only", href: href(start, { sub: "0" }), current: state.sub === "0" },
      ],
    },
  ];
  return (
    <>
      <h1 className="vh">Techniques</h1>
      <Section
        id="techniques"
        title="Techniques"
        count={`${counted(found.total, "technique")} of ATT&CK v${attackVersion.replace(/\.0$/, "")}`}
        how={
          <p>
            A cell is the vendor’s rules with that technique, those of its sub-techniques included; a dash means none. An analytic is{" "}
            <b>read</b> when a rule here reads one of its log sources, and a <b>gap</b> when none does.
          </p>
        }
        switches={switches}
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
      >
        <TextFilter address={address} text={state.q} label="Id or name contains" />
        <DataTable
          order={{ address, current: state.order, absent: "id" }}
          page={{ offset: (state.page - 1) * size, total: found.total, size, param: "page", address, noun: "techniques" }}
          labelledBy="techniques"
          className="techs"
          columns={columns(address)}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ id }) => id}
          empty={state.q === null ? "No technique here." : `No technique has “${state.q}” in its id or name.`}
        />
      </Section>
    </>
  );
}
