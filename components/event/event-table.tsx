/** The table of all events: what each records, who asks for it, and the rules that read it by vendor. */
import { eventNames } from "@/lib/model/event-names";
import type { EventListRow } from "@/lib/model/event-view";
import { type Address, carried, href, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section, type Switch } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { count, counted } from "../ui/count";
import { TextFilter } from "../ui/text-filter";
import { Dash } from "../ui/value";
import { Components, EventCode } from "./event-cells";

export interface EventTableProps {
  readonly found: { readonly rows: readonly EventListRow[]; readonly total: number };
  /** Rules of the catalog in the filter. */
  readonly rules: number;
  readonly address: Address;
  readonly size: number;
  readonly state: { readonly q: string | null; readonly show: string; readonly order: string; readonly page: number };
}

function columns({ rules: all, address }: EventTableProps): readonly Column<EventListRow>[] {
  const carry = carried(address.params);
  return [
    {
      key: "event",
      head: "Provider",
      className: "prv",
      sort: "ascending",
      cell: ({ provider }) => <code>{provider}</code>,
    },
    {
      key: "code",
      head: "Event",
      className: "evc",
      rowHeader: true,
      cell: ({ event, code }) => <EventCode event={event} code={code} carry={carry} />,
    },
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
      key: "analytics",
      head: "Analytics",
      className: "num",
      label: "analytics",
      sort: "descending",
      cell: ({ event, analytics }) =>
        analytics === 0 ? <Dash label="none asks for it" /> : <a href={routes.event(event, carry, "analytics")}>{count(analytics)}</a>,
    },
    {
      key: "techniques",
      head: "Techniques",
      className: "num",
      label: "techniques",
      cell: ({ event, techniques }) =>
        techniques === 0 ? <Dash label="none" /> : <a href={routes.event(event, carry, "techniques")}>{count(techniques)}</a>,
    },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(all)}`,
      className: "num",
      label: "rules",
      sort: "descending",
      cell: ({ event, rules }) =>
        rules === 0 ? <Dash label="no rule reads it" /> : <a href={routes.rules({ ...carry, event })}>{count(rules)}</a>,
    },
    ...vendorColumns<EventListRow>(({ byVendor }) => byVendor),
  ];
}

const nouns: Readonly<Record<string, string>> = { read: "that a rule reads", unread: "that no rule reads", all: "read or asked for" };

export function EventTable(props: EventTableProps) {
  const { found, address, size, state } = props;
  const start = restarted(address);
  const shows: Switch = {
    label: "Show",
    choices: [
      { label: "read", href: href(start, { show: undefined }), current: state.show === "read" },
      { label: "asked for, unread", href: href(start, { show: "unread" }), current: state.show === "unread" },
      { label: "all", href: href(start, { show: "all" }), current: state.show === "all" },
    ],
  };
  return (
    <>
      <h1 className="vh">Events</h1>
      <Section
        id="events"
        title="Events"
        count={`${counted(found.total, "event")} ${nouns[state.show] ?? ""}`}
        how={
          <p>
            An event is a log and what the log calls it, as ATT&amp;CK’s data components name them. <b>Analytics</b> counts those that ask
            for it; an event asked for that no rule reads is a gap. A rule that reads two events counts in both rows.
          </p>
        }
        switches={[shows]}
        downloads={{ csv: routes.download(address, null, "csv"), json: routes.download(address, null, "json") }}
      >
        <TextFilter address={address} text={state.q} label="Log, event or name contains" />
        <DataTable
          order={{ address, current: state.order, absent: "-rules" }}
          page={{ offset: (state.page - 1) * size, total: found.total, size, param: "page", address, noun: "events" }}
          labelledBy="events"
          className="evt evl"
          columns={columns(props)}
          groups={[{ key: "all", rows: found.rows }]}
          rowKey={({ event }) => event}
          empty={state.q === null ? "No event here." : `No event ${nouns[state.show] ?? ""} has “${state.q}” in its log, id or name.`}
        />
      </Section>
    </>
  );
}
