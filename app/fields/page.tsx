/** All fields in one dense table: rules by vendor, and with which operators they are tested. */
import type { Metadata } from "next";
import { FieldTable } from "@/components/field/field-table";
import { inWords } from "@/components/shell/filter-words";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getOpenedField } from "@/lib/queries/field-page";
import { countFields, findFields } from "@/lib/queries/fields";
import { paths, routes } from "@/lib/routes";
import { chip, type RawParams, readState } from "@/lib/url-state";
import { laneOf, listPage, listQuery } from "./list-query";
import { fieldListParams } from "./search-params";

export const metadata: Metadata = {
  title: "Fields",
  description:
    "Every field that public detection rules test, under one name for all vendors: how many rules, whose, and with which operators.",
  alternates: { canonical: routes.fields() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.fields, fieldListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const [found, counts, opened] = await Promise.all([
    findFields(catalog, selection, listQuery(values)),
    countFields(catalog, selection, values.q),
    values.open === null ? null : getOpenedField(catalog, selection, values.open, laneOf(values.show)),
  ]);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="fields"
      notices={notices}
      chips={values.q === null ? [] : [chip(address, "q", `name: ${values.q}`, values.q)]}
      crumb="Fields"
    >
      <FieldTable
        {...{ found, counts, catalog, selection, address, opened }}
        names={fieldNaming(values.names)}
        narrowedTo={inWords(filter)}
        size={listPage}
        state={{ q: values.q, show: values.show, order: values.order }}
      />
    </Shell>
  );
}
