/** Exclusions: what rules here carve out as harmless; parts that exclude only together stand under one bracket. */
import type { ClauseRow, ClauseTable } from "@/lib/model/clause-view";
import { rowAnchor } from "@/lib/model/row-key";
import { href, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { Clauses, WholeClauses } from "../predicate/predicate";
import { count } from "../ui/count";
import { PredicateHead, RankLink } from "./clause-cells";
import type { TechniqueContext } from "./technique-context";

function columns(context: TechniqueContext): readonly Column<ClauseRow>[] {
  const { address } = context;
  return [
    { key: "rank", head: <span className="vh">Row</span>, className: "rank", cell: (row) => <RankLink row={row} /> },
    {
      key: "predicate",
      head: <PredicateHead />,
      className: "wide",
      cell: (row) => (
        <Clauses
          clauses={row.clauses}
          names={context.names}
          carry={context.carry}
          moreHref={href(address, { open: row.key }, rowAnchor(row.key))}
        />
      ),
    },
    {
      key: "here",
      head: "Here",
      note: `of ${count(context.rules)}`,
      className: "r num",
      label: "here",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "catalog",
      head: "Catalog",
      note: `of ${count(context.selection.rules)}`,
      className: "r num",
      label: "catalog",
      cell: ({ reach }) => count(reach),
    },
    ...vendorColumns<ClauseRow>(({ byVendor }) => byVendor),
  ];
}

export interface ExclusionsSectionProps {
  readonly context: TechniqueContext;
  readonly table: ClauseTable & { readonly size: number };
  readonly compoundOnly: boolean;
}

export function ExclusionsSection({ context, table, compoundOnly }: ExclusionsSectionProps) {
  const { opened, address, id } = context;
  const start = restarted(address);
  const row = table.rows.find(({ key }) => key === opened?.key);
  const nothing = compoundOnly ? "No exclusion of several parts here." : "No rule here excludes anything.";
  return (
    <Section
      id="exclusions"
      title="Exclusions"
      count={`${count(table.values)} distinct${compoundOnly ? ", of several parts" : ""}`}
      how={
        <p>
          What rules here carve out as harmless. A bracketed row excludes only when all its parts hold; taken apart, its parts would hide
          far more. What follows <i>unless</i> lifts the exclusion.
        </p>
      }
      switches={[
        {
          label: "Show",
          choices: [
            { label: "all", href: href(start, { kind: undefined }, "exclusions"), current: !compoundOnly },
            { label: "compound", href: href(start, { kind: "compound" }, "exclusions"), current: compoundOnly },
          ],
        },
      ]}
      downloads={{ csv: routes.download(address, "exclusions", "csv"), json: routes.download(address, "exclusions", "json") }}
    >
      <DataTable
        page={{ ...table, param: "exclusions", address, fragment: "exclusions" }}
        labelledBy="exclusions"
        className="exc"
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
        empty={context.narrowedTo ? `No rule under ${id}${context.narrowedTo} excludes anything.` : nothing}
      />
    </Section>
  );
}
