/** An indicator: how far it reaches by vendor, technique and tactic, what it is combined with, who excludes it, and its rules. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IndicatorSections } from "@/components/indicator/indicator-sections";
import { inWords } from "@/components/shell/filter-words";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { shortKey } from "@/lib/model/row-key";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getIndicator, getIndicatorPage } from "@/lib/queries/indicator-page";
import { carried, paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { indicatorQuery } from "./indicator-query";
import { indicatorParams } from "./search-params";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const catalog = await getCatalog();
  const found = await getIndicator(catalog, select(catalog, { vendors: [], platforms: [] }), id);
  if (!found) return {};
  const { part, rules } = found.head;
  const value = (part.values[0] ?? "").slice(0, 80);
  return {
    title: `${part.field ?? "any field"} ${part.operator} ${value}`,
    description: `${rules} public detection rules look for ${value} in ${part.field ?? "any field"}: their vendors, techniques, what they combine it with, and who excludes it.`,
    alternates: { canonical: routes.indicator(shortKey(found.id)) },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ id }, raw, catalog] = await Promise.all([params, searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.indicator(id), indicatorParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const page = await getIndicatorPage(catalog, selection, id, indicatorQuery(values));
  if (!page) notFound();
  const carry = carried(address.params);
  const names = fieldNaming(values.names);
  const { field } = page.head.part;
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="indicators"
      notices={notices}
      crumb={
        <>
          <a href={routes.indicators(carry)}>Indicators</a> /{" "}
          {field === null ? "any field" : <a href={routes.field(field, carry)}>{names(field).shown}</a>}
        </>
      }
    >
      <IndicatorSections
        {...{ page, catalog, selection, address, names }}
        narrowedTo={inWords(filter)}
        state={{ otherFields: values.with === "other", techniques: values.techniques }}
      />
    </Shell>
  );
}
