/** Indicators: exact field, operator and value that rules here look for, with their reach in the whole catalog. */
import type { ClauseRow, ClauseTable } from "@/lib/model/clause-view";
import { rowAnchor } from "@/lib/model/row-key";
import { href, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section, type Switch } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { Clauses, WholeClauses } from "../predicate/predicate";
import { LogAxis, ReachBar } from "../ui/bars";
import { CopyButton } from "../ui/copy-button";
import { count } from "../ui/count";
import { PredicateHead, RankLink } from "./clause-cells";
import type { TechniqueContext } from "./technique-context";

export interface IndicatorsSectionProps {
  readonly context: TechniqueContext;
  readonly table: ClauseTable & { readonly size: number };
  readonly lane: "behavior" | "selector" | "placeholder";
  readonly order: string;
  readonly values: Readonly<Record<"behavior" | "selector" | "placeholder", number>>;
}

function onlyValue({ clauses }: ClauseRow): string | null {
  const [clause] = clauses;
  const [part] = clause?.parts ?? [];
  const [value] = part?.values ?? [];
  return clauses.length === 1 && clause?.parts.length === 1 && part?.values.length === 1 && value !== undefined ? value : null;
}

function columns(context: TechniqueContext): readonly Column<ClauseRow>[] {
  const { address } = context;
  const open = (key: string) => href(address, { open: key }, rowAnchor(key));
  return [
    { key: "rank", head: <span className="vh">Row</span>, className: "rank", cell: (row) => <RankLink row={row} /> },
    {
      key: "predicate",
      head: <PredicateHead />,
      className: "wide",
      cell: (row) => {
        const value = onlyValue(row);
        const copy =
          value === null ? null : (
            <>
              {" "}
              <CopyButton text={value} />
            </>
          );
        return <Clauses clauses={row.clauses} names={context.names} carry={context.carry} moreHref={open(row.key)} after={copy} />;
      },
    },
    {
      key: "rules",
      head: (
        <>
          <span className="vh">Rules </span>Here
        </>
      ),
      note: `of ${count(context.rules)}`,
      className: "r num",
      label: "here",
      sort: "descending",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "families",
      head: "Families",
      note: `of ${count(context.families)}`,
      className: "r num fam",
      label: "families",
      sort: "descending",
      cellClass: ({ families }) => (families === null ? "z" : undefined),
      cell: ({ families }) => (families === null ? <span title="Families do not add up over a filter">–</span> : count(families)),
    },
    {
      key: "reach",
      head: "Reach",
      note: `of ${count(context.selection.rules)}`,
      className: "r num",
      label: "reach",
      sort: "descending",
      cell: ({ reach }) => count(reach),
    },
    {
      key: "bar",
      head: <LogAxis label="Reach on a log scale, with the part that is here" />,
      className: "rbc",
      cell: ({ reach, rules }) => <ReachBar reach={reach} here={rules} />,
    },
    ...vendorColumns<ClauseRow>(({ byVendor }) => byVendor),
  ];
}

function switches(
  { address }: TechniqueContext,
  { lane, order, values }: Pick<IndicatorsSectionProps, "lane" | "order" | "values">,
): readonly Switch[] {
  const start = restarted(address);
  const show = (name: "behavior" | "selector" | "placeholder", label: string) => ({
    label: `${label} ${count(values[name])}`,
    href: href(start, { lane: name === "behavior" ? undefined : name }, "indicators"),
    current: lane === name,
  });
  const by = (name: string, label: string) => ({
    label,
    href: href(start, { order: name === "score" ? undefined : name }, "indicators"),
    current: order === name,
  });
  return [
    {
      label: "Show",
      choices: [
        show("behavior", "behaviour"),
        show("selector", "selectors"),
        ...(values.placeholder > 0 ? [show("placeholder", "placeholders")] : []),
      ],
    },
    {
      label: "Order",
      choices: [
        by("score", "telling"),
        by("rules", "rules here"),
        by("families", "families"),
        by("reach", "reach"),
        by("unique", "only here"),
      ],
    },
  ];
}

const laneWords = { behavior: "of behaviour", selector: "that select", placeholder: "to fill in" } as const;

export function IndicatorsSection({ context, table, lane, order, values }: IndicatorsSectionProps) {
  const { opened, address, id } = context;
  const row = table.rows.find(({ key }) => key === opened?.key);
  return (
    <Section
      id="indicators"
      title="Indicators"
      count={`${count(table.values)} distinct values ${laneWords[lane]}`}
      how={
        <>
          <p>
            Exact field, operator and value. <b>Here</b> counts rules under {id}, <b>reach</b> rules in the whole catalog: the strong part
            of a bar is here, the faint part everywhere else. Telling rows come first: rules here, weighed by how rare the value is
            elsewhere.
          </p>
          <p>
            A bracket binds parts that must hold together; values joined by <i>or</i> stand in the same rules and share a row.{" "}
            <span className="mono">
              <span className="sp"> </span>
            </span>{" "}
            is a space at the edge of a value.
          </p>
        </>
      }
      switches={switches(context, { lane, order, values })}
      downloads={{ csv: routes.download(address, "indicators", "csv"), json: routes.download(address, "indicators", "json") }}
    >
      <DataTable
        order={{ address, current: order, absent: "score", oneWay: true, fragment: "indicators" }}
        page={{ ...table, param: "indicators", address, fragment: "indicators" }}
        labelledBy="indicators"
        className="ind"
        columns={columns(context)}
        groups={[{ key: "all", rows: table.rows }]}
        rowKey={({ key }) => key}
        opened={
          opened && {
            key: opened.key,
            content: (
              <OpenedRules
                opened={opened}
                carry={context.carry}
                page={context.pageOf(opened.key)}
                before={row && <WholeClauses clauses={row.clauses} names={context.names} carry={context.carry} />}
              />
            ),
          }
        }
        empty={context.narrowedTo ? `No rule under ${id}${context.narrowedTo}.` : "No rule here looks for a value of this kind."}
      />
    </Section>
  );
}
