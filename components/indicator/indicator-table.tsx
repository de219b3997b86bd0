/** The search for indicators: a form, the values that it finds, the widest reach first; behaviour apart from selectors. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { IndicatorTable as Found, SearchMode } from "@/lib/model/indicator-view";
import { type Lane, operators } from "@/lib/model/predicate";
import { type Address, carried, href, restarted, routes, rowParams } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section, type Switch } from "../data-table/section";
import { WholeClauses } from "../predicate/predicate";
import { count, counted } from "../ui/count";
import { type FilterBox, FilterForm } from "../ui/filter-form";
import { indicatorColumns } from "./indicator-columns";

export interface IndicatorTableProps {
  readonly found: Found;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly opened: OpenedRow | null;
  readonly narrowedTo: string;
  readonly size: number;
  readonly state: {
    readonly q: string | null;
    readonly as: SearchMode;
    /** What the search did, when the text was too short for what was asked. */
    readonly usedAs: SearchMode;
    readonly field: string | null;
    readonly operator: string;
    readonly lane: Lane;
    readonly order: string;
  };
}

const modeLabels: Readonly<Record<SearchMode, string>> = { part: "has this part", exact: "is exactly this", path: "fits this whole path" };

function boxes({ state }: IndicatorTableProps): readonly FilterBox[] {
  return [
    { name: "q", label: "Value", value: state.q, wide: true },
    {
      name: "as",
      label: "The value",
      value: state.as === "part" ? null : state.as,
      choices: (["part", "exact", "path"] as const).map((value) => ({ value, label: modeLabels[value] })),
    },
    { name: "field", label: "Field", value: state.field },
    {
      name: "operator",
      label: "Operator",
      value: state.operator === "any" ? null : state.operator,
      choices: [
        { value: "any", label: "any" },
        ...operators.filter((id) => id !== "exists" && id !== "missing" && id !== "fieldref").map((value) => ({ value, label: value })),
      ],
    },
  ];
}

const laneLabels = { behavior: "behaviour", selector: "selectors", threshold: "counts", placeholder: "placeholders" } as const;

function switches({ address, found, state }: IndicatorTableProps): readonly Switch[] {
  const start = restarted(address);
  const lanes = (["behavior", "selector", "threshold", "placeholder"] as const).map((lane) => ({
    label: `${laneLabels[lane]} ${count(found.byLane[lane] ?? 0)}`,
    href: href(start, { lane: lane === "behavior" ? undefined : lane }),
    current: state.lane === lane,
  }));
  const by = (name: string, label: string) => ({
    label,
    href: href(start, { order: name === "rules" ? undefined : name }),
    current: state.order === name,
  });
  return [
    { label: "Show", choices: lanes },
    { label: "Order", choices: [by("rules", "reach"), by("families", "families"), by("value", "value")] },
  ];
}

function HowToRead({ state }: Pick<IndicatorTableProps, "state">) {
  return (
    <>
      <p>
        Exact field, operator and value, compared without case unless marked Aa. <b>Reach</b> counts the rules of the catalog that look for
        it; what a rule only excludes is not here.{" "}
        {state.q === null ? "The widest reach comes first." : "The value that you typed comes first, then the widest reach."}
      </p>
      {state.q !== null && state.usedAs !== state.as && <p>Fewer than three letters are looked for as a whole value.</p>}
      {state.usedAs === "path" && state.q !== null && (
        <p>
          Values of path and file-name fields that this path fits, cut at its separators: its file name, its folders, and the whole of it.
        </p>
      )}
    </>
  );
}

function emptyText({ state, narrowedTo, found }: IndicatorTableProps): string {
  const elsewhere = Object.values(found.byLane).reduce((sum, number) => sum + number, 0);
  const what = state.q === null ? "such a value" : `a value that ${modeLabels[state.usedAs].replace(" this", ` “${state.q}”`)}`;
  const where = `${state.field === null ? "" : ` in ${state.field}`}${state.operator === "any" ? "" : ` by ${state.operator}`}`;
  return `No rule${narrowedTo} looks for ${what}${where}${elsewhere > 0 ? ` here; ${counted(elsewhere, "row")} stand under another switch` : ""}.`;
}

export function IndicatorTable(props: IndicatorTableProps) {
  const { found, address, names, selection, opened, state, size } = props;
  const carry = carried(address.params);
  const row = found.rows.find(({ key }) => key === opened?.key);
  return (
    <>
      <h1 className="vh">Indicators</h1>
      <Section
        id="indicators"
        title="Indicators"
        count={`${counted(found.total, "distinct value")} of ${laneLabels[state.lane]}`}
        how={<HowToRead state={state} />}
        switches={switches(props)}
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
      >
        <FilterForm address={address} boxes={boxes(props)} />
        <DataTable
          order={{ address, current: state.order, absent: "rules", oneWay: true }}
          page={{ offset: found.offset, total: found.total, size, param: "page", address, noun: "values" }}
          labelledBy="indicators"
          className="ind"
          columns={indicatorColumns({ address, carry, names, of: selection.rules })}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ key }) => key}
          opened={
            opened && {
              key: opened.key,
              content: (
                <OpenedRules
                  opened={opened}
                  carry={carry}
                  page={routes.rules({ ...carry, ...rowParams(opened.key) })}
                  before={row && <WholeClauses clauses={[{ parts: [row.part], exceptions: [] }]} names={names} carry={carry} />}
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
