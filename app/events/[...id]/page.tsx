/** One event: what it records, the fields used with it, techniques, analytics that ask for it, and the rules that read it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EventSections } from "@/components/event/event-sections";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { eventNames } from "@/lib/model/event-names";
import { everyRule } from "@/lib/model/rule-list-view";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findEventAnalytics, findEventFields, findEventTechniques, getEventRow } from "@/lib/queries/event-page";
import { getEvent } from "@/lib/queries/events";
import { findRules } from "@/lib/queries/rule-list";
import { carried, paths, pathText, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { eventParams } from "../search-params";

interface Props {
  readonly params: Promise<{ readonly id: readonly string[] }>;
  readonly searchParams: Promise<RawParams>;
}

/** Rules on the page; the list of rules has all. */
const rulesShown = 20;

async function eventOf(params: Props["params"]): Promise<string> {
  return (await params).id.map(pathText).join("/");
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const event = await eventOf(params);
  const name = eventNames.get(event);
  return {
    title: name ? `${event}: ${name}` : event,
    description: `Detection rules that read ${event}: the fields they test with it, their techniques, and the ATT&CK analytics that ask for it.`,
    alternates: { canonical: routes.event(event) },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const [event, raw, catalog] = await Promise.all([eventOf(params), searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.event(event), eventParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const head = await getEvent(catalog, selection, filter, event);
  if (!head) notFound();
  const listed = { ...everyRule, vendor: filter.vendors, platform: filter.platforms, event };
  const [fields, techniques, analytics, rules, opened] = await Promise.all([
    findEventFields(catalog, filter, event),
    findEventTechniques(catalog, selection, event),
    findEventAnalytics(catalog, selection, event),
    findRules(catalog, { filter: listed, order: "changed", descending: true, offset: 0, limit: rulesShown }),
    values.open === null ? null : getEventRow(catalog, selection, event, values.open),
  ]);
  const carry = carried(address.params);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="events"
      notices={notices}
      crumb={
        <>
          <a href={routes.events(carry)}>Events</a> / <a href={routes.events({ ...carry, q: head.provider })}>{head.provider}</a>
          {head.code !== "" && ` / ${head.code}`}
        </>
      }
    >
      <EventSections
        context={{ head, catalogRules: selection.rules, address, carry, names: fieldNaming(values.names), opened }}
        fields={fields}
        techniques={techniques}
        analytics={analytics}
        rules={rules.rows}
        pages={values}
      />
    </Shell>
  );
}
