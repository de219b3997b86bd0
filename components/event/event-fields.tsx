/** Fields that rules reading the event test; selectors, which pick the event, stand below. */
import type { EventFieldRow } from "@/lib/model/event-view";
import type { PageOf } from "@/lib/model/paging";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { FieldName } from "../predicate/predicate";
import { counted } from "../ui/count";
import type { EventContext } from "./event-context";
import { countColumns, eventFiles, OpenedEventRow } from "./event-counts";

const selectorsShown = 12;

export interface EventFieldsProps {
  readonly context: EventContext;
  readonly page: PageOf<EventFieldRow>;
  readonly selectors: readonly EventFieldRow[];
}

export function EventFields({ context, page, selectors }: EventFieldsProps) {
  const { opened, address } = context;
  const shown = selectors.slice(0, selectorsShown);
  const most = Math.max(...[...page.rows, ...shown].map(({ rules }) => rules));
  return (
    <Section
      id="fields"
      title="Fields used with it"
      count={`${counted(page.total, "field")} of behaviour, ${counted(selectors.length, "selector")}`}
      how={<p>What rules that read this event test, counted once a rule. A rule may read other events too, and test a field only there.</p>}
      downloads={eventFiles(context, "fields")}
    >
      <DataTable
        page={{ ...page, param: "fields", address, fragment: "fields", noun: "fields" }}
        labelledBy="fields"
        className="fieldt evf"
        columns={[
          { key: "field", head: "Field", cell: ({ field }) => <FieldName field={field} names={context.names} /> },
          ...countColumns<EventFieldRow>(context, most),
        ]}
        groups={[
          { key: "behavior", rows: page.rows },
          {
            key: "selector",
            head: (
              <>
                Selectors <span>pick the event{selectors.length > shown.length && `; ${shown.length} of ${selectors.length} shown`}</span>
              </>
            ),
            rows: shown,
          },
        ]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <OpenedEventRow context={context} opened={opened} /> }}
        empty="No rule that reads it tests a field."
      />
    </Section>
  );
}
