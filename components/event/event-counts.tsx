/** What the tables of an event's page share: rules that open, their bar, rules by vendor, and files. */
import type { OpenedRow, VendorCounts } from "@/lib/model/catalog-view";
import { href, paths, routes, rowParams } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { OpenedRules } from "../data-table/opened-rules";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { LengthBar } from "../ui/bars";
import { count } from "../ui/count";
import type { EventContext } from "./event-context";

interface Counted {
  readonly key: string;
  readonly rules: number;
  readonly byVendor: VendorCounts;
}

export function countColumns<Row extends Counted>(context: EventContext, most: number): readonly Column<Row>[] {
  return [
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(context.head.rules)}`,
      className: "num",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={context.address} />,
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc",
      cell: ({ rules }) => <LengthBar number={rules} most={most} width={106} />,
    },
    ...vendorColumns<Row>(({ byVendor }) => byVendor),
  ];
}

/** The rules behind a row, and the same as a page of the list of rules. */
export function OpenedEventRow({ context, opened }: { readonly context: EventContext; readonly opened: OpenedRow }) {
  const { carry, head } = context;
  return <OpenedRules opened={opened} carry={carry} page={routes.rules({ ...carry, event: head.event, ...rowParams(opened.key) })} />;
}

/** A table of the page as files: event ids hold slashes, so the event is a parameter there. */
export function eventFiles({ head, carry }: EventContext, table: string): { readonly csv: string; readonly json: string } {
  const to = (format: string) => href({ path: `${paths.eventTables}/${table}.${format}`, params: { ...carry, event: head.event } });
  return { csv: to("csv"), json: to("json") };
}
