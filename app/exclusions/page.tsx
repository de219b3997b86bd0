/** Exclusions: what the community's rules leave out as harmless, by field, value, technique and vendor. */
import type { Metadata } from "next";
import { ExclusionTable } from "@/components/exclusion/exclusion-table";
import { inWords } from "@/components/shell/filter-words";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findExclusions, getOpenedExclusion } from "@/lib/queries/exclusions";
import { getTechniqueTotals } from "@/lib/queries/techniques";
import { paths, routes } from "@/lib/routes";
import { chip, type RawParams, readState } from "@/lib/url-state";
import { listPage, listQuery } from "./list-query";
import { exclusionListParams } from "./search-params";

export const metadata: Metadata = {
  title: "Exclusions",
  description:
    "What public detection rules leave out as harmless: the community’s knowledge of false positives, by field, value, technique and vendor.",
  alternates: { canonical: routes.exclusions() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.exclusions, exclusionListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const query = listQuery(values);
  const [found, totals, opened] = await Promise.all([
    findExclusions(catalog, selection, query),
    query.technique === null ? null : getTechniqueTotals(catalog, selection, query.technique, "all"),
    values.open === null ? null : getOpenedExclusion(catalog, selection, query.technique, values.open),
  ]);
  const names = fieldNaming(values.names);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="exclusions"
      notices={notices}
      chips={[
        ...(values.q === null ? [] : [chip(address, "q", `value: ${values.q}`, values.q)]),
        ...(values.field === null ? [] : [chip(address, "field", `field: ${names(values.field).shown}`, values.field)]),
        ...(query.technique === null ? [] : [chip(address, "technique", `technique: ${query.technique}`, query.technique)]),
      ]}
      crumb="Exclusions"
    >
      <ExclusionTable
        {...{ found, catalog, selection, address, names, opened }}
        narrowedTo={inWords(filter)}
        size={listPage}
        rules={totals?.rules ?? selection.rules}
        state={{ ...values, technique: query.technique }}
      />
    </Shell>
  );
}
