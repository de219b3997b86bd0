/** The rules that look for the indicator, by vendor, each with how its author wrote it. */
import type { Page } from "@/lib/model/catalog-view";
import type { IndicatorRuleRow } from "@/lib/model/indicator-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";
import type { IndicatorContext } from "./indicator-context";

export interface IndicatorRulesProps {
  readonly context: IndicatorContext;
  readonly table: { readonly rows: readonly IndicatorRuleRow[]; readonly total: number } & Pick<Page, "offset" | "size">;
}

function columns({ carry }: IndicatorContext): readonly Column<IndicatorRuleRow>[] {
  return [
    { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
    {
      key: "title",
      head: "Rule",
      className: "wide",
      rowHeader: true,
      cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a>,
    },
    { key: "level", head: "Level", className: "st", cell: ({ level }) => level ?? <Dash label="none stated" /> },
    {
      key: "raw",
      head: "As written",
      className: "wide wr",
      cell: ({ raw }) =>
        raw.map((text) => (
          <code key={text} className="soft">
            {text}
          </code>
        )),
    },
    { key: "source", head: "Source", className: "soft st", cell: ({ source }) => source },
    { key: "changed", head: "Changed", className: "r", cell: ({ changed }) => changed ?? <Dash label="not stated" /> },
  ];
}

export function IndicatorRules({ context, table }: IndicatorRulesProps) {
  const { address } = context;
  return (
    <Section
      id="rules"
      title="Rules"
      count={counted(table.total, "rule")}
      how={<p>By vendor, last changed first, each with how its author wrote the value. A dash means that the file does not say.</p>}
      downloads={{ csv: routes.download(address, "rules", "csv"), json: routes.download(address, "rules", "json") }}
    >
      <DataTable
        page={{ ...table, param: "rules", address, fragment: "rules", noun: "rules" }}
        labelledBy="rules"
        className="rules which"
        columns={columns(context)}
        groups={[{ key: "all", rows: table.rows }]}
        rowKey={({ key }) => `r-${key}`}
        empty={`No rule${context.narrowedTo} looks for this value.`}
      />
    </Section>
  );
}
