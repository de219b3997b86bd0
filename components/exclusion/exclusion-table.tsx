/** The table of exclusions over the whole catalog, with its filters: value, field, technique, kind. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { ClauseTable } from "@/lib/model/clause-view";
import { type Address, carried, href, restarted, routes, rowParams } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section, type Switch } from "../data-table/section";
import { WholeClauses } from "../predicate/predicate";
import { count } from "../ui/count";
import { FilterForm } from "../ui/filter-form";
import { exclusionColumns } from "./exclusion-columns";

export interface ExclusionTableProps {
  readonly found: ClauseTable;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly opened: OpenedRow | null;
  readonly narrowedTo: string;
  readonly size: number;
  /** Rules that are counted: of the filter, or of the technique in it. */
  readonly rules: number;
  readonly state: {
    readonly q: string | null;
    readonly field: string | null;
    readonly technique: string | null;
    readonly kind: string;
    readonly order: string;
  };
}

function switches({ address, state }: ExclusionTableProps): readonly Switch[] {
  const start = restarted(address);
  const by = (name: string, label: string) => ({
    label,
    href: href(start, { order: name === "rules" ? undefined : name }),
    current: state.order === name,
  });
  return [
    {
      label: "Show",
      choices: [
        { label: "all", href: href(start, { kind: undefined }), current: state.kind === "all" },
        { label: "compound", href: href(start, { kind: "compound" }), current: state.kind === "compound" },
      ],
    },
    { label: "Order", choices: [by("rules", "rules"), by("families", "families"), by("parts", "parts")] },
  ];
}

function emptyText({ state, narrowedTo }: ExclusionTableProps): string {
  const what = state.q === null ? "anything" : `a value with “${state.q}”`;
  const under = state.technique === null ? "" : ` under ${state.technique}`;
  return `No rule${under}${narrowedTo} excludes ${what}${state.field === null ? "" : ` by ${state.field}`}${state.kind === "compound" ? " in several parts" : ""}.`;
}

export function ExclusionTable(props: ExclusionTableProps) {
  const { found, address, names, selection, opened, state, size, rules } = props;
  const carry = carried(address.params);
  const row = found.rows.find(({ key }) => key === opened?.key);
  return (
    <>
      <h1 className="vh">Exclusions</h1>
      <Section
        id="exclusions"
        title="Exclusions"
        count={`${count(found.values)} distinct${state.kind === "compound" ? ", of several parts" : ""}`}
        how={
          <p>
            What rules leave out as harmless: the community’s knowledge of false positives. A bracketed row excludes only when all its parts
            hold; taken apart, its parts would hide far more. What follows <i>unless</i> lifts the exclusion. A rule counts once a row.
          </p>
        }
        switches={switches(props)}
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
      >
        <FilterForm
          address={address}
          boxes={[
            { name: "q", label: "Value contains", value: state.q, wide: true },
            { name: "field", label: "Field", value: state.field },
            { name: "technique", label: "Technique", value: state.technique },
          ]}
        />
        <DataTable
          order={{ address, current: state.order, absent: "rules", oneWay: true }}
          page={{ offset: found.offset, total: found.total, size, param: "page", address, noun: "exclusions" }}
          labelledBy="exclusions"
          className="exc"
          columns={exclusionColumns({
            ...{ address, carry, names },
            rules: { head: state.technique === null ? "Rules" : "Here", of: rules },
            reachOf: state.technique === null ? null : selection.rules,
          })}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ key }) => key}
          opened={
            opened && {
              key: opened.key,
              content: (
                <OpenedRules
                  opened={opened}
                  carry={carry}
                  page={routes.rules({ ...carry, technique: state.technique ?? undefined, ...rowParams(opened.key) })}
                  before={row && <WholeClauses clauses={row.clauses} names={names} carry={carry} />}
                />
              ),
            }
          }
          empty={emptyText(props)}
        />
      </Section>
    </>
  );
}
