/** Analytics that ask for the event, and whether rules of their technique read it. */
import type { EventAnalyticRow } from "@/lib/model/event-view";
import type { PageOf } from "@/lib/model/paging";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import type { EventContext } from "./event-context";
import { eventFiles, OpenedEventRow } from "./event-counts";

function columns({ address, carry, head }: EventContext): readonly Column<EventAnalyticRow>[] {
  return [
    {
      key: "analytic",
      head: "Analytic",
      className: "tid",
      cell: ({ analytic, strategy }) => (
        <a href={routes.strategy(strategy.id, carry, analytic)}>
          <code>{analytic}</code>
        </a>
      ),
    },
    {
      key: "strategy",
      head: "Strategy",
      className: "wide",
      cell: ({ strategy }) => (
        <a href={routes.strategy(strategy.id, carry)}>
          {strategy.id} {strategy.name}
        </a>
      ),
    },
    {
      key: "technique",
      head: "Technique",
      className: "wide",
      cell: ({ technique }) =>
        technique === null ? (
          <Dash label="none" />
        ) : (
          <a href={routes.technique(technique.id, carry)}>
            {technique.id} {technique.name}
          </a>
        ),
    },
    { key: "platforms", head: "Platforms", className: "soft plt", cell: ({ platforms }) => platforms.join(", ") },
    { key: "component", head: "Data component", className: "soft cmpn", cell: ({ component }) => component ?? <Dash label="none" /> },
    {
      key: "rules",
      head: "Read by",
      note: `of ${count(head.rules)}`,
      className: "num",
      label: "read by",
      cell: ({ key, rules }) =>
        rules === 0 ? <Dash label="no rule of the technique reads it" /> : <WhyCount number={rules} rowKey={key} address={address} />,
    },
  ];
}

export function EventAnalytics({ context, page }: { readonly context: EventContext; readonly page: PageOf<EventAnalyticRow> }) {
  const { opened, address } = context;
  return (
    <Section
      id="analytics"
      title="Analytics that ask for it"
      count={counted(page.total, "analytic")}
      how={
        <p>
          Analytics of MITRE’s detection strategies that name this event as a log source. <b>Read by</b> counts the rules of the analytic’s
          technique that read it; a dash is a gap.
        </p>
      }
      downloads={eventFiles(context, "analytics")}
    >
      <DataTable
        page={{ ...page, param: "analytics", address, fragment: "analytics", noun: "analytics" }}
        labelledBy="analytics"
        className="eva"
        columns={columns(context)}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <OpenedEventRow context={context} opened={opened} /> }}
        empty="No analytic of the loaded ATT&CK asks for it."
      />
    </Section>
  );
}
