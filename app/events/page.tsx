/** Every event that rules read or analytics ask for: log, id, what it records, and the rules that read it. */
import type { Metadata } from "next";
import { EventTable } from "@/components/event/event-table";
import { Shell } from "@/components/shell/shell";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findEvents } from "@/lib/queries/events";
import { paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { eventQuery, listPage } from "./list-query";
import { eventListParams } from "./search-params";

export const metadata: Metadata = {
  title: "Events",
  description: "Which log events public detection rules read, by vendor, and which ones ATT&CK’s analytics ask for that no rule reads.",
  alternates: { canonical: routes.events() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.events, eventListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const found = await findEvents(catalog, selection, filter, eventQuery(values));
  return (
    <Shell catalog={catalog} address={address} filter={filter} lens={values.names} place="events" notices={notices} crumb="Events">
      <EventTable found={found} rules={selection.rules} address={address} size={listPage} state={values} />
    </Shell>
  );
}
