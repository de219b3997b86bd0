/** How rules test the field: a histogram of operators. */
import type { OperatorCounts } from "@/lib/model/field-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import type { FieldContext } from "./field-context";

type Row = OperatorCounts[number];

const meanings: Readonly<Record<string, string>> = {
  eq: "is the value",
  contains: "has the value as a part",
  starts_with: "begins with the value",
  ends_with: "ends with the value",
  wildcard: "fits a pattern with * and ?",
  regex: "fits a regular expression",
  cidr: "lies in a network",
  gt: "is greater",
  gte: "is greater or equal",
  lt: "is less",
  lte: "is less or equal",
  exists: "is there at all",
  missing: "is not there",
  fieldref: "is compared with another field",
  in_list: "is a member of a list that the rule does not hold",
};

function columns({ head, address }: FieldContext): readonly Column<Row>[] {
  const most = Math.max(1, ...head.operators.map(({ rules }) => rules));
  return [
    { key: "operator", head: "Operator", rowHeader: true, cell: ({ operator }) => operator },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(head.rules)}`,
      className: "num",
      cell: ({ operator, rules }) => <WhyCount number={rules} rowKey={`o-${operator}`} address={address} />,
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc far",
      cell: ({ rules }) => <LengthBar number={rules} most={most} width={320} />,
    },
    { key: "meaning", head: "The field’s value", className: "wide soft", cell: ({ operator }) => meanings[operator] ?? "" },
  ];
}

export function OperatorsSection({ context }: { readonly context: FieldContext }) {
  const { head, opened, address, carry } = context;
  return (
    <Section
      id="operators"
      title="Operators"
      count={counted(head.operators.length, "operator")}
      how={<p>How rules test it. A rule that uses two operators counts in both rows, so the rows may add up to more than the rules.</p>}
      downloads={{ csv: routes.download(address, "operators", "csv"), json: routes.download(address, "operators", "json") }}
    >
      <DataTable
        labelledBy="operators"
        className="ops"
        columns={columns(context)}
        groups={[{ key: "all", rows: head.operators }]}
        rowKey={({ operator }) => `o-${operator}`}
        opened={opened && { key: opened.key, content: <OpenedRules opened={opened} carry={carry} /> }}
        empty={`No rule${context.narrowedTo} tests ${head.field}.`}
      />
    </Section>
  );
}
