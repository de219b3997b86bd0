/** Indicators: who else looks for a value, in which field, and how far it reaches. */
import type { Metadata } from "next";
import { IndicatorTable } from "@/components/indicator/indicator-table";
import { inWords } from "@/components/shell/filter-words";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getOpenedIndicator } from "@/lib/queries/indicator-page";
import { effectiveMode, findIndicators } from "@/lib/queries/indicators";
import { paths, routes } from "@/lib/routes";
import { chip, type RawParams, readState } from "@/lib/url-state";
import { listPage, listQuery } from "./list-query";
import { indicatorListParams } from "./search-params";

export const metadata: Metadata = {
  title: "Indicators",
  description:
    "Search the exact values that public detection rules look for: as a whole, by any part, or by a whole path; with their reach across vendors.",
  alternates: { canonical: routes.indicators() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.indicators, indicatorListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const [found, opened] = await Promise.all([
    findIndicators(catalog, selection, listQuery(values)),
    values.open === null ? null : getOpenedIndicator(catalog, selection, values.open),
  ]);
  const names = fieldNaming(values.names);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="indicators"
      notices={notices}
      chips={[
        ...(values.q === null ? [] : [chip(address, "q", `value: ${values.q}`, values.q)]),
        ...(values.field === null ? [] : [chip(address, "field", `field: ${names(values.field).shown}`, values.field)]),
        ...(values.operator === "any" ? [] : [chip(address, "operator", `operator: ${values.operator}`, values.operator)]),
      ]}
      crumb="Indicators"
    >
      <IndicatorTable
        {...{ found, catalog, selection, address, names, opened }}
        narrowedTo={inWords(filter)}
        size={listPage}
        state={{ ...values, usedAs: values.q === null ? values.as : effectiveMode(values.q, values.as) }}
      />
    </Shell>
  );
}
