/** Events covered: each catalog event that a rule here reads, what it records, who asks for it, and rules by vendor. */
import { eventName } from "@/lib/model/event-name";
import type { PageOf } from "@/lib/model/paging";
import type { EventRow } from "@/lib/model/technique-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { FootLine } from "../data-table/foot-line";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import type { TechniqueContext } from "./technique-context";

/** Most events belong to one data component; some sources name many. */
const componentsShown = 2;

function Components({ names }: { readonly names: readonly string[] }) {
  const rest = names.slice(componentsShown);
  return (
    <span className="soft" title={names.join(", ")}>
      {names.slice(0, componentsShown).join(", ")}
      {rest.length > 0 && ` and ${rest.length} more`}
    </span>
  );
}

function columns(context: TechniqueContext, most: number): readonly Column<EventRow>[] {
  return [
    { key: "provider", head: "Provider", cell: ({ provider }) => <code>{provider}</code> },
    { key: "event", head: "Event", cell: ({ id }) => (id === "" ? <Dash label="every event of the provider" /> : <code>{id}</code>) },
    {
      key: "records",
      head: "What it records, and its data component",
      className: "wide",
      cell: ({ event, components }) => (
        <>
          {eventName(event)}{" "}
          {components.length > 0 ? <Components names={components} /> : eventName(event) === null && <Dash label="not named" />}
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
        labelledBy="events"
        className="evt"
        columns={columns(context, Math.max(...page.rows.map(({ rules }) => rules)))}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <OpenedRules opened={opened} carry={context.carry} /> }}
        empty={context.narrowedTo ? `No rule under ${context.id}${context.narrowedTo}.` : "No rule here says which events it reads."}
      />
      <FootLine {...page} shown={page.rows.length} param="events" address={address} fragment="events" noun="events" />
    </Section>
  );
}
