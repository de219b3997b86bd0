/** Techniques that rules reading the event are tagged with; a sub-technique is a row of its own. */
import type { EventTechniqueRow } from "@/lib/model/event-view";
import type { PageOf } from "@/lib/model/paging";
import { routes } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { counted } from "../ui/count";
import type { EventContext } from "./event-context";
import { countColumns, eventFiles, OpenedEventRow } from "./event-counts";

export function EventTechniques({ context, page }: { readonly context: EventContext; readonly page: PageOf<EventTechniqueRow> }) {
  const { opened, address, carry } = context;
  return (
    <Section
      id="techniques"
      title="Techniques"
      count={counted(page.total, "technique")}
      how={
        <p>
          What rules that read this event are tagged with. A rule counts in each of its techniques; a sub-technique is a row of its own.
        </p>
      }
      downloads={eventFiles(context, "techniques")}
    >
      <DataTable
        page={{ ...page, param: "techniques", address, fragment: "techniques", noun: "techniques" }}
        labelledBy="techniques"
        className="fieldt evq"
        columns={[
          {
            key: "technique",
            head: "Technique",
            cell: ({ id, name }) => (
              <a href={routes.technique(id, carry)}>
                <code>{id}</code> {name}
              </a>
            ),
          },
          ...countColumns<EventTechniqueRow>(context, Math.max(...page.rows.map(({ rules }) => rules))),
        ]}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <OpenedEventRow context={context} opened={opened} /> }}
        empty="No rule that reads it is tagged with a technique of the loaded ATT&CK."
      />
    </Section>
  );
}
