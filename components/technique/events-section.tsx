/** Events covered: each catalog event that a rule here reads, what it records, who asks for it, and rules by vendor. */
import { eventNames } from "@/lib/model/event-names";
import type { PageOf } from "@/lib/model/paging";
import type { EventRow } from "@/lib/model/technique-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { Components, EventCode } from "../event/event-cells";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import type { TechniqueContext } from "./technique-context";

function columns(context: TechniqueContext, most: number): readonly Column<EventRow>[] {
  return [
    { key: "provider", head: "Provider", cell: ({ provider }) => <code>{provider}</code> },
    { key: "event", head: "Event", cell: ({ event, id }) => <EventCode event={event} code={id} carry={context.carry} /> },
    {
      key: "records",
      head: "What it records, and its data component",
      className: "wide",
      cell: ({ event, components }) => (
        <>
          {eventNames.get(event)}{" "}
          {components.length > 0 ? <Components names={components} /> : !eventNames.has(event) && <Dash label="not named" />}
        </>
      ),
    },
    {
      key: "asked",
      head: "Asked by",
      className: "ask",
      cell: ({ askedBy }) =>
        askedBy.length === 0 ? (
          <Dash label="no analytic" />
        ) : (
          askedBy.map((id, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <a href={`#${id}`}>{id}</a>
            </span>
          ))
        ),
    },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(context.rules)}`,
      className: "num",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={context.address} />,
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc",
      cell: ({ rules }) => <LengthBar number={rules} most={most} width={66} />,
    },
    ...vendorColumns<EventRow>(({ byVendor }) => byVendor),
  ];
}

export function EventsSection({ context, page }: { readonly context: TechniqueContext; readonly page: PageOf<EventRow> }) {
  const { opened, address } = context;
  return (
    <Section
      id="events"
      title="Events covered"
      count={counted(page.total, "event")}
      how={<p>Each event that at least one rule here reads, with how many do. A rule that reads two events counts in both rows.</p>}
      downloads={{ csv: routes.download(address, "events", "csv"), json: routes.download(address, "events", "json") }}
    >
      <DataTable
        page={{ ...page, param: "events", address, fragment: "events", noun: "events" }}
        labelledBy="events"
        className="evt"
        columns={columns(context, Math.max(...page.rows.map(({ rules }) => rules)))}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={
          opened && { key: opened.key, content: <OpenedRules opened={opened} carry={context.carry} page={context.pageOf(opened.key)} /> }
        }
        empty={context.narrowedTo ? `No rule under ${context.id}${context.narrowedTo}.` : "No rule here says which events it reads."}
      />
    </Section>
  );
}
