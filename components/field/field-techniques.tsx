/** Techniques whose rules test the field most. */

import type { FieldTechniqueRow } from "@/lib/model/field-view";
import type { PageOf } from "@/lib/model/paging";
import { isFacetLane } from "@/lib/model/rule-list-view";
import { routes } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { placeColumns } from "../technique/place-columns";
import { counted } from "../ui/count";
import type { FieldContext } from "./field-context";

export function FieldTechniques({ context, page }: { readonly context: FieldContext; readonly page: PageOf<FieldTechniqueRow> }) {
  const { head, opened, address, carry } = context;
  return (
    <Section
      id="techniques"
      title="Techniques"
      count={counted(page.total, "technique")}
      how={
        <p>
          Where rules test it most. Rules count under the techniques that they are tagged with themselves, sub-techniques apart, so a rule
          may stand in several rows.
        </p>
      }
      downloads={{ csv: routes.download(address, "techniques", "csv"), json: routes.download(address, "techniques", "json") }}
    >
      <DataTable
        page={{ ...page, param: "techniques", address, fragment: "techniques", noun: "techniques" }}
        labelledBy="techniques"
        className="places"
        columns={placeColumns({ address, carry, of: head.rules })}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={
          opened && {
            key: opened.key,
            content: (
              <OpenedRules
                opened={opened}
                carry={carry}
                page={
                  isFacetLane(head.lane)
                    ? routes.rules({ ...carry, field: head.field, technique: opened.key.slice(2), sub: "0" })
                    : undefined
                }
              />
            ),
          }
        }
        empty={`No rule${context.narrowedTo} that tests ${head.field} is tagged with a technique.`}
      />
    </Section>
  );
}
