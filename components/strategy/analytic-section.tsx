/** One analytic: its log sources with the rules that read each, here and in the whole catalog, and its mutable elements. */
import { readingOf, type StrategyAnalytic, type StrategyLogSource } from "@/lib/model/strategy-view";
import { routes, rowParams } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { EventLinks } from "../event/event-links";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { ElementList } from "./element-list";
import type { StrategyContext } from "./strategy-context";

const words = { full: "read in full", part: "read in part", none: "not read" } as const;

function Channel({ source, context }: { readonly source: StrategyLogSource; readonly context: StrategyContext }) {
  const { channel, events, unread, here, everywhere } = source;
  return (
    <>
      {channel === "" || channel === "None" ? <Dash label="no channel named" /> : channel}
      <small className="under">
        {events.length === 0 ? (
          everywhere > 0 && "matched by provider: the channel is free text"
        ) : (
          <EventLinks events={events} carry={context.carry} most={6} />
        )}
        {here > 0 && unread.length > 0 && ` · no rule here reads ${unread.join(", ")}`}
      </small>
    </>
  );
}

function columns(context: StrategyContext, analytic: string): readonly Column<StrategyLogSource>[] {
  const { address, catalogRules, head } = context;
  return [
    {
      key: "source",
      head: "Log source",
      className: "wide lsn",
      cell: ({ name, here }) => (
        <>
          <span className={here > 0 ? "got" : "not"} /> <code>{name}</code>
        </>
      ),
    },
    { key: "channel", head: "Channel, and its events", className: "wide", cell: (source) => <Channel source={source} context={context} /> },
    {
      key: "component",
      head: "Data component",
      className: "soft cmpn",
      cell: ({ component }) => (component ? component.name : <Dash label="none" />),
    },
    {
      key: "here",
      head: "Here",
      note: `of ${count(head.rules)}`,
      className: "num",
      label: "here",
      cell: ({ position, here }) =>
        here === 0 ? (
          <Dash label="no rule here reads this" />
        ) : (
          <WhyCount number={here} rowKey={`l-${analytic}-${position}`} address={address} />
        ),
    },
    {
      key: "catalog",
      head: "Catalog",
      note: `of ${count(catalogRules)}`,
      className: "num cat",
      label: "catalog",
      cell: ({ position, everywhere }) =>
        everywhere === 0 ? (
          <span className="soft">no rule reads this</span>
        ) : (
          <WhyCount number={everywhere} rowKey={`w-${analytic}-${position}`} address={address} />
        ),
    },
    ...vendorColumns<StrategyLogSource>(({ byVendor }) => byVendor),
  ];
}

/** The row that is open, under the key of the log source's row, whichever of its two counts was opened. */
function openedRow({ opened, carry, head }: StrategyContext) {
  if (!opened) return null;
  const technique = opened.key.startsWith("l-") ? head.technique?.id : undefined;
  const page = routes.rules({ ...carry, technique, ...rowParams(opened.key) });
  return { key: opened.key.replace(/^w-/, "l-"), content: <OpenedRules opened={opened} carry={carry} page={page} /> };
}

export function AnalyticSection({ context, analytic }: { readonly context: StrategyContext; readonly analytic: StrategyAnalytic }) {
  const { id, name, platforms, description, logSources } = analytic;
  const { address, head } = context;
  const files = { path: routes.strategy(head.id), params: address.params };
  return (
    <Section
      id={id}
      title={platforms.join(", ") || name}
      count={`${id}, ${words[readingOf(analytic)]}`}
      how={
        <>
          {description && <p>{description}</p>}
          <p>
            {counted(logSources.length, "log source")}, {logSources.filter(({ here }) => here > 0).length} read by rules of{" "}
            {head.technique?.id ?? "the technique"}. The vendors’ columns count the whole catalog.
          </p>
        </>
      }
      downloads={{ csv: routes.download(files, "sources", "csv"), json: routes.download(files, "sources", "json") }}
    >
      <DataTable
        labelledBy={id}
        className="strat"
        columns={columns(context, id)}
        groups={[{ key: "all", rows: logSources }]}
        rowKey={({ position }) => `l-${id}-${position}`}
        opened={openedRow(context)}
        empty="ATT&CK gives this analytic no log source."
      />
      <ElementList context={context} analytic={id} elements={context.elements.get(id) ?? []} />
    </Section>
  );
}
