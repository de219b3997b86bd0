/** What the indicator is combined with: AND groups over its field, and indicators that stand in the same rules. */
import type { Page } from "@/lib/model/catalog-view";
import type { ClauseTable } from "@/lib/model/clause-view";
import type { CompanionRow } from "@/lib/model/indicator-view";
import { href, restarted, routes, rowParams } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { exclusionColumns } from "../exclusion/exclusion-columns";
import { Part, WholeClauses } from "../predicate/predicate";
import { PredicateHead } from "../technique/clause-cells";
import { LogAxis, ReachBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import type { IndicatorContext } from "./indicator-context";

export function GroupsSection({
  context,
  table,
}: {
  readonly context: IndicatorContext;
  readonly table: ClauseTable & Pick<Page, "size">;
}) {
  const { head, opened, address, carry, names } = context;
  const row = table.rows.find(({ key }) => key === opened?.key);
  return (
    <Section
      id="groups"
      title="AND groups"
      count={counted(table.total, "group")}
      how={
        <p>
          Values of the same field that must hold together with this one. A bracket binds the parts; the parts of one group say something
          only together.
        </p>
      }
      downloads={{ csv: routes.download(address, "groups", "csv"), json: routes.download(address, "groups", "json") }}
    >
      <DataTable
        page={{ ...table, param: "groups", address, fragment: "groups", noun: "groups" }}
        labelledBy="groups"
        className="exc"
        columns={exclusionColumns({ address, carry, names, rules: { head: "Rules", of: head.rules }, reachOf: null })}
        groups={[{ key: "all", rows: table.rows }]}
        rowKey={({ key }) => key}
        opened={
          opened && {
            key: opened.key,
            content: (
              <OpenedRules
                opened={opened}
                carry={carry}
                page={routes.rules({ ...carry, ...rowParams(opened.key) })}
                before={row && <WholeClauses clauses={row.clauses} names={names} carry={carry} />}
              />
            ),
          }
        }
        empty={`No rule${context.narrowedTo} demands this value together with another of the same field.`}
      />
    </Section>
  );
}

function columns({ head, address, carry, names, catalog }: IndicatorContext): readonly Column<CompanionRow>[] {
  return [
    { key: "predicate", head: <PredicateHead />, className: "wide", cell: ({ part }) => <Part part={part} names={names} carry={carry} /> },
    {
      key: "rules",
      head: "Both",
      note: `of ${count(head.rules)}`,
      className: "r num",
      label: "both",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "reach",
      head: "Reach",
      note: `of ${count(catalog.snapshot.rules)}`,
      className: "r num",
      label: "reach",
      cell: ({ reach }) => count(reach),
    },
    {
      key: "bar",
      head: <LogAxis label="Reach on a log scale, with the part that has both" />,
      className: "rbc",
      cell: ({ reach, rules }) => <ReachBar reach={reach} here={rules} />,
    },
  ];
}

export interface CompanionsSectionProps {
  readonly context: IndicatorContext;
  readonly companions: readonly CompanionRow[];
  readonly otherFields: boolean;
  /** How many are listed at most. */
  readonly most: number;
}

export function CompanionsSection({ context, companions, otherFields, most }: CompanionsSectionProps) {
  const { opened, address, carry, catalog } = context;
  const start = restarted(address);
  return (
    <Section
      id="companions"
      title="In the same rules"
      count={companions.length < most ? counted(companions.length, "value") : `the first ${count(most)} values; the file has all`}
      how={
        <p>
          Values that stand most often in rules with this one, as its alternatives or beside it. Order: rules with both × ln(
          {count(catalog.snapshot.rules)} ÷ reach). Where both numbers are equal, the value stands nowhere else.
        </p>
      }
      switches={[
        {
          label: "Field",
          choices: [
            { label: "any", href: href(start, { with: undefined }, "companions"), current: !otherFields },
            { label: "another one", href: href(start, { with: "other" }, "companions"), current: otherFields },
          ],
        },
      ]}
      downloads={{ csv: routes.download(address, "companions", "csv"), json: routes.download(address, "companions", "json") }}
    >
      <DataTable
        labelledBy="companions"
        className="ind both"
        columns={columns(context)}
        groups={[{ key: "all", rows: companions }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <OpenedRules opened={opened} carry={carry} /> }}
        empty={`No rule${context.narrowedTo} looks for another value beside this one${otherFields ? " in another field" : ""}.`}
      />
    </Section>
  );
}
