/** A field: what each vendor calls it, how rules test it, which values they look for and leave out, and under which techniques. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FieldSections } from "@/components/field/field-sections";
import { inWords } from "@/components/shell/filter-words";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getFieldPage } from "@/lib/queries/field-page";
import { carried, paths, pathText, routes } from "@/lib/routes";
import { chip, type RawParams, readState } from "@/lib/url-state";
import { fieldQuery } from "./field-query";
import { fieldParams } from "./search-params";

interface Props {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const field = pathText((await params).name);
  const description = `How public detection rules test ${field}: its names by vendor, operators, the values with the widest reach, exclusions and techniques.`;
  return { title: field, description, alternates: { canonical: routes.field(field) } };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ name }, raw, catalog] = await Promise.all([params, searchParams, getCatalog()]);
  const field = pathText(name);
  const { values, address, notices } = readState(paths.field(field), fieldParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const page = await getFieldPage(catalog, selection, field, fieldQuery(values));
  if (!page) notFound();
  const carry = carried(address.params);
  const names = fieldNaming(values.names);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="fields"
      notices={notices}
      chips={values.q === null ? [] : [chip(address, "q", `value: ${values.q}`, values.q)]}
      crumb={
        <>
          <a href={routes.fields(carry)}>Fields</a> / {names(field).shown}
        </>
      }
    >
      <FieldSections
        {...{ page, catalog, selection, address, names }}
        narrowedTo={inWords(filter)}
        state={{ order: values.order, q: values.q, namesPage: values.names_page, techniques: values.techniques }}
      />
    </Shell>
  );
}
