/** Exclusions that test the field, compound ones whole. */
import type { Page } from "@/lib/model/catalog-view";
import type { ClauseTable } from "@/lib/model/clause-view";
import { routes, rowParams } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { exclusionColumns } from "../exclusion/exclusion-columns";
import { WholeClauses } from "../predicate/predicate";
import { count } from "../ui/count";
import type { FieldContext } from "./field-context";

export function FieldExclusions({ context, table }: { readonly context: FieldContext; readonly table: ClauseTable & Pick<Page, "size"> }) {
  const { head, opened, address, carry, names, selection } = context;
  const row = table.rows.find(({ key }) => key === opened?.key);
  return (
    <Section
      id="exclusions"
      title="Exclusions"
      count={`${count(table.values)} distinct`}
      how={
        <p>
          What rules leave out as harmless by this field. A bracketed row excludes only when all its parts hold. More filters stand on{" "}
          <a href={routes.exclusions({ ...carry, field: head.field })}>the page of exclusions</a>.
        </p>
      }
      downloads={{ csv: routes.download(address, "exclusions", "csv"), json: routes.download(address, "exclusions", "json") }}
    >
      <DataTable
        page={{ ...table, param: "exclusions", address, fragment: "exclusions", noun: "exclusions" }}
        labelledBy="exclusions"
        className="exc"
        columns={exclusionColumns({ address, carry, names, rules: { head: "Rules", of: selection.rules }, reachOf: null })}
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
        empty={`No rule${context.narrowedTo} excludes anything by ${head.field}.`}
      />
    </Section>
  );
}
