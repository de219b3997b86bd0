/** The values that rules look for in the field, with their reach in the catalog. */
import type { Page } from "@/lib/model/catalog-view";
import type { IndicatorTable } from "@/lib/model/indicator-view";
import { href, restarted, routes, rowParams } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section, type Switch } from "../data-table/section";
import { indicatorColumns } from "../indicator/indicator-columns";
import { WholeClauses } from "../predicate/predicate";
import { count, counted } from "../ui/count";
import { TextFilter } from "../ui/text-filter";
import type { FieldContext } from "./field-context";

export interface ValuesSectionProps {
  readonly context: FieldContext;
  readonly table: IndicatorTable & Pick<Page, "size">;
  readonly order: string;
  readonly text: string | null;
}

function orderSwitch({ address }: FieldContext, order: string): Switch {
  const by = (name: string, label: string) => ({
    label,
    href: href(restarted(address), { order: name === "score" ? undefined : name }, "values"),
    current: order === name,
  });
  return { label: "Order", choices: [by("score", "telling"), by("rules", "reach"), by("families", "families"), by("value", "value")] };
}

export function ValuesSection({ context, table, order, text }: ValuesSectionProps) {
  const { head, opened, address, carry, names, selection, catalog } = context;
  const row = table.rows.find(({ key }) => key === opened?.key);
  return (
    <Section
      id="values"
      title="Values"
      count={`${counted(table.total, "distinct value")}${text === null ? "" : ` with “${text}”`}`}
      how={
        <p>
          Exact operator and value. <b>Reach</b> counts the rules of the catalog that look for it, inside AND groups too; a value that rules
          only exclude is not here. Telling rows come first, as on a technique’s page: reach × ln({count(catalog.snapshot.rules)} ÷ reach in
          the whole catalog), ties by families.
        </p>
      }
      switches={[orderSwitch(context, order)]}
      downloads={{ csv: routes.download(address, "values", "csv"), json: routes.download(address, "values", "json") }}
    >
      <TextFilter address={address} text={text} label="Value contains" />
      <DataTable
        order={{ address, current: order, absent: "", oneWay: true, fragment: "values" }}
        page={{ ...table, param: "values", address, fragment: "values", noun: "values" }}
        labelledBy="values"
        className="ind"
        columns={indicatorColumns({ address, carry, names, of: selection.rules })}
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
                before={row && <WholeClauses clauses={[{ parts: [row.part], exceptions: [] }]} names={names} carry={carry} />}
              />
            ),
          }
        }
        empty={
          text === null
            ? `No rule${context.narrowedTo} looks for a value in ${head.field}.`
            : `No rule${context.narrowedTo} looks for a value with “${text}” in ${head.field}.`
        }
      />
    </Section>
  );
}
